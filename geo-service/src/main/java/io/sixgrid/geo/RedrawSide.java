package io.sixgrid.geo;

import io.javalin.config.RoutesConfig;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.edition.EditionTrial;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.impact.ImpactStore;
import io.sixgrid.data.impact.Impacts;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Campaigns;
import io.sixgrid.data.redraw.DraftCodes;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.LockStore;
import io.sixgrid.data.redraw.Publishing;
import io.sixgrid.data.redraw.ReviewStore;
import io.sixgrid.data.redraw.RivalStore;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.FileBody;
import io.sixgrid.geo.redraw.DraftFileRoutes;
import io.sixgrid.geo.redraw.DraftRoutes;
import io.sixgrid.geo.redraw.ImpactRoutes;
import io.sixgrid.geo.redraw.LockRoutes;
import io.sixgrid.geo.redraw.OperationRoutes;
import io.sixgrid.geo.redraw.PublishRoutes;
import io.sixgrid.geo.redraw.TopologyRoutes;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** Boundaries being redrawn: drafts, what they would change, and how they are published. Opens nothing. */
final class RedrawSide {
    private final Jdbi jdbi;
    private final GridStore grids;
    private final CodeStore codes;
    private final Bases bases;
    private final FileBody files;
    private final Clock clock;

    /** @param files where imports come in too: one at a time */
    RedrawSide(Jdbi jdbi, FileBody files, Clock clock) {
        this.jdbi = jdbi;
        this.grids = new GridStore(jdbi);
        this.codes = new CodeStore(jdbi);
        this.bases = new Bases(grids, new PlanStore(jdbi), new RevisionQueryStore(jdbi));
        this.files = files;
        this.clock = clock;
    }

    void register(RoutesConfig routes, Schemes schemes, CodeRules rules, Config config) {
        DraftStore store = new DraftStore(jdbi);
        Drafts drafts = new Drafts(store, bases, new DraftCodes(codes, rules));
        LockStore locks = new LockStore(jdbi);
        Campaigns campaigns = new Campaigns(store, bases, grids, new RivalStore(jdbi));
        new DraftRoutes(drafts, store, schemes, clock).register(routes);
        new OperationRoutes(drafts, store).register(routes);
        new DraftFileRoutes(
                        drafts,
                        new DraftFileRoutes.Files(files, new EditionTrial(codes, rules, config.frames())),
                        clock)
                .register(routes);
        new TopologyRoutes(drafts, locks).register(routes);
        new LockRoutes(locks, bases, schemes, clock).register(routes);
        new ImpactRoutes(drafts, new Impacts(new ImpactStore(jdbi), clock)).register(routes);
        new PublishRoutes(
                        new Publishing(
                                store,
                                new ReviewStore(jdbi),
                                campaigns,
                                config.areas().twoPerson()),
                        schemes,
                        clock)
                .register(routes);
    }
}
