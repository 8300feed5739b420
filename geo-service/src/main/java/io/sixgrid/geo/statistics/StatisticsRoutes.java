package io.sixgrid.geo.statistics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.statistics.Reconciliation;
import io.sixgrid.data.statistics.Statistics;
import io.sixgrid.data.statistics.StatisticsCsv;
import io.sixgrid.data.statistics.StatisticsQuery;
import io.sixgrid.data.statistics.Subject;
import io.sixgrid.data.statistics.Subject.Dimension;
import io.sixgrid.data.statistics.Tally;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.statistics.StatisticsJson.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code GET /api/v1/statistics}: how many incidents or alerts there are in each grid of a level, as JSON, or as CSV to those
 * who accept {@code text/csv} or say {@code format=csv}.
 */
public final class StatisticsRoutes {
    private static final Map<String, Subject> SUBJECTS = words(Subject.values(), Subject::code);
    private static final Map<String, Sides> SIDES =
            Map.of("as-was", Sides.AS_WAS, "as-now", Sides.AS_NOW, "both", Sides.BOTH);
    private static final Map<String, Dimension> DIMENSIONS = words(Dimension.values(), Dimension::code);

    private final Statistics statistics;
    private final Schemes schemes;
    private final Clock clock;

    public StatisticsRoutes(Statistics statistics, Schemes schemes, Clock clock) {
        this.statistics = statistics;
        this.schemes = schemes;
        this.clock = clock;
    }

    private enum Sides {
        AS_WAS,
        AS_NOW,
        BOTH
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/statistics", this::statistics);
    }

    private void statistics(Context ctx) {
        Query asked = Query.of(
                ctx, "level", "from", "to", "by", "boundaries", "of", "at", "known", "scheme", "empty", "format");
        Boundaries boundaries = schemes.boundaries(asked.text("scheme"));
        StatisticsQuery query = query(asked, boundaries);
        Sides sides = asked.choice("boundaries", SIDES).orElse(Sides.AS_WAS);
        boolean empty = asked.flag("empty").orElse(false);
        Asked understood = Asked.of(
                boundaries.scheme().code(), query, asked.text("boundaries").orElse("as-was"));
        if (sides == Sides.BOTH) {
            Reconciliation both = statistics.both(query, boundaries);
            if (empty) {
                statistics.listEmpty(both.asNow(), query, boundaries);
            }
            answer(ctx, asked, new Told(ReconciliationJson.of(understood, both), () -> StatisticsCsv.of(both)));
            return;
        }
        Tally tally = sides == Sides.AS_WAS ? statistics.asWas(query, boundaries) : statistics.asNow(query, boundaries);
        if (empty) {
            statistics.listEmpty(tally, query, boundaries);
        }
        answer(ctx, asked, new Told(StatisticsJson.of(understood, tally), () -> StatisticsCsv.of(tally)));
    }

    private StatisticsQuery query(Query asked, Boundaries boundaries) {
        return new StatisticsQuery(
                asked.choice("of", SUBJECTS).orElse(Subject.INCIDENTS),
                asked.integer("level").orElse(boundaries.scheme().deepestTiling()),
                asked.instant("from"),
                asked.instant("to"),
                asked.choice("by", DIMENSIONS),
                asked.instant("at").orElseGet(clock::instant),
                asked.instant("known"));
    }

    /** An answer in either form. */
    private record Told(Object json, Supplier<String> csv) {}

    private static void answer(Context ctx, Query asked, Told told) {
        ctx.header("Vary", "Accept");
        boolean accepts = Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/csv");
        if (!asked.choice("format", Map.of("csv", true, "json", false)).orElse(accepts)) {
            Answer.json(ctx, told.json());
            return;
        }
        ctx.contentType("text/csv; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"statistics.csv\"");
        ctx.result(told.csv().get().getBytes(StandardCharsets.UTF_8));
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(word, Function.identity()));
    }
}
