package io.sixgrid.geo.redraw;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.impact.Impacts;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;

/** {@code GET /api/v1/drafts/{id}/impact}: what a draft would change, as its operations leave it now. */
public final class ImpactRoutes {
    private final Drafts drafts;
    private final Impacts impacts;

    public ImpactRoutes(Drafts drafts, Impacts impacts) {
        this.drafts = drafts;
        this.impacts = impacts;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/drafts/{id}/impact", this::impact);
    }

    private void impact(Context ctx) {
        Query query = Query.of(ctx, "level", "hashes");
        int approver = query.integer("level")
                .orElseGet(() -> IdentityRoutes.planner(ctx).level());
        boolean hashes = query.flag("hashes").orElse(false);
        Answer.json(ctx, drafts.read(Path.number(ctx, "id"), open -> {
            requireLevel(approver, open.sketch().scheme().levels().size());
            return ImpactJson.of(
                    open.draft(),
                    open.sketch().scheme(),
                    impacts.of(open.sketch(), new Impacts.Question(approver, hashes)));
        }));
    }

    private static void requireLevel(int level, int levels) {
        if (level < 0 || level > levels) {
            throw SixgridException.invalid(
                    "level",
                    "level is the widest that an approver may change, from 0 for the outline to " + levels + ", not "
                            + level);
        }
    }
}
