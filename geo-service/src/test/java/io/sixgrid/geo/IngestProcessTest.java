package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MosquittoServer;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers of the command {@code ingest} with a broker of the command {@code broker}, each as in its own process. */
@PostgisTest
final class IngestProcessTest {
    @TempDir
    private Path folder;

    private TestDatabase database;
    private BrokerProcess broker;
    private BrokerAddress address;
    private MqttPublisher device;

    @BeforeEach
    void a_broker(TestDatabase fresh) {
        database = fresh;
        broker = new BrokerProcess(config("broker"));
        broker.start();
        address = BrokerAddress.anonymous(broker.url());
        device = new MqttPublisher(address, "device");
    }

    @AfterEach
    void everything_ends() {
        device.close();
        broker.close();
    }

    @Test
    void what_is_published_while_a_worker_is_away_is_stored_when_it_is_back() throws Exception {
        TinyCity.load(database.jdbi());
        try (IngestProcess north = process("north")) {
            north.start(why -> {});
            publish(0, 1);
            Await.until("it is stored", () -> events() == 1);
        }
        publish(1, 2);
        try (IngestProcess north = process("north")) {
            north.start(why -> {});
            Await.until("it is stored", () -> events() == 2);
        }
    }

    @Test
    void a_database_without_boundaries_is_waited_for() {
        List<String> said = new CopyOnWriteArrayList<>();
        try (IngestProcess north = process("north")) {
            CompletableFuture<Void> ready = CompletableFuture.runAsync(() -> start(north, said));
            Await.until("it says what it waits for", () -> !said.isEmpty());
            assertThat(said).containsExactly("no scheme with code default");
            assertThat(ready).isNotDone();
            TinyCity.load(database.jdbi());
            Await.until("messages flow", ready::isDone);
            publish(0, 1);
            Await.until("it is stored", () -> events() == 1);
        }
    }

    @Test
    void a_worker_that_is_drained_under_load_leaves_nothing_behind_and_nothing_is_lost() throws Exception {
        TinyCity.load(database.jdbi());
        try (IngestProcess north = process("north");
                IngestProcess south = process("south")) {
            north.start(why -> {});
            south.start(why -> {});
            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> leaveWhenAsked(north));
            publish(0, 500);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publish(500, 1_000));
            awaitReceiving("south");
            drain("north");
            gone.join();
            load.join();
            assertThat(new WorkerStore(database.jdbi()).all())
                    .extracting(WorkerStore.Worker::worker)
                    .containsExactly("south");
            publish(1_000, 1_100);
            Await.until("all are stored", () -> events() == 1_100);
        }
    }

    @Test
    void the_last_worker_is_not_drained_nor_what_one_left_behind_when_nobody_else_receives() throws Exception {
        TinyCity.load(database.jdbi());
        try (IngestProcess north = process("north")) {
            north.start(why -> {});
            assertThatThrownBy(() -> drain("north")).hasMessageContaining("no other worker receives now");
            publish(0, 1);
            Await.until("it goes on", () -> events() == 1);
        }
        assertThatThrownBy(() -> drain("north")).hasMessageContaining("no other worker receives now");
    }

    /** Mosquitto keeps messages for each session, also for one that is away. */
    @Test
    void what_a_broker_kept_for_a_worker_that_is_no_more_is_stored_when_it_is_drained() throws Exception {
        TinyCity.load(database.jdbi());
        Path kept = Files.createDirectory(folder.resolve("mosquitto"));
        try (MosquittoServer mosquitto = new MosquittoServer(kept)) {
            address = mosquitto.address();
            device.close();
            device = new MqttPublisher(address, "device");
            try (IngestProcess south = process("south")) {
                south.start(why -> {});
                try (IngestProcess north = process("north")) {
                    north.start(why -> {});
                }
                publish(0, 100);
                awaitReceiving("south");
                drain("north");
                Await.until("all are stored", () -> events() == 100);
            }
        }
    }

    /** Others may leave once the database says that this one receives. */
    private void awaitReceiving(String worker) {
        Await.until(
                worker + " receives",
                () -> new WorkerStore(database.jdbi())
                        .all().stream()
                                .anyMatch(run -> run.worker().equals(worker)
                                        && run.problem().isEmpty()));
    }

    private void drain(String worker) throws InterruptedException {
        try (Running running = new Running()) {
            new Drain(config(worker), address, why -> {}).run(running);
        }
    }

    private static void leaveWhenAsked(IngestProcess process) {
        try {
            process.awaitLeave();
            process.leave();
            process.close();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(IngestProcess process, List<String> said) {
        try {
            process.start(said::add);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private IngestProcess process(String worker) {
        return new IngestProcess(config(worker), address, Clock.systemUTC());
    }

    private Config config(String worker) {
        return ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "mqtt.port", "0",
                        "data-dir", folder.toString(),
                        "ingest.worker", worker,
                        "database.url", database.address().url(),
                        "database.user", database.address().user(),
                        "database.password", database.address().password()));
    }

    private void publish(int from, int until) {
        device.publish(IntStream.range(from, until)
                .mapToObj(number -> "{\"id\":\"" + number + "\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}")
                .map(alert -> new MqttPublisher.Outgoing(
                        "sixgrid/v1/alerts/cam-1", alert.getBytes(StandardCharsets.UTF_8), false))
                .toList());
    }

    private long events() {
        return database.jdbi()
                .<Long, RuntimeException>withHandle(h -> h.createQuery("select count(*) from event")
                        .mapTo(Long.class)
                        .one());
    }
}
