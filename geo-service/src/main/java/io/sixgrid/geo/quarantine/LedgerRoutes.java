package io.sixgrid.geo.quarantine;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.ledger.FloodStore;
import io.sixgrid.data.ledger.FloodStore.Flood;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.LedgerStore.Entry;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.ledger.WorkerStore.Worker;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.util.List;

/** {@code GET /api/v1/ledger}: how many messages came from each source, and what became of them. */
public final class LedgerRoutes {
    private static final int FLOODS = 100;

    private final LedgerStore ledger;
    private final WorkerStore workers;
    private final FloodStore floods;
    private final Clock clock;

    public LedgerRoutes(LedgerStore ledger, WorkerStore workers, FloodStore floods, Clock clock) {
        this.ledger = ledger;
        this.workers = workers;
        this.floods = floods;
        this.clock = clock;
    }

    /**
     * What the ledger answers.
     *
     * @param total  the sum over {@code sources}
     * @param floods devices that sent more than they may within the last week, the latest first, at most 100
     */
    record Ledger(Line total, List<Line> sources, List<Worker> workers, List<Flood> floods) {}

    /** One source: {@code received = stored + duplicate + quarantined + inFlight}. */
    record Line(long received, @JsonUnwrapped Outcomes outcomes, long inFlight, long returned) {
        static Line of(Entry entry) {
            return new Line(entry.received(), entry.outcomes(), entry.inFlight(), entry.returned());
        }
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/ledger", this::show);
    }

    private void show(Context ctx) {
        Query.of(ctx);
        // Asked once, so that the sum is that of what stands beside it.
        List<Entry> sources = ledger.sources();
        Answer.json(
                ctx,
                new Ledger(
                        Line.of(LedgerStore.total(sources)),
                        sources.stream().map(Line::of).toList(),
                        workers.all(),
                        floods.recent(clock.instant(), FLOODS)));
    }
}
