package io.sixgrid.geo.kill;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL killed while the service stores, and started again by whoever runs it. */
final class DatabaseKillTest {
    @TempDir
    private Path directory;

    @Test
    void what_the_broker_acknowledged_is_stored_once_though_the_database_is_killed() {
        kills(51, 2);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {52, 53, 54})
    void the_same_with_many_kills(long seed) {
        kills(seed, 12);
    }

    private void kills(long seed, int times) {
        Random random = new Random(seed);
        try (DatabaseServer server = new DatabaseServer(directory);
                ServiceProcess service = ServiceProcess.run("database-" + seed, directory.resolve("s"))
                        .on(server.address());
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 4, 200)) {
            service.start();
            devices.start();
            for (int i = 0; i < times; i++) {
                devices.awaitMore(200 + random.nextInt(1000));
                server.kill();
                devices.awaitMore(200 + random.nextInt(600));
                server.start();
            }
            devices.awaitMore(200);
            devices.pause();
            Reckoning.after(devices, server.jdbi(), service).print("kill -9 of the database x" + times);
        }
    }
}
