package io.sixgrid.maps.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /api/v1/live}: server-sent events, resumed by {@code Last-Event-ID} or {@code since}. */
public final class LiveRoutes {
    private final LiveStream stream;

    public LiveRoutes(LiveStream stream) {
        this.stream = stream;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/live", this::live);
    }

    private void live(Context ctx) {
        Display display = stream.display(filter(ctx));
        stream.join(display, since(ctx));
        ctx.header("Content-Type", "text/event-stream; charset=utf-8");
        ctx.header("Cache-Control", "no-store");
        // nginx would collect frames before it passes them on.
        ctx.header("X-Accel-Buffering", "no");
        ctx.disableCompression();
        ctx.future(() -> attached(ctx, display));
    }

    /** Not {@code routes.sse}: that one waits for each display's socket in the thread that tells all of them. */
    private static CompletableFuture<Void> attached(Context ctx, Display display) {
        try {
            ctx.req().getAsyncContext().setTimeout(0);
            display.open(ctx.res().getOutputStream());
            return display.gone();
        } catch (IOException e) {
            display.end();
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalLong since(Context ctx) {
        String header = ctx.header("Last-Event-ID");
        String name = header != null ? "Last-Event-ID" : "since";
        String text = header != null ? header : ctx.queryParam("since");
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long since = Long.parseLong(text.strip());
            if (since >= 0) {
                return OptionalLong.of(since);
            }
        } catch (NumberFormatException e) {
            // Answered below, as any other number that is none of ours.
        }
        throw SixgridException.invalid(name, name + " is not a number of the stream: " + text);
    }

    private static LiveFilter filter(Context ctx) {
        return new LiveFilter(
                Optional.ofNullable(ctx.queryParam("grid")),
                list(ctx, "severity").map(LiveRoutes::severity).collect(Collectors.toSet()),
                list(ctx, "kind").collect(Collectors.toSet()),
                Optional.ofNullable(ctx.queryParam("device")),
                Optional.ofNullable(ctx.queryParam("state")).map(LiveRoutes::open));
    }

    /** The values of a parameter that may be repeated, or hold several between commas. */
    private static Stream<String> list(Context ctx, String name) {
        List<String> given = ctx.queryParams(name);
        return given.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip);
    }

    private static Severity severity(String text) {
        if (!Set.of("1", "2", "3", "4").contains(text)) {
            throw SixgridException.invalid("severity", "severity is not 1 (worst) to 4: " + text);
        }
        return Severity.of(Integer.parseInt(text));
    }

    private static boolean open(String text) {
        return switch (text) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw SixgridException.invalid("state", "state is not open or closed: " + text);
        };
    }
}
