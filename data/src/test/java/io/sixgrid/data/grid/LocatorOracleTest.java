package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** The locator and PostGIS, asked about the same points: which grids cover each. */
@PostgisTest
final class LocatorOracleTest {
    private static final long SEED = 20261122;
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random = new Random(SEED);
    private GridLocator locator = new GridLocator(1, List.of());

    @SuppressWarnings("NullAway.Init") // set before each test
    private CoveringOracle oracle;

    /** In one of its districts the plots hang on the district itself. */
    @BeforeEach
    void a_mesh_of_144_grids_with_plots_and_houses(TestDatabase database) {
        MeshCity mesh = new MeshCity(12, SEED);
        new RevisionStore(database.jdbi())
                .found(
                        Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.gridsWithAbsentLevels()),
                        new Publication("test", "found", Optional.empty(), FOUNDED),
                        Progress.SILENT);
        GridStore grids = new GridStore(database.jdbi());
        locator = grids.locator(grids.requireScheme("mesh"), FOUNDED);
        oracle = new CoveringOracle(database.jdbi(), 2);
    }

    @Test
    void a_district_without_base_grids_is_the_leaf_of_what_lies_in_it() {
        assertThat(locator.locate(new LonLat(121.055, 38.055)).chain())
                .extracting(GridRef::level)
                .containsExactly(1, 3, 4);
        assertThat(locator.locate(new LonLat(121.015, 38.015)).chain())
                .extracting(GridRef::level)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void both_name_the_same_grids_for_random_points() {
        oracle.agrees(
                locator,
                Stream.generate(() -> new long[] {
                            Lattice.units(120.99 + 0.14 * random.nextDouble()),
                            Lattice.units(37.99 + 0.14 * random.nextDouble())
                        })
                        .limit(20_000)
                        .toList());
    }

    @Test
    void both_name_the_same_grids_for_every_vertex_and_its_eight_lattice_neighbours() {
        List<long[]> points = new ArrayList<>();
        for (Grid grid : new MeshCity(12, SEED).grids()) {
            for (Coordinate c : grid.shape().getCoordinates()) {
                for (int dx = -1; dx <= 1; dx++) {
                    for (int dy = -1; dy <= 1; dy++) {
                        points.add(new long[] {Lattice.units(c.x) + dx, Lattice.units(c.y) + dy});
                    }
                }
            }
        }
        oracle.agrees(locator, points);
    }

    @Test
    void both_name_the_same_grids_for_points_on_and_beside_shared_borders() {
        List<long[]> points = new ArrayList<>();
        for (Grid grid : new MeshCity(12, SEED).grids()) {
            Coordinate[] ring = grid.shape().getCoordinates();
            for (int i = 0; i + 1 < ring.length; i++) {
                addBetween(ring[i], ring[i + 1], points);
            }
        }
        oracle.agrees(locator, points);
    }

    /** Lattice points exactly on the edge, where it has any between its ends, and rounded ones beside it. */
    private void addBetween(Coordinate a, Coordinate b, List<long[]> points) {
        long dx = (long) Lattice.units(b.x) - Lattice.units(a.x);
        long dy = (long) Lattice.units(b.y) - Lattice.units(a.y);
        long steps = java.math.BigInteger.valueOf(dx)
                .gcd(java.math.BigInteger.valueOf(dy))
                .longValue();
        long step = (long) (random.nextDouble() * steps);
        points.add(new long[] {Lattice.units(a.x) + dx / steps * step, Lattice.units(a.y) + dy / steps * step});
        double along = random.nextDouble();
        points.add(
                new long[] {Lattice.units(a.x) + Math.round(dx * along), Lattice.units(a.y) + Math.round(dy * along)});
    }
}
