package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.alert.HeldStore.Waiting;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.Ingest;
import io.sixgrid.ingest.IngestSettings;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.format.LiveFormats;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file that is written while a worker runs to what its messages leave in the database. */
@PostgisTest
final class LiveFormatsIngestTest {
    private static final String WELL = """
            name: well
            topic: city/well/{device}
            device: "{device}"
            rules: [{ events: [{ kind: cover-moved, severity: 2 }] }]
            """;

    @TempDir
    private Path directory;

    private Jdbi jdbi;
    private IntakeStore store;
    private EmbeddedBroker broker;
    private LiveFormats formats;
    private MqttPublisher device;
    private Ingest ingest;

    @BeforeEach
    void a_worker_whose_directory_of_formats_is_empty(TestDatabase database, @TempDir Path journal) {
        jdbi = database.jdbi();
        store = new IntakeStore(jdbi, TestCity.build(jdbi), Duration.ofSeconds(10), Clock.systemUTC());
        broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", 0, journal), (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        BrokerAddress address = BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port());
        device = new MqttPublisher(address, "device");
        formats = new LiveFormats(Optional.of(directory), Clock.systemUTC());
        ingest = new Ingest(store, formats, IngestSettings.of(address, "test"), Clock.systemUTC());
        ingest.start();
        Await.until("the worker receives", () -> ingest.state().ready());
    }

    @AfterEach
    void everything_ends() {
        device.close();
        ingest.close();
        broker.close();
    }

    @Test
    void what_a_new_file_takes_is_stored_and_a_broken_one_leaves_the_old_in_force() throws IOException {
        publish("city/well/kept", "{}", true, Properties.NONE);
        write(WELL);
        Await.until("what the broker kept is stored", () -> events().equals(List.of("kept cover-moved")));
        publish("city/well/w7", "{}", false, Properties.NONE);
        Await.until("news is stored", () -> events().contains("w7 cover-moved"));

        write(WELL.replace("rules:", "rules: ["));
        publish("city/well/w8", "{}", false, Properties.NONE);
        Await.until("the old format goes on", () -> events().contains("w8 cover-moved"));
        assertThat(formats.problems()).hasSize(1);

        write(WELL.replace("cover-moved", "cover-lost"));
        publish("city/well/w9", "{}", false, Properties.NONE);
        Await.until("the mended format is in force", () -> events().contains("w9 cover-lost"));
        assertThat(ingest.state().receiving().connections()).isEqualTo(1);
        assertThat(held(new QuarantineStore(jdbi))).isEmpty();
    }

    @Test
    void a_replay_reads_the_properties_that_came_with_a_message() throws IOException {
        // Of a topic that is subscribed to already.
        String pump = """
                name: pump
                topic: sixgrid/v1/alerts/pump
                device: "{property:ce-source}"
                rules: [{ events: [{ kind: leak, severity: /level }] }]
                """;
        write(pump);
        Properties said = new Properties(Optional.of("application/json"), Map.of("ce-source", "p1", "ce-id", "5"));
        publish("sixgrid/v1/alerts/pump", "{}", false, said);
        publish("sixgrid/v1/alerts/pump", "{}", false, Properties.NONE);
        QuarantineStore quarantine = new QuarantineStore(jdbi);
        Await.until("two wait", () -> held(quarantine).size() == 2);
        assertThat(held(quarantine))
                .extracting(one -> one.message().arrival().properties())
                .containsExactlyInAnyOrder(said, Properties.NONE);

        write(pump.replace("/level", "\"2\""));
        Replay replay = new Replay(new HeldStore(jdbi), new ReplayStore(jdbi, store), formats::catalog);
        Author by = new Author("test", Instant.now());
        held(quarantine)
                .forEach(one ->
                        replay.one(new Waiting(one.id(), one.message().arrival().received()), by));
        assertThat(events()).containsExactly("p1 leak");
    }

    private static List<Held> held(QuarantineStore quarantine) {
        return quarantine.list(QuarantineStore.Filter.ALL, Optional.empty(), 10);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(directory.resolve("new.yaml"), yaml);
        formats.refresh();
    }

    private void publish(String topic, String body, boolean retained, Properties properties) {
        device.publish(List.of(new Outgoing(topic, body.getBytes(StandardCharsets.UTF_8), retained, properties)));
    }

    private List<String> events() {
        return jdbi.withHandle(h -> h.createQuery("select device || ' ' || kind from event order by 1")
                .mapTo(String.class)
                .list());
    }
}
