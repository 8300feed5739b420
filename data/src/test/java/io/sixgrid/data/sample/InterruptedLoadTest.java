package io.sixgrid.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Ctrl-C during the first start, in a city small enough to be loaded at once. */
@PostgisTest
final class InterruptedLoadTest {
    private static final String DEVICES = "select count(*) from device where cardinality(chain) > 0";

    @Test
    void a_load_that_is_interrupted_while_it_registers_devices_leaves_the_database_empty(TestDatabase database) {
        assertThatThrownBy(() -> load(database, (step, done, total) -> {
                    if (step.equals("registering devices")) {
                        assertThat(count(database, DEVICES)).isEqualTo(1);
                        throw new CancellationException(step);
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(new GridStore(database.jdbi()).anyScheme()).isFalse();
        assertThat(count(database, "select count(*) from device")).isZero();

        load(database, Progress.SILENT);
        assertThat(new GridStore(database.jdbi()).anyScheme()).isTrue();
        assertThat(count(database, DEVICES)).isEqualTo(1);
    }

    private static void load(TestDatabase database, Progress progress) {
        MeshCity mesh = new MeshCity(3, 1);
        Boundaries boundaries =
                new Boundaries(new GridStore(database.jdbi()), MeshCity.SCHEME.code(), Clock.systemUTC());
        new SampleLoader(
                        database.database(),
                        new RevisionStore(database.jdbi()),
                        new RegistrationStore(database.jdbi(), boundaries),
                        boundaries)
                .store(
                        Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.grids()),
                        List.of(camera()),
                        Instant.now(),
                        progress);
    }

    private static Device camera() {
        return new Device(
                "cam-1",
                "camera",
                "gate",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(GivenPosition.wgs84(new LonLat(121.005, 38.005))),
                Optional.empty());
    }

    private static long count(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }
}
