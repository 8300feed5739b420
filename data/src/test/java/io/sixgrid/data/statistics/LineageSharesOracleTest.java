package io.sixgrid.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Descent;
import io.sixgrid.data.grid.Descent.Passed;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.LabelPoint;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Point;

/**
 * What publishing counted of the land that changed and its neighbours is what locators of whole levels find of all points: many of
 * them on borders and corners.
 */
@PostgisTest
final class LineageSharesOracleTest {
    private static final long SEED = 20260901;
    private static final Instant EFFECTIVE = Instant.parse("2026-09-01T00:00:00Z");

    private Jdbi jdbi;
    private CountedMesh mesh;
    private RevisionQueryStore revisions;

    @BeforeEach
    void a_city_whose_houses_are_counted(TestDatabase database) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        jdbi = database.jdbi();
        mesh = new CountedMesh(jdbi);
        revisions = new RevisionQueryStore(jdbi);
        mesh.publish(Instant.parse("2026-02-01T00:00:00Z"), redraw -> {
            for (Grid grid : CountedMesh.MESH.grids()) {
                // Some plots state a number too: that of their houses is finer.
                if (grid.level() >= 3 && random.nextInt(3) > 0) {
                    int households = 1 + random.nextInt(50);
                    redraw.change(grid.code(), same -> LineageSharesTest.withHouseholds(same, households));
                }
            }
            return redraw;
        });
        mesh.reportAnywhere(random, 2_000, CountedMesh.FOUNDED, Instant.parse("2026-11-01T00:00:00Z"));
    }

    @Test
    void of_a_grid_that_is_split_and_one_far_away_that_is_merged() {
        mesh.publish(
                EFFECTIVE,
                redraw -> redraw.split("G1-1", "A", "B")
                        .merge("G5-4", "G5-5")
                        .lineage(one(Lineage.Kind.SPLIT, 2, "G1-1", "A"))
                        .lineage(one(Lineage.Kind.SPLIT, 2, "G1-1", "B"))
                        .lineage(one(Lineage.Kind.MERGE, 2, "G5-4", "G5-5"))
                        .lineage(one(Lineage.Kind.KEEP, 2, "G5-5", "G5-5")));
        assertAsFoundOfAll(3);
        assertThat(passed(3, Descent::incidents)).allMatch(some -> some.amount() > 0);
        assertThat(passed(3, Descent::households)).anyMatch(some -> some.amount() > 0);
    }

    @Test
    void of_wider_grids_whose_border_moves_and_of_contained_ones() {
        mesh.publish(
                EFFECTIVE,
                redraw -> redraw.remove("G0-0PH")
                        .parent("G1-2", "D0-1")
                        .recode("G4-4", "R")
                        .lineage(one(Lineage.Kind.KEEP, 1, "D0-0", "D0-0"))
                        .lineage(one(Lineage.Kind.TRANSFER, 1, "D0-0", "D0-1")));
        assertAsFoundOfAll(3);
        assertThat(revisions.lineage(3))
                .extracting(step -> step.lineage().level())
                .contains(1, 2, 4);
    }

    private List<Passed> passed(long revision, Function<Descent, Optional<Passed>> what) {
        return revisions.lineage(revision).stream()
                .filter(step -> step.lineage().kind() != Lineage.Kind.RETIRE)
                .map(what)
                .flatMap(Optional::stream)
                .toList();
    }

    private void assertAsFoundOfAll(long revision) {
        Instant recorded = jdbi.withHandle(h -> h.createQuery("select recorded from revision where id = :id")
                .bind("id", revision)
                .mapTo(Instant.class)
                .one());
        Plan before = read(Optional.of(recorded.minusNanos(1_000)));
        Plan after = read(Optional.empty());
        List<Descent> steps = revisions.lineage(revision);
        List<Weighed> incidents = incidents(recorded.isBefore(EFFECTIVE) ? recorded : EFFECTIVE);
        assertThat(steps).isNotEmpty();
        for (Descent step : steps) {
            int level = step.lineage().level();
            Locators locators = new Locators(level(before, level), level(after, level));
            assertThat(step.incidents()).contains(locators.passed(step.lineage(), incidents));
            List<Weighed> households = households(before, level);
            assertThat(step.households())
                    .isEqualTo(
                            households.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(locators.passed(step.lineage(), households)));
        }
    }

    private Plan read(Optional<Instant> known) {
        return new PlanStore(jdbi)
                .read(new GridStore(jdbi).requireScheme("mesh"), EFFECTIVE, known)
                .orElseThrow()
                .plan();
    }

    private record Weighed(LonLat place, int weight) {}

    private record Locators(GridLocator before, GridLocator after) {
        Passed passed(Lineage lineage, List<Weighed> points) {
            return new Passed(
                    sum(
                            points,
                            point -> grid(before, point).equals(lineage.before())
                                    && grid(after, point).equals(lineage.after())),
                    lineage.before()
                            .map(code ->
                                    sum(points, point -> grid(before, point).equals(Optional.of(code)))),
                    lineage.after()
                            .map(code -> sum(points, point -> grid(after, point).equals(Optional.of(code)))));
        }

        private static int sum(List<Weighed> points, Predicate<Weighed> which) {
            return points.stream().filter(which).mapToInt(Weighed::weight).sum();
        }

        private static Optional<String> grid(GridLocator locator, Weighed point) {
            return locator.locate(point.place()).chain().stream()
                    .map(GridRef::code)
                    .findFirst();
        }
    }

    private static GridLocator level(Plan plan, int level) {
        List<LocatorGrid> grids = new ArrayList<>();
        plan.grids().stream()
                .filter(grid -> grid.level() == level)
                .forEach(grid -> grids.add(new LocatorGrid(
                        new GridRef(grids.size() + 1, level, grid.code(), grid.name()), 0, grid.shape())));
        return new GridLocator(level, grids);
    }

    private List<Weighed> incidents(Instant to) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select ST_X(place) as lon, ST_Y(place) as lat from incident where place is not null"
                                + " and occurred < :to")
                .bind("to", to)
                .map((row, context) -> new Weighed(new LonLat(row.getDouble("lon"), row.getDouble("lat")), 1))
                .list());
    }

    /** A house that counts, and a plot that counts and has no house that does. */
    private static List<Weighed> households(Plan plan, int level) {
        return plan.grids().stream()
                .filter(grid -> grid.level() > level)
                .flatMap(grid -> Stream.ofNullable(grid.facts().households())
                        .filter(some -> plan.grids().stream()
                                .noneMatch(below -> grid.code().equals(below.parent())
                                        && below.facts().households() != null))
                        .map(some -> new Weighed(place(grid), some)))
                .toList();
    }

    private static LonLat place(Grid grid) {
        Point label = LabelPoint.of(grid.shape());
        return new LonLat(label.getX(), label.getY());
    }

    private static Lineage one(Lineage.Kind kind, int level, String before, String after) {
        return new Lineage(kind, level, Optional.of(before), Optional.of(after), 0.5, 0.5);
    }
}
