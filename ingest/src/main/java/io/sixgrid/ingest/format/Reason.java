package io.sixgrid.ingest.format;

import java.util.Locale;

/** Why a message was not understood: the codes by which quarantine counts. */
public enum Reason {
    /** No format takes its topic. */
    NO_FORMAT,
    /** The body is not JSON. */
    NOT_JSON,
    /** The body is not XML, or more of it than is taken. */
    NOT_XML,
    /** The body is not text in UTF-8. */
    NOT_TEXT,
    /** The body has no byte, and its format has no rule for that. */
    EMPTY,
    /** No rule of its format holds for it. */
    NO_RULE,
    /** Something that must be said is not. */
    MISSING_FIELD,
    /** A value is there and cannot be right. */
    BAD_VALUE,
    /** An expression of its format cannot be worked out for it. */
    EXPRESSION_FAILED,
    /** The format itself failed at it, which is a bug. */
    FORMAT_FAILED,
    /** Understood, and refused by the database. */
    NOT_STORABLE;

    /** As quarantine and HTTP write it, e.g. {@code not-json}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
