package io.sixgrid.geo;

import io.javalin.config.RoutesConfig;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.concordance.Concordances;
import io.sixgrid.data.edition.EditionImport;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridExportStore;
import io.sixgrid.data.grid.GridHistoryStore;
import io.sixgrid.data.grid.GridQueryStore;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.SchemeQueryStore;
import io.sixgrid.data.replacement.ReplacementStore;
import io.sixgrid.data.statistics.Statistics;
import io.sixgrid.data.statistics.StatisticsStore;
import io.sixgrid.geo.code.CodeRoutes;
import io.sixgrid.geo.concordance.ConcordanceRoutes;
import io.sixgrid.geo.edition.ImportRoutes;
import io.sixgrid.geo.export.ExportRoutes;
import io.sixgrid.geo.export.GridExport;
import io.sixgrid.geo.grid.GridHistoryRoutes;
import io.sixgrid.geo.grid.GridRoutes;
import io.sixgrid.geo.grid.RevisionRoutes;
import io.sixgrid.geo.grid.SchemeRoutes;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.FileBody;
import io.sixgrid.geo.place.LocateRoutes;
import io.sixgrid.geo.statistics.StatisticsRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Schemes and their grids: what is asked of them, and how they come in and go out. Opens nothing. */
final class BoundarySide {
    /** What else is done each second waits for so many transactions of half a thousand things. */
    private static final int REPLACEMENTS_A_TURN = 5;

    private final Jdbi jdbi;
    private final GridStore store;
    private final GridQueryStore queries;
    private final SchemeQueryStore known;
    private final CodeStore codes;
    private final PlanStore plans;
    private final RevisionStore revisions;
    private final RevisionQueryStore published;
    private final ReplacementStore replacement;
    private final Boundaries standard;
    private final Schemes schemes;
    private final String scheme;
    private final GridExportStore exports;
    private final StatisticsStore statistics;
    private final GridHistoryStore history;
    private final Clock clock;

    /** @param scheme code of the scheme that is meant where none is named */
    BoundarySide(Jdbi jdbi, String scheme, Clock clock) {
        this.jdbi = jdbi;
        this.store = new GridStore(jdbi);
        this.queries = new GridQueryStore(jdbi);
        this.known = new SchemeQueryStore(jdbi);
        this.codes = new CodeStore(jdbi);
        this.plans = new PlanStore(jdbi);
        this.revisions = new RevisionStore(jdbi);
        this.standard = new Boundaries(store, scheme, clock);
        this.published = new RevisionQueryStore(jdbi);
        this.replacement = new ReplacementStore(jdbi, standard, clock);
        this.schemes = new Schemes(standard, new Schemes.Stores(store, queries, known), clock);
        this.scheme = scheme;
        this.exports = new GridExportStore(jdbi);
        this.statistics = new StatisticsStore(jdbi);
        this.history = new GridHistoryStore(jdbi);
        this.clock = clock;
    }

    /** Of the default scheme. */
    Boundaries standard() {
        return standard;
    }

    /** Of every scheme. */
    Schemes schemes() {
        return schemes;
    }

    RevisionStore revisions() {
        return revisions;
    }

    /** Whether there is no city at all yet. */
    boolean empty() {
        return !store.anyScheme();
    }

    /** @param config of the frames that files may be in, and the largest of them */
    void register(RoutesConfig routes, Config config) {
        new GridRoutes(schemes, queries, published, clock).register(routes);
        new GridHistoryRoutes(schemes, history).register(routes);
        new RevisionRoutes(schemes, published).register(routes);
        new LocateRoutes(schemes, clock).register(routes);
        new SchemeRoutes(known, clock).register(routes);
        CodeRules rules = new CodeRules(Optional.of(config.codesDirectory()));
        new CodeRoutes(schemes, rules, codes, clock).register(routes);
        new ConcordanceRoutes(new Concordances(store, plans), scheme, clock).register(routes);
        new StatisticsRoutes(new Statistics(statistics, standard, config.map().zone()), schemes, clock)
                .register(routes);
        new ExportRoutes(schemes, new GridExport(exports, config.frames()), clock).register(routes);
        FileBody files = new FileBody(config.http().importBytes());
        new ImportRoutes(
                        new EditionImport(
                                new EditionImport.Stores(store, plans, revisions, codes), rules, config.frames()),
                        files,
                        config.map().zone(),
                        clock)
                .register(routes);
        new RedrawSide(jdbi, files, clock).register(routes, schemes, rules, config);
    }

    void keep(Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(1), "reading boundaries", schemes::refresh);
        housekeeping.every(
                Duration.ofSeconds(1), "placing again what stands", () -> replacement.work(REPLACEMENTS_A_TURN));
    }
}
