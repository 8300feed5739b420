package io.sixgrid.geo.quarantine;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.alert.LedgerStore;
import io.sixgrid.data.alert.LedgerStore.Counts;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.util.List;

/** {@code GET /api/v1/ledger}: how many messages came from each source, and what became of them. */
public final class LedgerRoutes {
    private final LedgerStore ledger;

    public LedgerRoutes(LedgerStore ledger) {
        this.ledger = ledger;
    }

    /** @param total the sum over {@code sources} */
    record Ledger(Counts total, List<Counts> sources) {}

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/ledger", this::show);
    }

    private void show(Context ctx) {
        Query.of(ctx);
        // Asked once, so that the sum is that of what stands beside it.
        List<Counts> sources = ledger.sources();
        Answer.json(ctx, new Ledger(sources.stream().reduce(Counts.none("total"), Counts::plus), sources));
    }
}
