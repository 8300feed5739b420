package io.sixgrid.geo.kill;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.TestCity;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker in a process of its own, killed while devices publish to it and the service receives from it. */
@PostgisTest
final class BrokerKillTest {
    @TempDir
    private Path directory;

    @Test
    void what_the_broker_acknowledged_is_stored_once_though_it_is_killed(TestDatabase database) {
        kills(database, 21, 2);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {22, 23, 24})
    void the_same_with_many_kills(long seed, TestDatabase database) {
        kills(database, seed, 15);
    }

    private void kills(TestDatabase database, long seed, int times) {
        TestCity.build(database.jdbi());
        Random random = new Random(seed);
        try (ServiceProcess broker = ServiceProcess.broker("broker-" + seed, directory.resolve("b"));
                ServiceProcess service = ServiceProcess.run(
                                "with-broker-" + seed, directory, "--broker-url=mqtt://127.0.0.1:" + broker.mqttPort())
                        .on(database.address());
                NumberedPublisher devices = new NumberedPublisher(broker.mqttPort(), seed, 4, 200)) {
            broker.start();
            service.start();
            devices.start();
            for (int i = 0; i < times; i++) {
                devices.awaitMore(200 + random.nextInt(1000));
                broker.kill();
                broker.start();
            }
            devices.awaitMore(200);
            devices.pause();
            Reckoning.after(devices, database.jdbi(), service).print("kill -9 of the broker x" + times);
        }
    }
}
