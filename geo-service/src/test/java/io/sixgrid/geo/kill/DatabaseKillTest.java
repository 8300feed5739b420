package io.sixgrid.geo.kill;

import io.sixgrid.ingest.Await;
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
        kills(51, 1);
    }

    @Test
    void the_service_starts_its_private_database_again_that_was_killed_and_loses_nothing() {
        privateKills(55, 2);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {56, 57, 58})
    void the_same_with_the_private_database_and_many_kills(long seed) {
        privateKills(seed, 12);
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

    private void privateKills(long seed, int times) {
        PrivateCity.make(directory);
        Random random = new Random(seed);
        try (ServiceProcess service = ServiceProcess.run("private-database-" + seed, directory);
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 4, 200)) {
            service.start();
            devices.start();
            for (int i = 1; i <= times; i++) {
                devices.awaitMore(200 + random.nextInt(1000));
                PrivateCity.killDatabase(directory);
                int restarts = i;
                Await.until("started again", () -> service.said("the private database runs again") == restarts);
            }
            devices.awaitMore(200);
            devices.pause();
            Reckoning.after(devices, PrivateCity.join(directory), service)
                    .print("kill -9 of the private database x" + times);
        }
    }
}
