package io.sixgrid.geo.kill;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service in one process: broker, worker and private database, of which SIGKILL ends all but the database. */
final class ServiceKillTest {
    @TempDir
    private Path dataDir;

    @Test
    void what_the_broker_acknowledged_is_stored_once_though_the_service_is_killed() {
        kills(7, 2);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void the_same_with_many_kills(long seed) {
        kills(seed, 12);
    }

    private void kills(long seed, int times) {
        PrivateCity.make(dataDir);
        ServiceProcess service = ServiceProcess.run("service-" + seed, dataDir);
        Random random = new Random(seed);
        try (service;
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 4, 200)) {
            service.start();
            devices.start();
            for (int i = 0; i < times; i++) {
                devices.awaitMore(200 + random.nextInt(1000));
                service.kill();
                service.start();
            }
            devices.awaitMore(200);
            devices.pause();
            Reckoning.after(devices, PrivateCity.join(dataDir), service).print("kill -9 of the service x" + times);
        }
    }
}
