package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
            publish("a");
            Await.until("it is stored", () -> events() == 1);
        }
        publish("b");
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
            publish("a");
            Await.until("it is stored", () -> events() == 1);
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

    private void publish(String id) {
        String alert = "{\"id\":\"" + id + "\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";
        device.publish(List.of(
                new MqttPublisher.Outgoing("sixgrid/v1/alerts/cam-1", alert.getBytes(StandardCharsets.UTF_8), false)));
    }

    private long events() {
        return database.jdbi()
                .<Long, RuntimeException>withHandle(h -> h.createQuery("select count(*) from event")
                        .mapTo(Long.class)
                        .one());
    }
}
