package io.sixgrid.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.impact.ImpactStore;
import io.sixgrid.data.impact.Impacts;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.data.incident.IncidentReport;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Campaigns;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Publishing;
import io.sixgrid.data.redraw.ReviewStore;
import io.sixgrid.data.redraw.RivalStore;
import io.sixgrid.data.replacement.ReplacementStore;
import io.sixgrid.data.statistics.Statistics;
import io.sixgrid.data.statistics.StatisticsQuery;
import io.sixgrid.data.statistics.StatisticsStore;
import io.sixgrid.data.statistics.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * A campaign of the size that a district makes in a year, on the sample city: 190 borders moved and 50 grids divided, with
 * incidents of twelve months in place; then statistics across the change.
 */
final class CampaignRun {
    private static final int CHANGES = 190;
    private static final int SPLITS = 50;
    private static final int LEAF = 3;
    private static final int A_BATCH = 1_000;
    /** Of a base grid's code, which the community's code begins. */
    private static final int COMMUNITY = 12;

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private final Drafts drafts;
    private final DraftStore store;
    private final Author author = new Author("bench", Instant.now());
    private final Random random = new Random(190);

    CampaignRun(Jdbi jdbi) {
        this.jdbi = jdbi;
        boundaries = new Boundaries(new GridStore(jdbi), BenchDatabase.SCHEME, Clock.systemUTC());
        boundaries.refresh();
        drafts = DraftMix.drafts(jdbi);
        store = new DraftStore(jdbi);
    }

    void measure(int incidents) {
        System.out.printf(Locale.ROOT, "%nA campaign on the sample city with %,d incidents, seconds:%n", incidents);
        step("reporting the incidents", () -> report(incidents));
        long draft = DraftMix.open(drafts, BenchDatabase.SCHEME);
        step("190 changes and 50 splits", () -> redraw(draft));
        Impacts impacts = new Impacts(new ImpactStore(jdbi), Clock.systemUTC());
        step("impact", () -> drafts.sketch(draft, (of, sketch) -> impacts.of(sketch, new Impacts.Question(1, false))));
        Publishing publishing = publishing();
        Publishing.Submission submission = new Publishing.Submission(
                Optional.of(Instant.now()), Optional.of("campaign"), Optional.of("No. 1"), false);
        step("submit", () -> require(publishing.submit(draft, submission, author, Optional.empty())));
        Publishing.Approval approval = new Publishing.Approval(Optional.of(Instant.now()), Optional.empty(), 0);
        double publish = step(
                "approve and publish (limit 10)",
                () -> require(
                        publishing.approve(draft, approval, new Author("approver", Instant.now()), Optional.empty())));
        double load = step("the new locator", boundaries::refresh);
        double replace = step(
                "placing again what stands",
                () -> new ReplacementStore(jdbi, boundaries, Clock.systemUTC()).work(Integer.MAX_VALUE));
        System.out.printf(
                Locale.ROOT, "  from approval to all that stands placed again: %.2f s%n", publish + load + replace);
        statistics();
    }

    private Publishing publishing() {
        GridStore grids = new GridStore(jdbi);
        Bases bases = new Bases(grids, new PlanStore(jdbi), new RevisionQueryStore(jdbi));
        Campaigns campaigns = new Campaigns(store, bases, grids, new RivalStore(jdbi));
        return new Publishing(store, new ReviewStore(jdbi), campaigns, false);
    }

    private static void require(Publishing.Ruling ruling) {
        if (!ruling.conflicts().isEmpty()) {
            throw new IllegalStateException("in conflict: " + ruling.conflicts());
        }
    }

