package io.sixgrid.geo.grid;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridQuery;
import io.sixgrid.data.grid.GridQueryStore;
import io.sixgrid.data.grid.GridView;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The hierarchy of areas: {@code GET /api/v1/grids} and one grid of it. */
public final class GridRoutes {
    private final Schemes schemes;
    private final GridQueryStore grids;
    private final RevisionQueryStore revisions;
    private final Clock clock;

    public GridRoutes(Schemes schemes, GridQueryStore grids, RevisionQueryStore revisions, Clock clock) {
        this.schemes = schemes;
        this.grids = grids;
        this.revisions = revisions;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/grids", this::list);
        routes.get("/api/v1/grids/{code}", this::one);
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "level", "parent", "at", "known", "scheme", "geometry");
        int limit = query.limit();
        String scheme = scheme(query);
        GridQuery wanted = wanted(ctx, query);
        query.text("parent").ifPresent(code -> {
            if (grids.idOf(scheme, code).isEmpty()) {
                throw SixgridException.invalid("parent", "no grid with code " + code);
            }
        });
        var after = query.cursor(2, c -> new GridQueryStore.PageEnd(Integer.parseInt(c.get(0)), c.get(1)))
                .orElse(null);
        List<GridView> found = grids.list(scheme, wanted, after, limit + 1);
        Page<GridView> page = Page.of(
                ctx,
                found,
                limit,
                view -> List.of(String.valueOf(view.grid().level()), view.grid().code()));
        Answer.page(ctx, page.map(GridJson::of));
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "at", "known", "scheme", "geometry");
        String scheme = scheme(query);
        String code = ctx.pathParam("code");
        GridQuery wanted = wanted(ctx, query);
        Optional<GridView> found = grids.at(scheme, code, wanted);
        if (found.isEmpty() && query.instant("at").isEmpty()) {
            found = grids.newest(scheme, code, wanted);
        }
        Answer.thing(
                ctx,
                found.map(view -> GridJson.of(view, revisions.retirement(scheme, code, wanted.known())))
                        .orElseThrow(() -> SixgridException.notFound("no grid with code " + code
                                + query.text("at").map(at -> " at " + at).orElse(""))));
    }

    private String scheme(Query query) {
        return schemes.boundaries(query.text("scheme")).scheme().code();
    }

    private GridQuery wanted(Context ctx, Query query) {
        Optional<Integer> level = ctx.pathParamMap().isEmpty() ? query.integer("level") : Optional.empty();
        level.ifPresent(number -> {
            if (number < 1 || number > 9) {
                throw SixgridException.invalid("level", "level is not from 1 to 9: " + number);
            }
        });
        return new GridQuery(
                level,
                query.text("parent"),
                query.instant("at").orElse(clock.instant()),
                query.instant("known"),
                query.flag("geometry").orElse(false) || Answer.wantsGeoJson(ctx));
    }
}
