package io.sixgrid.geo.concordance;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.concordance.Concordance;
import io.sixgrid.data.concordance.ConcordanceCsv;
import io.sixgrid.data.concordance.Concordances;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /api/v1/concordance} between two moments of a scheme, {@code GET /api/v1/crosswalk} between two schemes at one: JSON,
 * or CSV to those who accept {@code text/csv} or say {@code format=csv}.
 */
public final class ConcordanceRoutes {
    private final Concordances concordances;
    private final String standard;
    private final Clock clock;

    /** @param standard the code of the scheme that is meant where none is named */
    public ConcordanceRoutes(Concordances concordances, String standard, Clock clock) {
        this.concordances = concordances;
        this.standard = standard;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/concordance", this::times);
        routes.get("/api/v1/crosswalk", this::schemes);
    }

    private void times(Context ctx) {
        Query query = Query.of(ctx, "scheme", "level", "from", "to", "known", "fromKnown", "format");
        String scheme = query.text("scheme").orElse(standard);
        Optional<Instant> known = query.instant("known");
        AsOf from = new AsOf(required(query, "from"), query.instant("fromKnown").or(() -> known));
        AsOf to = new AsOf(query.instant("to").orElseGet(clock::instant), known);
        answer(ctx, query, scheme + "-concordance", concordances.ofTimes(scheme, query.integer("level"), from, to));
    }

    private void schemes(Context ctx) {
        Query query = Query.of(ctx, "from", "to", "level", "toLevel", "at", "known", "format");
        Concordances.Half from = new Concordances.Half(query.text("from").orElse(standard), integer(query, "level"));
        Concordances.Half to = new Concordances.Half(query.required("to"), integer(query, "toLevel"));
        AsOf at = query.asOf(clock);
        answer(
                ctx,
                query,
                from.scheme() + "-" + to.scheme() + "-crosswalk",
                List.of(concordances.ofSchemes(from, to, at)));
    }

    private static void answer(Context ctx, Query query, String name, List<Concordance> found) {
        ctx.header("Vary", "Accept");
        boolean accepts = Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/csv");
        if (!query.choice("format", Map.of("csv", true, "json", false)).orElse(accepts)) {
            Answer.json(ctx, ConcordanceJson.of(found));
            return;
        }
        StringBuilder csv = new StringBuilder();
        ConcordanceCsv.write(found, csv);
        ctx.contentType("text/csv; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        ctx.result(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Instant required(Query query, String name) {
        query.required(name);
        return query.instant(name).orElseThrow();
    }

    private static int integer(Query query, String name) {
        query.required(name);
        int level = query.integer(name).orElseThrow();
        if (level < 1 || level > 9) {
            throw SixgridException.invalid(name, name + " is not from 1 to 9: " + level);
        }
        return level;
    }
}
