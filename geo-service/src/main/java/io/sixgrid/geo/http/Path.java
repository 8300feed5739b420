package io.sixgrid.geo.http;

import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;

/** What stands in a request's path. */
public final class Path {
    private Path() {}

    /** A number that names a thing; a text there names nothing. */
    public static long number(Context ctx, String name) {
        String text = ctx.pathParam(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw SixgridException.notFound("nothing is called " + text + " here: " + name + " is a number");
        }
    }
}
