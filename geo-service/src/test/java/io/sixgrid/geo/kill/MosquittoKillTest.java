package io.sixgrid.geo.kill;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.mqtt.MosquittoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mosquitto acknowledges what it has in memory, and saves it now and then: every second here, every half hour by
 * default. So nobody can ask it for more than it had saved. Version 2.0.11 also forgets its shared subscriptions when it
 * restarts: what comes before the worker has subscribed again goes nowhere, and the acknowledgement says so (reason code
 * 16, no matching subscribers; MQTT 5.0, 3.4.2.1).
 */
@PostgisTest
final class MosquittoKillTest {
    @TempDir
    private Path directory;

    @Test
    void what_mosquitto_had_saved_is_stored_once_though_it_and_the_service_are_killed(TestDatabase database) {
        TestCity.build(database.jdbi());
        try (MosquittoServer broker = new MosquittoServer(directory);
                ServiceProcess service = ServiceProcess.run(
                                "mosquitto",
                                directory,
                                "--broker-url=" + broker.address().url())
                        .on(database.address());
                NumberedPublisher devices = new NumberedPublisher(broker.port(), 61, 4, 200)) {
            service.start();
            devices.start();
            devices.awaitMore(500);
            service.kill();
            devices.awaitMore(700);
            devices.pause();
            // Twice: the first save may have begun before the last acknowledgement.
            awaitSave();
            awaitSave();
            broker.kill();
            broker.startAgain();
            service.start();
            devices.resume();
            devices.awaitMore(500);
            devices.pause();
            Reckoning.after(devices, database.jdbi(), service).print("kill -9 of Mosquitto after it saved");
        }
    }

    private void awaitSave() {
        FileTime before = lastSave();
        Await.until("Mosquitto saves", () -> !lastSave().equals(before));
    }

    private FileTime lastSave() {
        try {
            Path file = directory.resolve("mosquitto.db");
            return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
