package io.sixgrid.geo.quarantine;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.alert.QuarantineStore.Expired;
import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.data.alert.QuarantineStore.WaitingReason;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/v1/quarantine}: the messages that nothing understood, newest first, with their bytes. */
public final class QuarantineRoutes {
    private final QuarantineStore quarantine;

    public QuarantineRoutes(QuarantineStore quarantine) {
        this.quarantine = quarantine;
    }

    /**
     * Why messages wait.
     *
     * @param expired how many left because they grew old, since the beginning
     */
    record Reasons(List<WaitingReason> reasons, List<Expired> expired) {}

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/quarantine", this::list);
        // Before {id}, which would take the word for one.
        routes.get("/api/v1/quarantine/reasons", this::reasons);
        routes.get("/api/v1/quarantine/{id}", this::one);
        routes.get("/api/v1/quarantine/{id}/payload", this::payload);
    }

    /** The message that the path names. */
    static Held required(QuarantineStore quarantine, Context ctx) {
        long id = Path.number(ctx, "id");
        return quarantine
                .byId(id)
                .orElseThrow(() -> SixgridException.notFound("no message " + id + " is in quarantine"));
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "reason", "source", "state");
        int limit = query.limit();
        Optional<Long> before = query.cursor(1, parts -> Long.valueOf(parts.get(0)));
        Filter filter = new Filter(
                query.text("reason"),
                query.text("source"),
                query.choice("state", Map.of("waiting", true, "replayed", false)));
        Page<Held> page = Page.of(
                ctx, quarantine.list(filter, before, limit + 1), limit, held -> List.of(String.valueOf(held.id())));
        Answer.json(ctx, page.map(QuarantineJson::of));
    }

    private void reasons(Context ctx) {
        Query.of(ctx);
        Answer.json(ctx, new Reasons(quarantine.reasons(), quarantine.expired()));
    }

    private void one(Context ctx) {
        Query.of(ctx);
        Answer.json(ctx, QuarantineJson.of(required(quarantine, ctx)));
    }

    /** The bytes may be anything, a page with a script too: they are for saving, never for showing. */
    private void payload(Context ctx) {
        Query.of(ctx);
        Held held = required(quarantine, ctx);
        ctx.header("Content-Disposition", "attachment; filename=\"quarantine-" + held.id() + ".bin\"");
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Content-Security-Policy", "default-src 'none'; sandbox");
        ctx.header("Cache-Control", "private, no-store");
        ctx.contentType("application/octet-stream");
        ctx.result(held.message().arrival().payload());
    }
}
