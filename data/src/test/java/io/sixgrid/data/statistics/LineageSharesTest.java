package io.sixgrid.data.statistics;

import static io.sixgrid.data.statistics.CountedMesh.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Descent;
import io.sixgrid.data.grid.Descent.Passed;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridHistory;
import io.sixgrid.data.grid.GridHistoryStore;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionQueryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A grid with two incidents and a house of 40 households is split, in March, and half of it goes on to a neighbour in May. */
@PostgisTest
final class LineageSharesTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private CountedMesh mesh;
    private RevisionQueryStore revisions;

    @BeforeEach
    void a_grid_is_split_and_a_part_goes_on(TestDatabase database) {
        mesh = new CountedMesh(database.jdbi());
        revisions = new RevisionQueryStore(database.jdbi());
        mesh.publish(FEBRUARY, redraw -> counted(redraw, "G1-1PH", 40));
        mesh.report("noise", LONG_AGO, in("G1-1"));
        mesh.report("noise", FEBRUARY, in("G1-1"));
        mesh.report("noise", MARCH, in("G1-1"));
        mesh.publish(
                MARCH,
                redraw -> redraw.split("G1-1", "A", "B").lineage(half("A")).lineage(half("B")));
        mesh.publish(
                MAY,
                redraw -> redraw.merge("B", "A")
                        .lineage(new Lineage(Lineage.Kind.MERGE, 2, Optional.of("B"), Optional.of("A"), 1, 0.5)));
    }

    @Test
    void incidents_of_the_twelve_months_before_went_where_their_points_are() {
        assertThat(step(3, "A").incidents()).contains(new Passed(2, Optional.of(2), Optional.of(2)));
        assertThat(step(3, "B").incidents()).contains(new Passed(0, Optional.of(2), Optional.of(0)));
        assertThat(step(3, "A").incidents().orElseThrow().shareOfBefore()).contains(1.0);
        assertThat(step(3, "B").incidents().orElseThrow().shareOfAfter()).isEmpty();
    }

    @Test
    void households_went_where_the_grids_that_count_them_lie() {
        int inA = step(3, "A").households().orElseThrow().amount();
        int inB = step(3, "B").households().orElseThrow().amount();
        assertThat(inA + inB).isEqualTo(40);
        assertThat(step(3, "A").households().orElseThrow().before()).contains(40);
        assertThat(step(4, "A").households()).isEmpty();
    }

    @Test
    void the_history_of_a_grid_says_what_it_was_what_it_came_from_and_where_it_went() {
        GridHistory history = history("B", Optional.empty());
        assertThat(history.level()).isEqualTo(2);
        assertThat(history.from())
                .extracting(step -> step.descent().lineage().before().orElseThrow())
                .containsExactly("G1-1");
        assertThat(history.to())
                .extracting(step -> step.descent().lineage().after().orElseThrow())
                .containsExactly("A");
        assertThat(history.versions())
                .extracting(version -> version.valid().until())
                .containsExactly(Optional.empty(), Optional.of(MAY));
        assertThat(history.versions().get(0).known().until()).isPresent();
        assertThat(history.versions().get(1).known().until()).isEmpty();
    }

    @Test
    void history_is_told_as_it_was_known() {
        Instant recorded = mesh.jdbi.withHandle(h -> h.createQuery("select recorded from revision where id = 3")
                .mapTo(Instant.class)
                .one());
        assertThat(history("B", Optional.of(recorded)).to()).isEmpty();
        assertThat(new GridHistoryStore(mesh.jdbi).of("mesh", "B", Optional.of(recorded.minusMillis(1))))
                .isEmpty();
        assertThat(new GridHistoryStore(mesh.jdbi).of("mesh", "nope", Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_border_that_moves_says_what_moved_with_it() {
        mesh.publish(
                MAY,
                redraw -> redraw.merge("G3-3", "G3-4")
                        .lineage(new Lineage(Lineage.Kind.MERGE, 2, Optional.of("G3-3"), Optional.of("G3-4"), 1, 0.5)));
        List<Descent> steps = revisions.lineage(5).stream()
                .filter(step -> step.lineage().kind() == Lineage.Kind.MERGE)
                .toList();
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).incidents()).contains(new Passed(0, Optional.of(0), Optional.of(0)));
    }

    private GridHistory history(String code, Optional<Instant> known) {
        return new GridHistoryStore(mesh.jdbi).of("mesh", code, known).orElseThrow();
    }

    private Descent step(long revision, String after) {
        return revisions.lineage(revision).stream()
                .filter(step -> step.lineage().after().equals(Optional.of(after)))
                .findFirst()
                .orElseThrow();
    }

    private static Lineage half(String after) {
        return new Lineage(Lineage.Kind.SPLIT, 2, Optional.of("G1-1"), Optional.of(after), 0.5, 1);
    }

    private static Redraw counted(Redraw redraw, String code, int households) {
        return redraw.change(code, grid -> withHouseholds(grid, households));
    }

    static Grid withHouseholds(Grid grid, int households) {
        return new Grid(
                grid.level(),
                grid.code(),
                grid.name(),
                grid.shortName(),
                grid.parent(),
                new Grid.Facts(List.of(), households, null, Map.of()),
                grid.shape());
    }
}
