package io.sixgrid.geo.place;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.device.MessagePositionStore;
import io.sixgrid.data.place.ShiftCheck;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which payload formats look as if they declared another frame than their messages use. */
public final class FrameCheckRoutes {
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    private final MessagePositionStore positions;
    private final Clock clock;

    public FrameCheckRoutes(MessagePositionStore positions, Clock clock) {
        this.positions = positions;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/formats/frame-check", this::check);
    }

    /**
     * A format whose positions look shifted.
     *
     * @param meters  how far they are off, the median
     * @param warning all of it in a sentence
     */
    record Shifted(
            String format, String looksLike, int agreeing, int total, long meters, String direction, String warning) {
        static Shifted of(String format, ShiftCheck.Finding finding) {
            return new Shifted(
                    format,
                    finding.suspicion(),
                    finding.agreeing(),
                    finding.total(),
                    Math.round(finding.displacement().meters()),
                    finding.displacement().direction(),
                    finding.sentence());
        }
    }

    private void check(Context ctx) {
        Query.of(ctx);
        List<Shifted> shifted = new ArrayList<>();
        positions
                .byFormat(clock.instant().minus(LOOKED_AT))
                .forEach((format, pairs) -> ShiftCheck.againstRegistered(pairs)
                        .ifPresent(finding -> shifted.add(Shifted.of(format, finding))));
        Answer.json(ctx, Map.of("items", shifted));
    }
}
