package io.sixgrid.data.statistics;

import static io.sixgrid.data.statistics.CountedMesh.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.Reconciliation.Moved;
import io.sixgrid.data.statistics.Subject.Dimension;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incidents of February and April in a mesh whose grid G1-1 is split in March. */
@PostgisTest
final class StatisticsTest {
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final int GRIDS = 2;

    private CountedMesh mesh;

    @BeforeEach
    void a_grid_is_split(TestDatabase database) {
        mesh = new CountedMesh(database.jdbi());
        mesh.report("noise", FEBRUARY, in("G1-1"));
        mesh.report("fire", FEBRUARY, in("G0-0"));
        mesh.publish(MARCH, redraw -> redraw.split("G1-1", "A", "B"));
        mesh.report("noise", APRIL, in("G1-1"));
    }

    @Test
    void as_was_is_the_grid_in_which_each_was_first_placed() {
        assertThat(asWas()).isEqualTo(Map.of("G1-1", 1L, "A", 1L, "G0-0", 1L));
    }

    @Test
    void as_now_is_restated_from_the_points() {
        assertThat(asNow(APRIL)).isEqualTo(Map.of("A", 2L, "G0-0", 1L));
        assertThat(asNow(MARCH)).isEqualTo(Map.of("A", 2L, "G0-0", 1L));
        assertThat(asNow(MARCH.minusSeconds(1))).isEqualTo(Map.of("G1-1", 2L, "G0-0", 1L));
    }

    @Test
    void what_is_only_scheduled_can_be_counted_by_already() {
        Instant later = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(86_400);
        mesh.publish(later, redraw -> redraw.merge("B", "A").recode("G0-0", "NEW"));
        assertThat(asNow(later)).isEqualTo(Map.of("A", 2L, "NEW", 1L));
        assertThat(asNow(later.minusSeconds(1))).isEqualTo(Map.of("A", 2L, "G0-0", 1L));
    }

    @Test
    void points_are_restated_as_boundaries_were_believed_too() {
        Instant before = Instant.now();
        mesh.publish(MARCH, redraw -> redraw.recode("G0-0", "CORRECTED"));
        assertThat(asNow(APRIL)).isEqualTo(Map.of("A", 2L, "CORRECTED", 1L));
        assertThat(names(mesh.statistics.asNow(query(APRIL, Optional.of(before)), mesh.boundaries)))
                .isEqualTo(Map.of("A", 2L, "G0-0", 1L));
        Tally unknown = mesh.statistics.asNow(query(APRIL, Optional.of(CountedMesh.FOUNDED)), mesh.boundaries);
        assertThat(unknown.in(Why.OUTSIDE).all()).isEqualTo(3);
    }

    @Test
    void a_retired_grid_keeps_the_code_and_the_name_that_it_had() {
        mesh.publish(APRIL, redraw -> redraw.rename("G0-0", "renamed").recode("G0-0", "G0"));
        Tally was = mesh.statistics.asWas(query(APRIL, Optional.empty()), mesh.boundaries);
        assertThat(names(was)).containsEntry("G0-0", 1L).doesNotContainKey("G0");
        assertThat(was.name("G0-0")).contains("G0-0");
        assertThat(was.name("G1-1")).contains("G1-1");
    }

    @Test
    void both_say_what_moved_and_their_totals_are_the_same() {
        Reconciliation both = mesh.statistics.both(query(APRIL, Optional.empty()), mesh.boundaries);
        assertThat(both.moved()).containsExactly(new Moved(Bin.grid("G1-1"), Bin.grid("A"), 1));
        assertThat(both.difference()).isZero();
        assertThat(both.asWas().total().all()).isEqualTo(3);
    }

    @Test
    void what_is_in_no_grid_of_the_level_is_counted_with_its_reason() {
        mesh.report("fire", APRIL, new LonLat(120, 38));
        Tally plots = mesh.statistics.asWas(
                new StatisticsQuery(
                        Subject.INCIDENTS,
                        3,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        APRIL,
                        Optional.empty()),
                mesh.boundaries);
        assertThat(plots.in(Why.NOT_AT_LEVEL).all()).isEqualTo(3);
        assertThat(plots.in(Why.OUTSIDE).all()).isEqualTo(1);
        assertThat(plots.outside()).isEqualTo(4);
    }

    @Test
    void a_report_without_a_point_stays_in_the_finest_grid_that_there_still_is() {
        mesh.reportIn("G1-1", FEBRUARY);
        Reconciliation grids = mesh.statistics.both(query(APRIL, Optional.empty()), mesh.boundaries);
        assertThat(grids.asWas().in("G1-1").all()).isEqualTo(2);
        assertThat(grids.asNow().in(Why.GRID_GONE).all()).isEqualTo(1);
        StatisticsQuery districts = new StatisticsQuery(
                Subject.INCIDENTS, 1, Optional.empty(), Optional.empty(), Optional.empty(), APRIL, Optional.empty());
        assertThat(names(mesh.statistics.asNow(districts, mesh.boundaries))).isEqualTo(Map.of("D0-0", 4L));
    }

    @Test
    void numbers_are_told_apart_by_what_the_tables_carry() {
        StatisticsQuery byKind = by(Dimension.KIND);
        assertThat(mesh.statistics.asNow(byKind, mesh.boundaries).in("A").parts())
                .isEqualTo(Map.of("noise", 2L));
        assertThat(mesh.statistics
                        .asWas(by(Dimension.MONTH), mesh.boundaries)
                        .total()
                        .parts())
                .isEqualTo(Map.of("2026-02", 2L, "2026-04", 1L));
        assertThatThrownBy(() -> by(Dimension.SOURCE))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("kind, month");
    }

    @Test
    void only_what_occurred_in_the_time_is_counted_its_end_excluded() {
        StatisticsQuery spring = new StatisticsQuery(
                Subject.INCIDENTS,
                GRIDS,
                Optional.of(MARCH),
                Optional.of(APRIL),
                Optional.empty(),
                APRIL,
                Optional.empty());
        assertThat(mesh.statistics.asWas(spring, mesh.boundaries).total().all()).isZero();
    }

    private static StatisticsQuery by(Dimension dimension) {
        return new StatisticsQuery(
                Subject.INCIDENTS,
                GRIDS,
                Optional.empty(),
                Optional.empty(),
                Optional.of(dimension),
                APRIL,
                Optional.empty());
    }

    private static StatisticsQuery query(Instant at, Optional<Instant> known) {
        return new StatisticsQuery(
                Subject.INCIDENTS, GRIDS, Optional.empty(), Optional.empty(), Optional.empty(), at, known);
    }

    private Map<String, Long> asWas() {
        return names(mesh.statistics.asWas(query(APRIL, Optional.empty()), mesh.boundaries));
    }

    private Map<String, Long> asNow(Instant at) {
        return names(mesh.statistics.asNow(query(at, Optional.empty()), mesh.boundaries));
    }

    static Map<String, Long> names(Tally tally) {
        Map<String, Long> counts = new HashMap<>();
        tally.codes().forEach(code -> counts.put(code, tally.in(code).all()));
        return counts;
    }
}