    private void report(int count) {
        RedrawBenchStore bench = new RedrawBenchStore(jdbi);
        new EventStore(jdbi).ensureMonth(author.at());
        IncidentReportStore reports = new IncidentReportStore(jdbi, boundaries);
        long year = Duration.ofDays(365).toSeconds();
        List<IncidentReport> batch = new ArrayList<>();
        for (double[] point : bench.points(count)) {
            batch.add(new IncidentReport(
                    Optional.empty(),
                    new Incident.What("noise", "bench", "", Severity.BLUE),
                    Optional.of(author.at().minusSeconds(1 + (long) (random.nextDouble() * year))),
                    Optional.of(GivenPosition.wgs84(new LonLat(Lattice.round(point[0]), Lattice.round(point[1])))),
                    Optional.empty()));
            if (batch.size() == A_BATCH) {
                reports.report(batch, author);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            reports.report(batch, author);
        }
        if (bench.incidents() != count) {
            throw new IllegalStateException(bench.incidents() + " incidents were reported, not " + count);
        }
        bench.closeMost();
        bench.analyze();
    }

    /** Splits first, then nodes; where one does not fit, the next grid is taken. */
    private void redraw(long draft) {
        List<Grid> grids = drafts.sketch(
                draft, (of, sketch) -> sketch.base().stored().plan().grids());
        List<Grid> leaves = new ArrayList<>(
                grids.stream().filter(grid -> grid.level() == LEAF).toList());
        Collections.shuffle(leaves, random);
        Set<String> taken = new HashSet<>();
        grids.forEach(grid -> taken.add(grid.code()));
        int splits = 0;
        int changes = 0;
        int refused = 0;
        for (Grid leaf : leaves) {
            if (splits < SPLITS) {
                if (applies(draft, split(leaf, taken))) {
                    splits++;
                } else {
                    refused++;
                }
                continue;
            }
            Coordinate[] ring = leaf.shape().getCoordinates();
            for (int i = 0; i < 3 && changes < CHANGES; i++) {
                Coordinate node = ring[random.nextInt(ring.length)];
                if (applies(draft, RedrawEdits.moveNode(node, 20 + random.nextInt(100)))) {
                    changes++;
                } else {
                    refused++;
                }
            }
        }
        System.out.printf(Locale.ROOT, "  %d changes, %d splits; %d tries did not fit%n", changes, splits, refused);
        if (splits < SPLITS || changes < CHANGES) {
            throw new IllegalStateException("the campaign is too small: too little fits");
        }
    }

    private boolean applies(long draft, ObjectNode operation) {
        try {
            return drafts.apply(draft, operation, Planner.ofEverything("bench"), Optional.empty())
                    .operation()
                    .isPresent();
        } catch (SixgridException e) {
            return false;
        }
    }

    private static ObjectNode split(Grid leaf, Set<String> taken) {
        String community = leaf.code().substring(0, COMMUNITY);
        int number = 1;
        while (taken.contains(community + String.format(Locale.ROOT, "%03d", number))) {
            number++;
        }
        String code = community + String.format(Locale.ROOT, "%03d", number);
        taken.add(code);
        Envelope box = leaf.shape().getEnvelopeInternal();
        double y = leaf.shape().getInteriorPoint().getY();
        double margin = box.getWidth() / 20;
        return RedrawEdits.json("{'kind':'split','grid':'" + leaf.code() + "','line':"
                + RedrawEdits.line(new Coordinate(box.getMinX() - margin, y), new Coordinate(box.getMaxX() + margin, y))
                + ",'parts':[{'code':'" + leaf.code() + "'},{'code':'" + code + "','name':'" + code
                + "'}],'straddling':'bend'}");
    }

    private void statistics() {
        Statistics statistics = new Statistics(new StatisticsStore(jdbi), boundaries, ZoneOffset.UTC);
        StatisticsQuery query = new StatisticsQuery(
                Subject.INCIDENTS,
                LEAF,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Subject.Dimension.KIND),
                Instant.now(),
                Optional.empty());
        System.out.println("  statistics, the better of two:");
        best("  as-was", () -> statistics.asWas(query, boundaries));
        best("  as-now", () -> statistics.asNow(query, boundaries));
        best("  both, reconciled", () -> {
            long difference = statistics.both(query, boundaries).difference();
            if (difference != 0) {
                throw new IllegalStateException("the totals differ by " + difference);
            }
        });
    }

    private static void best(String name, Runnable work) {
        double first = seconds(work);
        System.out.printf(Locale.ROOT, "  %-40s %8.2f%n", name, Math.min(first, seconds(work)));
    }

    private static double step(String name, Runnable work) {
        double took = seconds(work);
        System.out.printf(Locale.ROOT, "  %-40s %8.2f%n", name, took);
        return took;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
