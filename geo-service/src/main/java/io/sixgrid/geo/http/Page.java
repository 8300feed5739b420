package io.sixgrid.geo.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the address of what follows; null at the end, and written as null
 */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The first {@code limit} of {@code found}; whoever asks the store asks for one more, to know whether more follows.
     *
     * @param end where a page ends that ends with this thing, for {@link Query#cursor}
     */
    public static <T> Page<T> of(Context ctx, List<T> found, int limit, Function<T, List<String>> end) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, next(ctx, Query.cursorText(end.apply(items.get(limit - 1)))));
    }

    /** The same page of what its things look like. */
    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    /** The same page of things that are looked up together, in the same order. */
    public <V> Page<V> with(Function<List<T>, List<V>> others) {
        return new Page<>(others.apply(items), next);
    }

    /** The address of what follows. */
    Optional<String> following() {
        return Optional.ofNullable(next);
    }

    private static String next(Context ctx, String cursor) {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, List<String>> parameter : ctx.queryParamMap().entrySet()) {
            if (!parameter.getKey().equals("cursor")) {
                query.append(parameter.getKey())
                        .append('=')
                        .append(URLEncoder.encode(parameter.getValue().get(0), StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        return ctx.url() + "?" + query + "cursor=" + cursor;
    }
}
