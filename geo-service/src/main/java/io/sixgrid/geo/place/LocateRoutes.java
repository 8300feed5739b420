package io.sixgrid.geo.place;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
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
import java.util.Optional;
import java.util.Set;

/** Which grids contain a point: {@code GET} for one, {@code POST /api/v1/locate} for many. */
public final class LocateRoutes {
    private static final Set<String> POINT = Set.of("lon", "lat", "x", "y", "frame", "at");

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
        Query query = Query.of(ctx, "lon", "lat", "x", "y", "frame", "at", "scheme");
        Instant at = query.instant("at").orElse(clock.instant());
        Boundaries boundaries = schemes.boundaries(query.text("scheme"));
        LonLat place = query.position().place();
        Answer.json(ctx, LocatedJson.of(boundaries.place(place, at).located()));
    }

    private void many(Context ctx) {
        Boundaries boundaries = schemes.boundaries(Query.of(ctx, "scheme").text("scheme"));
        Body body = Body.oneOrMany(ctx);
        Instant now = clock.instant();
        List<LocatedJson> located = body.objects().stream()
                .map(point -> point.read(() -> locate(point, boundaries, now)))
                .toList();
        Answer.json(ctx, body.array() ? located : located.get(0));
    }

    private static LocatedJson locate(Members point, Boundaries boundaries, Instant now) {
        Optional<GivenPosition> position = point.only(POINT).position();
        LonLat place = position.orElseThrow(() -> SixgridException.invalid("lon", "lon is missing"))
                .place();
        Instant at = point.instant("at").orElse(now);
        return LocatedJson.of(boundaries.place(place, at).located());
    }
}
