package io.sixgrid.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.impact.GridImpact;
import io.sixgrid.data.impact.Impact;
import io.sixgrid.data.impact.ImpactStore;
import io.sixgrid.data.impact.Impacts;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Campaigns;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.NewDraft;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Publishing;
import io.sixgrid.data.redraw.ReviewStore;
import io.sixgrid.data.redraw.RivalStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What the impact of a draft says of incidents is what statistics say of them when it takes effect. */
@PostgisTest
final class ImpactComesTrueTest {
    private static final long SEED = 20261126;
    private static final int LEVELS = 4;
    private static final int INCIDENTS = 2_000;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant tomorrow = now.plus(1, ChronoUnit.DAYS);

    @Test
    void each_grid_has_before_and_after_what_the_impact_said_and_no_other_grid_differs(TestDatabase database) {
        CountedMesh mesh = new CountedMesh(database.jdbi());
        Drafts drafts = DraftCity.another(database.jdbi());
        long draft = draw(drafts);
        mesh.reportAnywhere(new Random(SEED), INCIDENTS, now.minus(30, ChronoUnit.DAYS), now);
        Impacts impacts = new Impacts(new ImpactStore(database.jdbi()), Clock.systemUTC());
        Impact impact = drafts.read(draft, open -> impacts.of(open.sketch(), new Impacts.Question(0, false)));
        List<Map<String, Long>> before = counts(mesh);

        publish(database.jdbi(), draft);
        mesh.boundaries.refresh();

        List<Map<String, Long>> expected = new ArrayList<>(before.stream()
                .map(level -> (Map<String, Long>) new TreeMap<>(level))
                .toList());
        List<Map<String, Long>> said = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            said.add(new HashMap<>());
        }
        for (GridImpact grid : impact.grids()) {
            Map<String, Long> level = expected.get(grid.level() - 1);
            grid.before().ifPresent(side -> {
                assertThat((long) side.counts().incidents())
                        .as(side.code())
                        .isEqualTo(level.getOrDefault(side.code(), 0L));
            });
            grid.before().ifPresent(side -> level.remove(side.code()));
            grid.after()
                    .filter(side -> side.counts().incidents() > 0)
                    .ifPresent(side -> said.get(grid.level() - 1)
                            .put(side.code(), (long) side.counts().incidents()));
        }
        for (int level = 0; level < LEVELS; level++) {
            expected.get(level).putAll(said.get(level));
        }
        assertThat(counts(mesh)).as("seed %d", SEED).isEqualTo(expected);
        assertThat(expected).isNotEqualTo(before);
        for (int level = 1; level <= LEVELS; level++) {
            assertThat(mesh.statistics
                            .asNow(query(level), mesh.boundaries)
                            .total()
                            .all())
                    .isEqualTo(INCIDENTS);
        }
    }

    private long draw(Drafts drafts) {
        Draft.Aim aim = new Draft.Aim(Optional.of(tomorrow), Optional.of("because"), Optional.empty());
        long draft = drafts.open(new NewDraft("mesh", "draft", Optional.empty(), now, aim), new Author("planner", now))
                .id();
        Coordinate corner = corner("G1-1");
        Coordinate other = corner("G4-4");
        for (String operation : List.of(
                move(corner, -0.0005),
                move(other, -0.0004),
                "{'kind':'split','grid':'G4-1','line':{'type':'LineString','coordinates':[[121.0183,38.03],"
                        + "[121.0183,38.06]]},'parts':[{'code':'W','name':'west'},{'code':'E','name':'east'}]}",
                "{'kind':'merge','grids':['G2-4','G2-5'],'into':{'code':'M','name':'both'}}",
                "{'kind':'retire','grid':'G5-4','heirs':[{'code':'G5-3'}]}",
                "{'kind':'retire','grid':'G5-5','withContents':true}",
                "{'kind':'reparent','grid':'G1-2','parent':'D0-1'}",
                "{'kind':'recode','grid':'G3-5','code':'R'}")) {
            Drafts.Step step =
                    drafts.apply(draft, DraftCity.json(operation), Planner.ofEverything("planner"), Optional.empty());
            assertThat(step.edit()).as(operation + step.attempt().findings()).isPresent();
        }
        return draft;
    }

    private static Coordinate corner(String code) {
        return CountedMesh.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
    }

    private static String move(Coordinate from, double degrees) {
        return "{'kind':'move-node','node':[" + from.x + "," + from.y + "],'to':[" + (from.x + degrees) + ","
                + (from.y + degrees) + "]}";
    }

    private void publish(Jdbi jdbi, long draft) {
        DraftStore store = new DraftStore(jdbi);
        Bases bases = new Bases(new GridStore(jdbi), new PlanStore(jdbi), new RevisionQueryStore(jdbi));
        Publishing publishing = new Publishing(
                store,
                new ReviewStore(jdbi),
                new Campaigns(store, bases, new GridStore(jdbi), new RivalStore(jdbi)),
                false);
        Publishing.Submission asDrawn =
                new Publishing.Submission(Optional.empty(), Optional.empty(), Optional.empty(), false);
        Author by = new Author("approver", now);
        assertThat(publishing.submit(draft, asDrawn, by, Optional.empty()).conflicts())
                .isEmpty();
        publishing.approve(draft, new Publishing.Approval(Optional.empty(), Optional.empty(), 0), by, Optional.empty());
    }

    private StatisticsQuery query(int level) {
        return new StatisticsQuery(
                Subject.INCIDENTS,
                level,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tomorrow,
                Optional.empty());
    }

    /** Of each level, by code. */
    private List<Map<String, Long>> counts(CountedMesh mesh) {
        List<Map<String, Long>> counts = new ArrayList<>();
        for (int level = 1; level <= LEVELS; level++) {
            Tally tally = mesh.statistics.asNow(query(level), mesh.boundaries);
            Map<String, Long> byCode = new TreeMap<>();
            tally.codes().forEach(code -> byCode.put(code, tally.in(code).all()));
            counts.add(byCode);
        }
        return counts;
    }
}
