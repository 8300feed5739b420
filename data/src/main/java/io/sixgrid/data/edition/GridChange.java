package io.sixgrid.data.edition;

import java.util.List;

/**
 * What becomes of grids of one level from the published boundaries to an edition.
 *
 * @param before codes of the published grids concerned, sorted
 * @param after  codes of the edition's grids concerned, sorted
 * @param what   of one grid that goes on as one: which of {@code code}, {@code name}, {@code parent}, {@code attributes}
 *               and {@code border} differ
 */
public record GridChange(
        Kind kind, int level, List<String> before, List<String> after, List<String> what, Areas areas) {
    public GridChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
        what = List.copyOf(what);
    }

    /** In the order in which people ask. */
    public enum Kind {
        /** Nothing of it differs. */
        UNCHANGED,
        /** The same land under another name. */
        RENAMED,
        /** The same land under another code. */
        RECODED,
        /** The same grid with another border, parent or attributes. */
        MODIFIED,
        /** One became several. */
        SPLIT,
        /** Several became one. */
        MERGE,
        /** Several became several others. */
        COMPLEX,
        /** Where nothing was that it could go on as. */
        CREATED,
        /** Nothing is there that could go on as it. */
        RETIRED,
        /** The same code elsewhere. */
        RELOCATED
    }

    /**
     * Square metres.
     *
     * @param common that both hold
     */
    public record Areas(double before, double after, double common) {
        /** Square metres that one side holds and the other does not. */
        public double moved() {
            return Math.max(0, before + after - 2 * common);
        }
    }
}
