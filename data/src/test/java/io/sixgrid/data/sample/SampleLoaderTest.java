package io.sixgrid.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.CoveringOracle;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.Lattice;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample city as a newcomer gets it: generated, proven, stored, and placed in. Loaded once for all tests. */
final class SampleLoaderTest {
    private static final long SEED = 7;
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final Boundaries BOUNDARIES =
            new Boundaries(new GridStore(DATABASE.jdbi()), "default", Clock.systemUTC());

    @BeforeAll
    static void load() {
        new SampleLoader(
                        DATABASE.database(),
                        new RevisionStore(DATABASE.jdbi()),
                        new RegistrationStore(DATABASE.jdbi(), BOUNDARIES),
                        BOUNDARIES)
                .load(Instant.now(), Progress.SILENT);
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void all_six_levels_are_in_the_database() {
        assertThat(counts("select count(*) from grid_version group by level order by level"))
                .containsExactly(57L, 214L, 885L, 2_748L, 18_505L, 49_350L);
        assertThat(BOUNDARIES.current().size()).isEqualTo(71_759);
    }

    @Test
    void every_device_is_registered_and_placed_in_a_base_grid_at_least() {
        assertThat(counts("select count(*) from device")).containsExactly(3_720L);
        assertThat(counts("select count(*) from device where cardinality(chain) < 3"))
                .containsExactly(0L);
        assertThat(counts("select count(*) from placement where subject = 'device'"))
                .containsExactly(3_720L);
    }

    @Test
    void the_locator_and_postgis_name_the_same_grids() {
        List<long[]> points = vertices();
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            points.add(new long[] {
                Lattice.units(121.35 + 0.22 * random.nextDouble()), Lattice.units(38.77 + 0.14 * random.nextDouble())
            });
        }
        new CoveringOracle(DATABASE.jdbi(), 3).agrees(BOUNDARIES.current(), points);
    }

    /** All vertices of one in thirty grids of every level. */
    private static List<long[]> vertices() {
        return new ArrayList<>(DATABASE.jdbi()
                .withHandle(h -> h.createQuery("""
                        select ST_X(p.geom) as lon, ST_Y(p.geom) as lat
                        from (select (ST_DumpPoints(shape)).geom from grid_version where grid_id % 30 = 0) p
                        """)
                        .map((row, context) ->
                                new long[] {Lattice.units(row.getDouble("lon")), Lattice.units(row.getDouble("lat"))})
                        .list()));
    }

    private static List<Long> counts(String sql) {
        return DATABASE.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(Long.class).list());
    }
}
