package io.sixgrid.geo.grid;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridHistoryStore;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;

/** What became of one grid: {@code GET /api/v1/grids/{code}/history}. */
public final class GridHistoryRoutes {
    private final Schemes schemes;
    private final GridHistoryStore history;

    public GridHistoryRoutes(Schemes schemes, GridHistoryStore history) {
        this.schemes = schemes;
        this.history = history;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/grids/{code}/history", this::one);
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "known", "scheme");
        String scheme = schemes.boundaries(query.text("scheme")).scheme().code();
        String code = ctx.pathParam("code");
        Answer.json(
                ctx,
                history.of(scheme, code, query.instant("known"))
                        .map(GridHistoryJson::of)
                        .orElseThrow(() -> SixgridException.notFound("no grid with code " + code)));
    }
}
