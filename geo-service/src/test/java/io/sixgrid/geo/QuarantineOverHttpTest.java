package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class QuarantineOverHttpTest {
    private static final String PATH = "/api/v1/quarantine";
    private static final byte[] BROKEN = "{\"broken".getBytes(StandardCharsets.UTF_8);
    private static final String LATE_FIELD = "{\"id\":\"a2\",\"ts\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";
    private static final byte[] BINARY = {(byte) 0xff, 0, 1};

    private RunningService running;
    private Asker service;

    @BeforeEach
    void two_messages_that_nothing_understands_and_one_that_is_understood(TestDatabase database)
            throws InterruptedException {
        running = new RunningService(database);
        service = running.asker();
        try (MqttPublisher device =
                new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device")) {
            publish(device, BROKEN);
            publish(device, BINARY);
            publish(
                    device,
                    "{\"id\":\"a1\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}"
                            .getBytes(StandardCharsets.UTF_8));
        }
        committed(3);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void quarantine_lists_the_newest_first_with_its_bytes_page_by_page() {
        JsonNode page = service.get(PATH + "?limit=1").json();
        assertThat(page.at("/items")).hasSize(1);
        JsonNode binary = page.at("/items/0");
        assertThat(binary.at("/message/payload").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(BINARY));
        assertThat(binary.get("message").has("text")).isFalse();
        JsonNode broken = service.get(page.get("next").asText()).json().at("/items/0");
        assertThat(broken.get("reason").asText()).isEqualTo("not-json");
        assertThat(broken.get("source").asText()).isEqualTo("native-alerts");
        assertThat(broken.at("/message/text").asText()).isEqualTo("{\"broken");
        assertThat(broken.at("/message/topic").asText()).isEqualTo("sixgrid/v1/alerts/s1");
    }

    @Test
    void quarantine_is_filtered_by_reason_and_source() {
        assertThat(service.get(PATH + "?reason=not-json&source=native-alerts")
                        .json()
                        .at("/items"))
                .hasSize(2);
        assertThat(service.get(PATH + "?reason=bad-value").json().at("/items")).isEmpty();
        assertThat(service.get(PATH + "?source=chirpstack").json().at("/items")).isEmpty();
        assertThat(service.get(PATH + "?cursor=bm8").status()).isEqualTo(400);
    }

    @Test
    void the_bytes_are_saved_as_they_came_and_never_shown_as_a_page() {
        String id = service.get(PATH + "?limit=1").json().at("/items/0/id").asText();
        assertThat(service.get(PATH + "/" + id).json().at("/message/payload").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(BINARY));
        var bytes = service.get(PATH + "/" + id + "/payload").whole();
        assertThat(bytes.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(bytes.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(bytes.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"quarantine-" + id + ".bin\"");
        assertThat(service.get(PATH + "/99").status()).isEqualTo(404);
        assertThat(service.get(PATH + "/99/payload").status()).isEqualTo(404);
    }

    @Test
    void the_reasons_are_counted() {
        JsonNode answer = service.get(PATH + "/reasons").json();
        assertThat(answer.at("/reasons")).hasSize(1);
        assertThat(answer.at("/reasons/0/reason").asText()).isEqualTo("not-json");
        assertThat(answer.at("/reasons/0/source").asText()).isEqualTo("native-alerts");
        assertThat(answer.at("/reasons/0/waiting").asInt()).isEqualTo(2);
        assertThat(answer.at("/reasons/0/firstSeen").asText()).isNotEmpty();
        assertThat(answer.at("/expired")).isEmpty();
    }

    @Test
    void what_is_not_understood_today_either_still_waits() {
        JsonNode outcome = service.post(PATH + "/replay?reason=not-json", "").json();
        assertThat(outcome.toString())
                .isEqualTo("{\"replayed\":0,\"duplicates\":0,\"stillWaiting\":2,"
                        + "\"reasons\":[{\"reason\":\"not-json\",\"count\":2}]}");
        assertThat(service.get(PATH + "?state=waiting").json().at("/items")).hasSize(2);
        assertThat(service.get(PATH + "?state=replayed").json().at("/items")).isEmpty();
        assertThat(service.get(PATH + "?state=lost").field()).isEqualTo("state");
        assertThat(service.post(PATH + "/99/replay", "").status()).isEqualTo(404);
        assertThat(service.post(PATH + "/replay?state=waiting", "").field()).isEqualTo("state");
    }

    @Test
    void once_its_format_is_mended_a_replay_makes_an_alert_of_what_waited() throws InterruptedException {
        String id = quarantinedFor("missing-field", LATE_FIELD);
        assertThat(service.post(PATH + "/" + id + "/replay", "")
                        .json()
                        .get("stillWaiting")
                        .asInt())
                .isEqualTo(1);
        running.mendFormat("native-alerts", "from: /time,", "from: [/time, /ts],");

        JsonNode outcome = service.post(PATH + "/" + id + "/replay", "").json();
        assertThat(outcome.get("replayed").asInt()).isEqualTo(1);
        assertThat(service.get(PATH + "/" + id).json().get("state").asText()).isEqualTo("replayed");
        assertThat(service.get(PATH + "?state=replayed").json().at("/items")).hasSize(1);
        assertThat(service.get("/api/v1/alerts?device=s2").json().at("/items")).hasSize(1);
        assertThat(service.post(PATH + "/" + id + "/replay", "").status()).isEqualTo(409);
    }

    @Test
    void a_broken_format_file_is_said_in_health_without_its_name_and_a_replay_reads_by_the_format_before_it()
            throws InterruptedException {
        String id = quarantinedFor("missing-field", LATE_FIELD);
        running.mendFormat("native-alerts", "rules:", "rules: [");
        JsonNode outcome = service.post(PATH + "/" + id + "/replay", "").json();
        assertThat(outcome.get("stillWaiting").asInt()).isEqualTo(1);
        Asker.Reply health = service.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().toString())
                .contains("1 file of formats is broken and not taken")
                .doesNotContain("native-alerts");
    }

    @Test
    void quarantine_needs_an_operator_and_the_ledger_a_viewer(TestDatabase database) {
        TokenStore tokens = new TokenStore(database.jdbi());
        Author admin = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));
        Asker viewer = service.with("Authorization", "Bearer " + tokens.create("v", Role.VIEWER, admin));
        Asker operator = service.with("Authorization", "Bearer " + tokens.create("o", Role.OPERATOR, admin));
        assertThat(viewer.get(PATH).status()).isEqualTo(403);
        assertThat(operator.get(PATH).status()).isEqualTo(200);
        assertThat(viewer.get(PATH + "/reasons").status()).isEqualTo(403);
        assertThat(viewer.post(PATH + "/replay", "").status()).isEqualTo(403);
        assertThat(operator.post(PATH + "/replay", "").status()).isEqualTo(200);
        assertThat(viewer.get("/api/v1/ledger").status()).isEqualTo(200);
    }

    @Test
    void the_ledger_balances_and_the_metrics_count() {
        JsonNode ledger = service.get("/api/v1/ledger").json();
        assertThat(ledger.at("/total/received").asLong()).isEqualTo(3);
        assertThat(ledger.at("/total/stored").asLong()).isEqualTo(1);
        assertThat(ledger.at("/total/quarantined").asLong()).isEqualTo(2);
        assertThat(ledger.at("/sources/0/source").asText()).isEqualTo("native-alerts");
        assertThat(service.get("/metrics").whole().body())
                .contains("sixgrid_ingest_received 3", "sixgrid_ingest_in_flight 0");
    }

    /** Publishes a message that goes to quarantine, and answers its id there. */
    private String quarantinedFor(String reason, String payload) throws InterruptedException {
        try (MqttPublisher device =
                new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device")) {
            device.publish(
                    List.of(new Outgoing("sixgrid/v1/alerts/s2", payload.getBytes(StandardCharsets.UTF_8), false)));
        }
        committed(4);
        return service.get(PATH + "?reason=" + reason).json().at("/items/0/id").asText();
    }

    private void committed(int messages) {
        long giveUp = System.nanoTime() + 10_000_000_000L;
        while (!service.get("/metrics").whole().body().contains("sixgrid_ingest_committed " + messages)) {
            assertThat(System.nanoTime())
                    .as(messages + " messages are committed")
                    .isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private static void publish(MqttPublisher device, byte[] payload) {
        device.publish(List.of(new Outgoing("sixgrid/v1/alerts/s1", payload, false)));
    }
}
