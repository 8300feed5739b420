package io.sixgrid.geo.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.TestCity;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst larger than every buffer: more than the worker takes in hand (20,000) and more than the broker keeps in memory
 * (an eighth of the heap, with its own objects some 1.5 kB a message), while the database stands still.
 */
@PostgisTest
final class BurstTest {
    @TempDir
    private Path directory;

    @Test
    void a_burst_larger_than_every_buffer_is_stored_once_within_the_heap(TestDatabase database) {
        burst(database, 41, 32_000);
    }

    @Tag("long")
    @Test
    void the_same_with_a_burst_six_times_as_large(TestDatabase database) {
        burst(database, 42, 200_000);
    }

    private void burst(TestDatabase database, long seed, int messages) {
        TestCity.build(database.jdbi());
        try (TcpProxy network = new TcpProxy(ConnectionTest.portOf(database.address()));
                ServiceProcess service = ServiceProcess.run("burst-" + seed, directory)
                        .heap("256m")
                        .on(ConnectionTest.through(network, database.address()));
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 10, 2_000)) {
            service.start();
            devices.start();
            devices.awaitMore(1);
            network.stall();
            for (int published = 0; published < messages; published += 4_000) {
                devices.awaitMore(4_000);
            }
            devices.pause();
            ServiceProcess.Reply health = service.get("/health");
            assertThat(health.status()).isEqualTo(503);
            network.heal();
            Reckoning.after(devices, database.jdbi(), service)
                    .print("burst of " + messages + " while the database stood still");
            assertThat(service.alive()).isTrue();
            assertThat(service.output()).doesNotContain("OutOfMemoryError");
        }
    }
}
