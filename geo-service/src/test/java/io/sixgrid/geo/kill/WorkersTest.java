package io.sixgrid.geo.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Main;
import io.sixgrid.ingest.TestCity;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker, the service and two further workers, each in a process of its own, on one shared subscription. */
@PostgisTest
final class WorkersTest {
    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_or_doubled_when_one_of_several_workers_is_killed_and_another_is_drained(
            TestDatabase database) {
        kills(database, 81, 1);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {82, 83, 84})
    void the_same_many_times(long seed, TestDatabase database) {
        kills(database, seed, 8);
    }

    private void kills(TestDatabase database, long seed, int times) {
        TestCity.build(database.jdbi());
        Random random = new Random(seed);
        try (ServiceProcess broker = ServiceProcess.broker("broker-" + seed, directory.resolve("b"));
                ServiceProcess service = ServiceProcess.run(
                                "workers-" + seed, directory, "--broker-url=mqtt://127.0.0.1:" + broker.mqttPort())
                        .on(database.address());
                ServiceProcess one = worker("one", broker, seed).on(database.address());
                ServiceProcess two = worker("two", broker, seed).on(database.address());
                NumberedPublisher devices = new NumberedPublisher(broker.mqttPort(), seed, 6, 200)) {
            broker.start();
            service.launch();
            one.launch();
            two.start();
            one.awaitReady();
            service.awaitReady();
            devices.start();
            for (int i = 0; i < times; i++) {
                devices.awaitMore(300 + random.nextInt(1000));
                one.kill();
                devices.awaitMore(300 + random.nextInt(600));
                drain("two", broker, database.address());
                assertThat(two.awaitEnd()).isZero();
                devices.awaitMore(300 + random.nextInt(600));
                one.launch();
                two.start();
                one.awaitReady();
            }
            devices.awaitMore(300);
            devices.pause();
            Reckoning.after(devices, database.jdbi(), service)
                    .print("kill -9 of one worker of three x" + times + ", another drained x" + times);
            assertThat(receiving(service)).contains("main", "one", "two");
        }
    }

    private static ServiceProcess worker(String name, ServiceProcess broker, long seed) {
        return new ServiceProcess(
                "worker-" + name + "-" + seed,
                Main.class,
                "ingest",
                "--worker=" + name,
                "--broker-url=mqtt://127.0.0.1:" + broker.mqttPort(),
                "--ingest-device-rate=0");
    }

    /** Takes a worker out for good, as an operator does, and waits until it has left. */
    private static void drain(String name, ServiceProcess broker, DatabaseAddress database) {
        try (ServiceProcess command = new ServiceProcess(
                        "drain-" + name,
                        Main.class,
                        "ingest",
                        "--drain",
                        "--worker=" + name,
                        "--broker-url=mqtt://127.0.0.1:" + broker.mqttPort())
                .on(database)) {
            command.launch();
            assertThat(command.awaitEnd()).as(command.tail()).isZero();
        }
    }

    /** Who received something: a worker that the broker gives nothing to proves nothing. */
    private static Set<String> receiving(ServiceProcess service) {
        JsonNode runs = service.get("/api/v1/ledger").json().path("workers");
        return StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.path("received").asLong() > 0)
                .map(run -> run.path("worker").asText())
                .collect(Collectors.toSet());
    }
}
