package io.sixgrid.geo.http;

import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import java.util.Optional;

/** The version of a thing, by which who changes it says what was seen: a number, and the thing's entity tag. */
public final class Version {
    /** The query parameter that says it. */
    public static final String NAME = "version";

    private static final String HEADER = "If-Match";

    private Version() {}

    /**
     * What the asker has seen: {@code version=} of the query, or the header If-Match; empty where neither is said.
     *
     * @param query in which {@link #NAME} is known
     */
    public static Optional<Long> seen(Context ctx, Query query) {
        Optional<Long> said = query.text(NAME).map(text -> number(NAME, text, text));
        String header = ctx.header(HEADER);
        if (header == null || header.equals("*")) {
            return said;
        }
        long matched = number(HEADER, header.strip().replaceFirst("^(W/)?\"(.*)\"$", "$2"), header);
        if (said.isPresent() && said.get() != matched) {
            throw SixgridException.invalid(NAME, "version is " + said.get() + ", and If-Match says " + matched);
        }
        return Optional.of(matched);
    }

    /** Tells it as the entity tag. */
    public static void tag(Context ctx, long version) {
        ctx.header("ETag", "\"" + version + "\"");
    }

    private static long number(String name, String text, String shown) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw SixgridException.invalid(name, name + " is not the number of a version: " + shown);
        }
    }
}
