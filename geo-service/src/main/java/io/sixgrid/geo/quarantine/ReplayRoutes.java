package io.sixgrid.geo.quarantine;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.HeldStore.Waiting;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.ingest.pipeline.Replay;
import io.sixgrid.ingest.pipeline.Replayed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/quarantine/…/replay}: what is in quarantine is read again with the formats of today. */
public final class ReplayRoutes {
    private final QuarantineStore quarantine;
    private final Replay replay;
    private final Clock clock;

    public ReplayRoutes(QuarantineStore quarantine, Replay replay, Clock clock) {
        this.quarantine = quarantine;
        this.replay = replay;
        this.clock = clock;
    }

    record ReasonCount(String reason, int count) {}

    /** {@link Replayed} as the answer says it, the most frequent reason first. */
    record Outcome(int replayed, int duplicates, int stillWaiting, List<ReasonCount> reasons) {
        static Outcome of(Replayed replayed) {
            List<ReasonCount> reasons = replayed.reasons().entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(reason -> new ReasonCount(reason.getKey(), reason.getValue()))
                    .toList();
            return new Outcome(replayed.replayed(), replayed.duplicates(), replayed.stillWaiting(), reasons);
        }
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/quarantine/replay", this::all);
        routes.post("/api/v1/quarantine/{id}/replay", this::one);
    }

    private void all(Context ctx) {
        Query query = Query.of(ctx, "reason", "source");
        Filter filter = new Filter(query.text("reason"), query.text("source"), Optional.empty());
        Answer.json(ctx, Outcome.of(replay.all(filter, IdentityRoutes.author(ctx, clock))));
    }

    private void one(Context ctx) {
        Query.of(ctx);
        Held held = QuarantineRoutes.required(quarantine, ctx);
        Waiting waiting = new Waiting(held.id(), held.message().arrival().received());
        Replayed replayed = replay.one(waiting, IdentityRoutes.author(ctx, clock));
        if (replayed.equals(Replayed.NONE)) {
            throw SixgridException.conflict(
                    "message " + held.id() + " does not wait any more: it was replayed already");
        }
        Answer.json(ctx, Outcome.of(replayed));
    }
}
