package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.Ingest;
import io.sixgrid.ingest.IngestSettings;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.broker.BrokerQueues;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers on one shared subscription, which gets neither retained messages nor more than its share of the others. */
@PostgisTest
final class SharedWorkersTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Jdbi jdbi;
    private IntakeStore store;
    private EmbeddedBroker broker;
    private BrokerAddress address;

    @BeforeEach
    void a_city_and_a_broker(TestDatabase database, @TempDir Path directory) {
        jdbi = database.jdbi();
        store = new IntakeStore(jdbi, TestCity.build(jdbi), Duration.ofSeconds(10), Clock.systemUTC());
        broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", 0, directory), (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        address = BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port());
    }

    @AfterEach
    void everything_ends() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        broker.close();
    }

    @Test
    void what_the_broker_keeps_as_state_is_read_by_one_of_them() {
        publish(true, "kept");
        Ingest north = worker("north");
        Ingest south = worker("south");
        Await.until("it is stored", () -> total().outcomes().stored() == 1);
        publish(false, "news");
        Await.until("so is what comes after", () -> total().outcomes().stored() == 2);
        assertThat(north.state().committed() + south.state().committed()).isEqualTo(2);
        assertThat(total().outcomes().duplicate()).isZero();
    }

    @Test
    void another_reads_it_when_the_one_that_did_is_gone() {
        Ingest north = worker("north");
        Ingest south = worker("south");
        north.close();
        publish(true, "first");
        Await.until("the news is stored", () -> total().outcomes().stored() == 1);
        Await.until("and found again as what is kept", () -> total().outcomes().duplicate() == 1);
        assertThat(south.state().committed()).isEqualTo(2);
        List<Long> events = jdbi.withHandle(
                h -> h.createQuery("select id from event").mapTo(Long.class).list());
        assertThat(events).hasSize(1);
    }

    @Test
    void a_last_will_reaches_one_of_them() throws MqttException {
        worker("north");
        worker("south");
        MqttAsyncClient dying =
                new MqttAsyncClient("tcp://127.0.0.1:" + broker.port(), "dying", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setWill("sixgrid/v1/alerts/cam-east", new MqttMessage(alert("will"), 1, true, null));
        dying.connect(options).waitForCompletion(10_000);
        dying.disconnectForcibly(0, 10, false);
        dying.close(true);
        Await.until("its will is stored", () -> total().outcomes().stored() == 1);
        publish(false, "after");
        Await.until("so is what comes after", () -> total().outcomes().stored() == 2);
        assertThat(total().outcomes().duplicate()).isZero();
    }

    @Test
    void their_ledger_is_what_the_publisher_sent_and_what_the_broker_counted() {
        Ingest north = worker("north");
        Ingest south = worker("south");
        publish(false, IntStream.range(0, 400).mapToObj(i -> "n" + i % 360).toArray(String[]::new));
        Await.until(
                "all is committed",
                () -> north.state().committed() + south.state().committed() == 400);
        assertThat(north.state().committed()).as("each has a share").isBetween(1L, 399L);
        LedgerStore.Entry total = total();
        assertThat(total.received()).isEqualTo(400);
        assertThat(total.outcomes().stored()).isEqualTo(360);
        assertThat(total.outcomes().duplicate()).isEqualTo(40);
        Await.until("the broker heard of it", () -> broker.queues().equals(new BrokerQueues(400, 400, 0)));
    }

    private Ingest worker(String name) {
        Ingest worker = new Ingest(store, FormatCatalog.builtIn(), IngestSettings.of(address, name), Clock.systemUTC());
        open.add(worker);
        worker.start();
        Await.until(name + " receives", () -> worker.state().ready());
        return worker;
    }

    private void publish(boolean retained, String... ids) {
        try (MqttPublisher device = new MqttPublisher(address, "device")) {
            List<Outgoing> messages = new ArrayList<>();
            for (String id : ids) {
                messages.add(new Outgoing("sixgrid/v1/alerts/cam-east", alert(id), retained));
            }
            device.publish(messages);
        }
    }

    private LedgerStore.Entry total() {
        return LedgerStore.total(new LedgerStore(jdbi).sources());
    }

    private static byte[] alert(String id) {
        return ("{\"id\":\"" + id + "\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
