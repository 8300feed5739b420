package io.sixgrid.geo.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import io.javalin.http.Context;
import io.sixgrid.data.place.Frames;

/** The frames that positions in requests may be in: given to the server once, at its wiring. */
public final class KnownFrames {
    private static final Key<Frames> KEY = new Key<>("frames");

    private KnownFrames() {}

    public static void register(JavalinConfig javalin, Frames frames) {
        javalin.appData(KEY, frames);
    }

    public static Frames of(Context ctx) {
        return ctx.appData(KEY);
    }
}
