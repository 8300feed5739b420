package io.sixgrid.data.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.statistics.Reconciliation.Moved;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random incidents, between revisions that split, merge, recode and rename grids. */
@PostgisTest
final class ReconciliationPropertyTest {
    private static final long SEED = 20260701;
    private static final int A_BATCH = 400;
    private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

    /** By month from whose first on it applies; the last is only scheduled when this was written. */
    private static final Map<Integer, UnaryOperator<Redraw>> REDRAWS = Map.of(
            3, redraw -> redraw.split("G1-1", "S1", "S2").recode("G0-0", "R0"),
            5, redraw -> redraw.merge("G2-5", "G3-5").rename("G5-5", "renamed"),
            7, redraw -> redraw.merge("S1", "S2").split("G4-5", "T1", "T2").recode("R0", "R1"),
            12, redraw -> redraw.split("G3-3", "U1", "U2").merge("G0-2", "G0-1"));

    private CountedMesh mesh;
    private Map<String, Long> beforeTheLast = Map.of();

    @BeforeEach
    void a_year_of_redraws(TestDatabase database) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        mesh = new CountedMesh(database.jdbi());
        for (int month : new TreeSet<>(REDRAWS.keySet())) {
            mesh.reportAnywhere(random, A_BATCH, CountedMesh.FOUNDED, END);
            if (month == 12) {
                beforeTheLast = StatisticsTest.names(mesh.statistics.asWas(query(2, END), mesh.boundaries));
            }
            mesh.publish(Instant.parse("2026-%02d-01T00:00:00Z".formatted(month)), requireNonNull(REDRAWS.get(month)));
        }
    }

    @Test
    void every_incident_is_counted_once_on_either_side_whatever_the_level_and_the_boundaries() {
        for (int level = 1; level <= 4; level++) {
            for (int month = 1; month <= 12; month++) {
                Instant at = Instant.parse("2026-%02d-01T00:00:00Z".formatted(month));
                Reconciliation both = mesh.statistics.both(query(level, at), mesh.boundaries);
                assertThat(both.difference()).isZero();
                assertThat(all(both.asWas())).isEqualTo(mesh.incidents());
                assertThat(all(both.asNow())).isEqualTo(mesh.incidents());
                assertThat(afterMoves(both)).isEqualTo(StatisticsTest.names(both.asNow()));
                assertThat(StatisticsTest.names(both.asWas()))
                        .isEqualTo(StatisticsTest.names(mesh.statistics.asWas(query(level, at), mesh.boundaries)));
                assertThat(StatisticsTest.names(both.asNow()))
                        .isEqualTo(StatisticsTest.names(mesh.statistics.asNow(query(level, at), mesh.boundaries)));
            }
        }
    }

    @Test
    void no_later_revision_changes_what_was() {
        assertThat(StatisticsTest.names(mesh.statistics.asWas(query(2, END), mesh.boundaries)))
                .isEqualTo(beforeTheLast);
        assertThat(beforeTheLast).containsKeys("G1-1", "S1", "R0", "R1", "G2-5", "T1", "T2");
    }

    @Test
    void restated_numbers_lie_between_what_postgis_finds_within_and_what_it_finds_on_the_border_too() {
        for (Instant at :
                List.of(CountedMesh.FOUNDED, Instant.parse("2026-06-01T00:00:00Z"), END.plusSeconds(86_400 * 60))) {
            Tally now = mesh.statistics.asNow(query(2, at), mesh.boundaries);
            Map<String, long[]> found = oracle(at);
            Set<String> codes = new TreeSet<>(found.keySet());
            codes.addAll(now.codes());
            for (String code : codes) {
                long[] bounds = requireNonNull(found.get(code), code);
                assertThat(now.in(code).all()).as(code + " at " + at).isBetween(bounds[0], bounds[1]);
            }
        }
    }

    private Map<String, long[]> oracle(Instant at) {
        return mesh.jdbi.withHandle(h -> {
            Map<String, long[]> found = new HashMap<>();
            // In whole units, as the border rule reads positions: of doubles none need lie on a line.
            h.createQuery("""
                            with units as (
                                select grid_id, code, ST_SnapToGrid(ST_Scale(shape, 1e7, 1e7), 1) as shape
                                from grid_version
                                where level = 2 and valid @> :at::timestamptz and upper_inf(recorded)),
                            points as (
                                select id, grid_id, ST_SnapToGrid(ST_Scale(place, 1e7, 1e7), 1) as place from incident)
                            select v.code, count(*) filter (where i.grid_id = v.grid_id
                                       or ST_ContainsProperly(v.shape, i.place)) as within,
                                   count(i.id) as all
                            from units v left join points i on ST_Covers(v.shape, i.place) or i.grid_id = v.grid_id
                            group by v.code
                            """)
                    .bind("at", at)
                    .map((row, context) ->
                            Map.entry(row.getString("code"), new long[] {row.getLong("within"), row.getLong("all")}))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
            return found;
        });
    }

    private static StatisticsQuery query(int level, Instant at) {
        return new StatisticsQuery(
                Subject.INCIDENTS, level, Optional.empty(), Optional.empty(), Optional.empty(), at, Optional.empty());
    }

    private static long all(Tally tally) {
        return tally.codes().stream().mapToLong(code -> tally.in(code).all()).sum() + tally.outside();
    }

    private static Map<String, Long> afterMoves(Reconciliation both) {
        Map<String, Long> counts = StatisticsTest.names(both.asWas());
        for (Moved moved : both.moved()) {
            if (moved.from().isGrid()) {
                counts.merge(moved.from().code(), -moved.count(), Long::sum);
            }
            if (moved.to().isGrid()) {
                counts.merge(moved.to().code(), moved.count(), Long::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
