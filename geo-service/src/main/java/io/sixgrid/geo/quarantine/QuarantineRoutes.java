package io.sixgrid.geo.quarantine;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/quarantine}: the messages that nothing understood, newest first, with their bytes. */
public final class QuarantineRoutes {
    private final QuarantineStore quarantine;

    public QuarantineRoutes(QuarantineStore quarantine) {
        this.quarantine = quarantine;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/quarantine", this::list);
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "reason", "source");
        int limit = query.limit();
        Optional<Long> before = query.cursor(1, parts -> Long.valueOf(parts.get(0)));
        Filter filter = new Filter(query.text("reason"), query.text("source"), Optional.empty());
        Page<Held> page = Page.of(
                ctx, quarantine.list(filter, before, limit + 1), limit, held -> List.of(String.valueOf(held.id())));
        Answer.json(ctx, page.map(QuarantineJson::of));
    }
}
