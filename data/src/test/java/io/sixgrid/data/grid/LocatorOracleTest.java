package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** The locator and PostGIS, asked about the same points: which grids cover each. */
@PostgisTest
final class LocatorOracleTest {
    private static final long SEED = 20261122;
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

    // In integers, where PostGIS is exact too: as doubles, a lattice point on a slanting border is a little beside it.
    // Contained grids are searched inside the grids found above them, as the locator does.
    private static final String COVERING = """
            with recursive point as (
                select ordinal, ST_SetSRID(ST_MakePoint(x, y), 4326) as place
                from unnest(:xs, :ys) with ordinality as p (x, y, ordinal)
            ), covering as (
                select p.ordinal, s.id, s.code, p.place
                from point p join scaled s on s.level = 2 and ST_Covers(s.shape, p.place)
                union all
                select c.ordinal, s.id, s.code, c.place
                from covering c join scaled s on s.parent_id = c.id and ST_Covers(s.shape, c.place)
            )
            select p.ordinal, coalesce(string_agg(c.code, ' ' order by c.code), '') as codes
            from point p left join covering c using (ordinal)
            group by p.ordinal order by p.ordinal
            """;

    private final Random random = new Random(SEED);
    private GridLocator locator = new GridLocator(1, List.of());

    @BeforeEach
    void a_mesh_of_144_grids_with_plots_and_houses(TestDatabase database) {
        MeshCity mesh = new MeshCity(12, SEED);
        new RevisionStore(database.jdbi())
                .found(
                        Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.grids()),
                        new Publication("test", "found", Optional.empty(), FOUNDED),
                        Progress.SILENT);
        GridStore grids = new GridStore(database.jdbi());
        locator = grids.locator(grids.requireScheme("mesh"), FOUNDED);
        database.jdbi().useHandle(h -> h.execute("""
                        create table scaled as
                        select grid_id as id, parent_id, level, code,
                               ST_SnapToGrid(ST_Scale(shape, 1e7, 1e7), 1) as shape
                        from grid_version;
                        create index on scaled using gist (shape);
                        create index on scaled (parent_id);
                        analyze scaled
                        """));
    }

    @Test
    void both_name_the_same_grids_for_random_points(TestDatabase database) {
        compare(
                database,
                Stream.generate(() -> new long[] {
                            Lattice.units(120.99 + 0.14 * random.nextDouble()),
                            Lattice.units(37.99 + 0.14 * random.nextDouble())
                        })
                        .limit(20_000)
                        .toList());
    }

    @Test
    void both_name_the_same_grids_for_every_vertex_and_its_eight_lattice_neighbours(TestDatabase database) {
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
        compare(database, points);
    }

    @Test
    void both_name_the_same_grids_for_points_on_and_beside_shared_borders(TestDatabase database) {
        List<long[]> points = new ArrayList<>();
        for (Grid grid : new MeshCity(12, SEED).grids()) {
            Coordinate[] ring = grid.shape().getCoordinates();
            for (int i = 0; i + 1 < ring.length; i++) {
                addBetween(ring[i], ring[i + 1], points);
            }
        }
        compare(database, points);
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

    private void compare(TestDatabase database, List<long[]> points) {
        List<String> expected = database.jdbi()
                .withHandle(h -> h.createQuery(COVERING)
                        .bindArray(
                                "xs",
                                Double.class,
                                points.stream().map(p -> (double) p[0]).toArray())
                        .bindArray(
                                "ys",
                                Double.class,
                                points.stream().map(p -> (double) p[1]).toArray())
                        .map((row, context) -> row.getString("codes"))
                        .list());
        for (int i = 0; i < points.size(); i++) {
            Located located =
                    locator.locate(new LonLat(Lattice.degrees(points.get(i)[0]), Lattice.degrees(points.get(i)[1])));
            TreeSet<String> covering = new TreeSet<>();
            located.touching().forEach(ref -> covering.add(ref.code()));
            located.chain().stream()
                    .filter(ref -> ref.level() > 1)
                    .map(GridRef::code)
                    .forEach(covering::add);
            assertThat(String.join(" ", covering))
                    .as("lattice point %d %d, seed %d", points.get(i)[0], points.get(i)[1], SEED)
                    .isEqualTo(expected.get(i));
        }
    }
}
