package io.sixgrid.geo.grid;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Revision;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import java.util.List;
import java.util.Optional;

/** What was published: {@code GET /api/v1/revisions} and one of them. */
public final class RevisionRoutes {
    private final Schemes schemes;
    private final RevisionQueryStore revisions;

    public RevisionRoutes(Schemes schemes, RevisionQueryStore revisions) {
        this.schemes = schemes;
        this.revisions = revisions;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/revisions", this::list);
        routes.get("/api/v1/revisions/{number}", this::one);
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "scheme", "at", "known");
        int limit = query.limit();
        String scheme = schemes.boundaries(query.text("scheme")).scheme().code();
        Optional<Long> before = query.cursor(1, parts -> Long.valueOf(parts.get(0)));
        RevisionQueryStore.Wanted wanted =
                new RevisionQueryStore.Wanted(scheme, query.instant("at"), query.instant("known"));
        List<Revision> found = revisions.list(wanted, before, limit + 1);
        Page<Revision> page = Page.of(ctx, found, limit, revision -> List.of(String.valueOf(revision.number())));
        Answer.json(ctx, page.map(RevisionJson::of));
    }

    private void one(Context ctx) {
        Query.of(ctx);
        long number = Path.number(ctx, "number");
        Revision revision = revisions
                .find(number)
                .orElseThrow(() -> SixgridException.notFound("no revision with number " + number));
        Answer.json(ctx, RevisionJson.of(revision, Optional.of(revisions.lineage(number))));
    }
}
