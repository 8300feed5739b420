package io.sixgrid.geo.place;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which grids contain a point: {@code GET} for one, {@code POST /api/v1/locate} for many. */
public final class LocateRoutes {
    private static final Set<String> POINT = Set.of("lon", "lat", "x", "y", "frame", "at", "known");

    private final Schemes schemes;
    private final Clock clock;

    public LocateRoutes(Schemes schemes, Clock clock) {
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/locate", this::one);
        routes.post("/api/v1/locate", this::many);
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "lon", "lat", "x", "y", "frame", "at", "known", "scheme");
        AsOf then = query.asOf(clock);
        Where where = where(query.text("scheme"));
        LonLat place = query.position().place();
        Answer.json(ctx, where.located(place, then));
    }

    private void many(Context ctx) {
        Where where = where(Query.of(ctx, "scheme").text("scheme"));
        Body body = Body.oneOrMany(ctx);
        Instant now = clock.instant();
        List<Object> located = body.objects().stream()
                .map(point -> point.read(() -> locate(point, where, now)))
                .toList();
        Answer.json(ctx, body.array() ? located : located.get(0));
    }

    private static Object locate(Members point, Where where, Instant now) {
        Optional<GivenPosition> position = point.only(POINT).position();
        LonLat place = position.orElseThrow(() -> SixgridException.invalid("lon", "lon is missing"))
                .place();
        AsOf then = new AsOf(point.instant("at").orElse(now), point.instant("known"));
        return where.located(place, then);
    }

    private Where where(Optional<String> scheme) {
        if (scheme.filter(text -> text.equals("*") || text.contains(",")).isEmpty()) {
            return new Where(List.of(schemes.boundaries(scheme)), false);
        }
        return new Where(
                schemes.named(scheme.orElseThrow()).stream()
                        .map(code -> schemes.boundaries(Optional.of(code)))
                        .toList(),
                true);
    }

    /** @param several whether the answer is a list of schemes, even of one: what was asked decides, not what there is */
    private record Where(List<Boundaries> boundaries, boolean several) {
        Object located(LonLat place, AsOf then) {
            List<LocatedJson.InScheme> answers = boundaries.stream()
                    .map(one -> new LocatedJson.InScheme(
                            one.scheme().code(),
                            LocatedJson.of(
                                    one.place(place, then.at(), then.known()).located())))
                    .toList();
            return several ? Map.of("schemes", answers) : answers.get(0).located();
        }
    }
}
