package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.Ingest;
import io.sixgrid.ingest.IngestSettings;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.FormatExample;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class IngestTest {
    private static final String TIME = "2026-11-22T08:00:00Z";

    private Jdbi jdbi;
    private IntakeStore store;
    private EmbeddedBroker broker;
    private BrokerAddress address;
    private MqttPublisher device;
    private Ingest ingest;

    @BeforeEach
    void a_city_a_broker_and_a_worker(TestDatabase database, @TempDir Path directory) {
        jdbi = database.jdbi();
        store = new IntakeStore(jdbi, TestCity.build(jdbi), Duration.ofSeconds(10), Clock.systemUTC());
        broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", 0, directory), (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        address = BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port());
        device = new MqttPublisher(address, "device");
        ingest = worker();
    }

    @AfterEach
    void everything_ends() {
        device.close();
        ingest.close();
        broker.close();
    }

    @Test
    void an_alert_ends_as_an_event_an_alert_and_a_placement_in_its_grids() {
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open"));
        committed(1);
        assertThat(rows("select device, kind, phase, severity, position_source from event"))
                .containsExactly(Map.of(
                        "device",
                        "cam-east",
                        "kind",
                        "fire",
                        "phase",
                        "open",
                        "severity",
                        1,
                        "position_source",
                        "registry"));
        assertThat(rows("select state, severity, text, chain::text, unplaced is null as placed from alert"))
                .containsExactly(Map.of(
                        "state", "open", "severity", 1, "text", "smoke at the gate", "chain", "{1,3}", "placed", true));
        assertThat(rows("select chain::text, cause, revision from placement"))
                .containsExactly(Map.of("chain", "{1,3}", "cause", "intake", "revision", 1L));
        assertThat(rows("select cardinality(events) as events, cardinality(alerts) as alerts from change"))
                .containsExactly(Map.of("events", 1, "alerts", 1));
    }

    @Test
    void the_same_message_three_times_is_one_event() {
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open"), alert("a1", "open"));
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open"));
        committed(3);
        assertThat(rows("select id from event")).hasSize(1);
        LedgerStore.Entry total = ledger();
        assertThat(total.outcomes().stored()).isEqualTo(1);
        assertThat(total.outcomes().duplicate()).isEqualTo(2);
        assertThat(total.received()).isEqualTo(3);
    }

    @Test
    void an_alert_of_a_device_that_nobody_registered_is_stored_unplaced() {
        publish("sixgrid/v1/alerts/stranger", alert("a1", "open"));
        publish("sixgrid/v1/alerts/cam-nowhere", alert("a2", "open"));
        committed(2);
        assertThat(rows("select device, unplaced from alert order by device"))
                .containsExactly(
                        Map.of("device", "cam-nowhere", "unplaced", "no-position"),
                        Map.of("device", "stranger", "unplaced", "unknown-device"));
    }

    @Test
    void the_message_s_own_position_wins_and_its_frame_is_converted() {
        publish(
                "sixgrid/v1/alerts/cam-east",
                alertAt("west", 121.505, 38.805, "wgs84"),
                alertAt("shifted", 121.505, 38.805, "gcj02"),
                alertAt("far", 100, 30, "wgs84"));
        committed(3);
        assertThat(rows("select kind, chain::text as chain, unplaced is null as placed from alert order by kind"))
                .containsExactly(
                        Map.of("kind", "far", "chain", "{}", "placed", false),
                        Map.of("kind", "shifted", "chain", "{}", "placed", false),
                        Map.of("kind", "west", "chain", "{1,2}", "placed", true));
    }

    @Test
    void an_alias_of_the_format_names_the_registered_device() {
        publish(
                "frigate/events",
                "{\"type\":\"new\",\"after\":{\"id\":\"1.5-x\",\"camera\":\"front_gate\",\"label\":\"person\","
                        + "\"frame_time\":1795334400.25}}");
        committed(1);
        assertThat(rows("select device, kind from alert"))
                .containsExactly(Map.of("device", "cam-east", "kind", "person"));
    }

    @Test
    void what_nothing_understands_is_quarantined_with_its_bytes_and_again_is_a_duplicate() {
        publish("sixgrid/v1/alerts/cam-east", "{\"broken", "{\"broken", "{\"id\":\"a\",\"time\":\"" + TIME + "\"}");
        committed(3);
        QuarantineStore.Filter notJson =
                new QuarantineStore.Filter(Optional.of("not-json"), Optional.empty(), Optional.of(true));
        assertThat(new QuarantineStore(jdbi).list(notJson, Optional.empty(), 10))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.times()).isEqualTo(2);
                    assertThat(held.message().arrival().payload()).isEqualTo(bytes("{\"broken"));
                });
        assertThat(new QuarantineStore(jdbi).list(QuarantineStore.Filter.ALL, Optional.empty(), 10))
                .hasSize(2);
        assertThat(ledger().received()).isEqualTo(3);
        assertThat(ledger().inFlight()).isZero();
    }

    @Test
    void a_message_from_2099_keeps_its_time_and_is_ordered_by_ours() {
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open").replace("2026-11-22", "2099-01-01"));
        committed(1);
        assertThat(
                        rows(
                                "select skewed, device_time > '2098-01-01' as kept, at < now() + interval '1 hour' as ours from event"))
                .containsExactly(Map.of("skewed", true, "kept", true, "ours", true));
    }

    @Test
    void a_retained_open_that_is_read_again_after_a_restart_does_not_open_what_was_closed() {
        device.publish(List.of(new Outgoing("sixgrid/v1/alerts/cam-east", bytes(alert("a1", "open")), true)));
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "close"));
        committed(2);
        ingest.close();
        ingest = worker();
        committed(1);
        assertThat(ledger().outcomes().duplicate()).isEqualTo(1);
        assertThat(rows("select state, closed_by, events from alert"))
                .containsExactly(Map.of("state", "closed", "closed_by", "device", "events", 2));
    }

    @Test
    void a_retained_open_from_before_a_close_is_history_when_it_is_read_after_it() {
        publish("sixgrid/v1/alerts/cam-east", past(alert("a1", "open"), 10), past(alert("a1", "close"), 12));
        committed(2);
        ingest.close();
        device.publish(List.of(new Outgoing("sixgrid/v1/alerts/cam-east", bytes(past(alert("a0", "open"), 11)), true)));
        ingest = worker();
        Await.until("it is stored", () -> rows("select id from event").size() == 3);
        assertThat(rows("select state, closed_by, events from alert"))
                .containsExactly(Map.of("state", "closed", "closed_by", "device", "events", 3));
    }

    @Test
    void a_nul_character_is_kept_in_the_raw_bytes_only() {
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open").replace("smoke", "\\u0000smoke"));
        committed(1);
        assertThat(rows("select text from event")).containsExactly(Map.of("text", "\uFFFDsmoke at the gate"));
    }

    @Test
    void a_row_that_the_database_refuses_goes_to_quarantine_and_the_others_are_stored() {
        jdbi.useHandle(h -> h.execute("alter table event add constraint no_poison check (kind <> 'poison')"));
        List<String> alerts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            alerts.add(alertOf("a" + i, i == 7 ? "poison" : "fire"));
        }
        publish("sixgrid/v1/alerts/cam-east", alerts.toArray(String[]::new));
        committed(20);
        assertThat(rows("select id from event")).hasSize(19);
        assertThat(rows("select reason, source from quarantine"))
                .containsExactly(Map.of("reason", "not-storable", "source", "native-alerts"));
    }

    @Test
    void nothing_is_acknowledged_while_the_database_does_not_take_it() {
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "open"));
        committed(1);
        jdbi.useHandle(h -> h.execute("alter table message rename to message_away"));
        publish("sixgrid/v1/alerts/cam-east", alert("a1", "close"));
        Await.until("the worker says so", () -> ingest.state().problem().isPresent());
        assertThat(ingest.state().receiving().inFlight()).isEqualTo(1);
        ingest.close();
        jdbi.useHandle(h -> h.execute("alter table message_away rename to message"));
        ingest = worker();
        committed(1);
        assertThat(rows("select state, closed_by from alert"))
                .containsExactly(Map.of("state", "closed", "closed_by", "device"));
    }

    @Test
    void messages_of_all_vendors_arrive_whatever_their_topics_look_like() {
        List<FormatExample> examples = FormatExample.all();
        examples.forEach(example -> publish(example.topic(), example.payload()));
        committed(examples.size());
        assertThat(rows("select distinct source from message"))
                .extracting(row -> row.get("source"))
                .containsAll(examples.stream().map(FormatExample::format).toList());
    }

    private LedgerStore.Entry ledger() {
        return LedgerStore.total(new LedgerStore(jdbi).sources());
    }

    private Ingest worker() {
        Ingest worker = new Ingest(store, FormatCatalog.builtIn(), settings(address), Clock.systemUTC());
        worker.start();
        Await.until("the worker receives", () -> worker.state().ready());
        return worker;
    }

    private static IngestSettings settings(BrokerAddress address) {
        return new IngestSettings(address, "test", 1_000, IntakeSettings.DEFAULT, Duration.ofSeconds(1));
    }

    private void publish(String topic, String... payloads) {
        List<Outgoing> messages = new ArrayList<>();
        for (String payload : payloads) {
            messages.add(new Outgoing(topic, bytes(payload), false));
        }
        device.publish(messages);
    }

    private void committed(long messages) {
        Await.until(messages + " messages are committed", () -> ingest.state().committed() >= messages);
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapToMap().list());
    }

    private static String alert(String id, String phase) {
        return "{\"id\":\"" + id + "\",\"time\":\"" + TIME + "\",\"kind\":\"fire\",\"severity\":1,\"phase\":\"" + phase
                + "\",\"message\":\"smoke at the gate\"}";
    }

    /** The same on the first day of 2026, at so many minutes past midnight: never in the future, whenever this runs. */
    private static String past(String alert, int minute) {
        return alert.replace(TIME, "2026-01-01T00:" + minute + ":00Z");
    }

    private static String alertOf(String id, String kind) {
        return "{\"id\":\"" + id + "\",\"time\":\"" + TIME + "\",\"kind\":\"" + kind + "\"}";
    }

    private static String alertAt(String kind, double lon, double lat, String frame) {
        return "{\"id\":\"" + kind + "\",\"time\":\"" + TIME + "\",\"kind\":\"" + kind + "\",\"lon\":" + lon
                + ",\"lat\":" + lat + ",\"frame\":\"" + frame + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
