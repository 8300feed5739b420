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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class FormatsOverHttpTest {
    private static final String PATH = "/api/v1/formats";

    private RunningService running;
    private Asker service;

    @BeforeEach
    void a_service_to_which_nothing_came(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void formats_tell_what_they_understood_lately_and_what_not() {
        publish("sixgrid/v1/alerts/s1", "{\"id\":\"a1\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}");
        publish("sixgrid/v1/alerts/s1", "{\"broken");
        publish("sixgrid/v1/alerts/s1", "{\"broken");
        JsonNode alerts = format("native-alerts", 3);
        assertThat(alerts.at("/topics/0").asText()).isEqualTo("sixgrid/v1/alerts/{device}");
        assertThat(alerts.get("builtIn").asBoolean()).isTrue();
        assertThat(alerts.at("/understood/total").asInt()).isEqualTo(1);
        assertThat(alerts.at("/understood/lastHour").asInt()).isEqualTo(1);
        assertThat(alerts.at("/understood/last").asText()).isNotEmpty();
        assertThat(alerts.at("/quarantined/total").asInt()).as("once each").isEqualTo(1);
        assertThat(alerts.at("/quarantined/lastHour").asInt()).as("each time").isEqualTo(2);
        JsonNode silent = format("chirpstack", 0);
        assertThat(silent.at("/understood/total").asInt()).isZero();
        assertThat(silent.at("/understood").has("last")).isFalse();
    }

    @Test
    void a_message_that_nobody_sent_is_explained_by_every_format() {
        JsonNode answer = tried("""
                {"topic":"sixgrid/v1/alerts/s1",
                 "payload":"{\\"id\\":\\"a1\\",\\"time\\":\\"2026-11-22T08:00:00Z\\",\\"kind\\":\\"fire\\",\\"severity\\":1}"}""");
        assertThat(answer.get("taken").asText()).isEqualTo("native-alerts");
        JsonNode taken = result(answer, "native-alerts");
        assertThat(taken.get("understood").asBoolean()).isTrue();
        assertThat(taken.at("/events/0/device").asText()).isEqualTo("s1");
        assertThat(taken.at("/events/0/kind").asText()).isEqualTo("fire");
        assertThat(taken.at("/events/0/severity").asInt()).isEqualTo(1);
        assertThat(taken.at("/events/0/time").asText()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(taken.get("key").asText()).isNotEmpty();
        assertThat(result(answer, "chirpstack").get("matches").asBoolean()).isFalse();
        assertThat(service.get("/api/v1/ledger").json().at("/total/received").asInt())
                .isZero();
        assertThat(service.get("/api/v1/quarantine").json().at("/items")).isEmpty();
    }

    @Test
    void where_a_message_fails_is_said_with_reason_and_field() {
        JsonNode failed = result(
                tried("{\"topic\":\"sixgrid/v1/alerts/s1\",\"payload\":\"{\\\"id\\\":\\\"a1\\\"}\"}"), "native-alerts");
        assertThat(failed.get("matches").asBoolean()).isTrue();
        assertThat(failed.get("understood").asBoolean()).isFalse();
        assertThat(failed.get("reason").asText()).isEqualTo("missing-field");
        assertThat(failed.get("detail").asText()).contains("time");
        assertThat(service.post(PATH + "/try", "{\"topic\":\"a/#\"}").field()).isEqualTo("topic");
        assertThat(service.post(PATH + "/try", "{\"topic\":\"a\",\"qos\":1}").field())
                .isEqualTo("qos");
    }

    @Test
    void what_a_device_said_last_is_told_with_its_bytes() {
        service.put("/api/v1/devices/w1", "{\"kind\":\"water-level\",\"name\":\"水位\",\"lon\":121.515,\"lat\":38.805}");
        publish("sixgrid/v1/alerts/w1", "{\"id\":\"a1\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"flood\"}");
        publish(
                "sixgrid/v1/readings/w1",
                "{\"time\":\"2026-11-22T08:01:00Z\",\"values\":{\"level\":0.4,\"battery\":97}}");
        format("native-readings", 1);
        JsonNode items =
                service.get("/api/v1/devices/w1/messages?limit=5").json().get("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/readings").findValuesAsText("name")).containsExactly("battery", "level");
        assertThat(items.at("/0").has("topic")).isFalse();
        assertThat(items.at("/1/topic").asText()).isEqualTo("sixgrid/v1/alerts/w1");
        assertThat(items.at("/1/text").asText()).contains("\"kind\":\"flood\"");
        assertThat(items.at("/1/events/0/kind").asText()).isEqualTo("flood");
        assertThat(service.get("/api/v1/devices/w1/messages?limit=1").json().get("items"))
                .hasSize(1);
    }

    @Test
    void trying_and_reading_messages_needs_an_operator_and_the_list_a_viewer(TestDatabase database) {
        TokenStore tokens = new TokenStore(database.jdbi());
        Author admin = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));
        Asker viewer = service.with("Authorization", "Bearer " + tokens.create("v", Role.VIEWER, admin));
        Asker operator = service.with("Authorization", "Bearer " + tokens.create("o", Role.OPERATOR, admin));
        assertThat(viewer.get(PATH).status()).isEqualTo(200);
        assertThat(viewer.post(PATH + "/try", "{\"topic\":\"a\"}").status()).isEqualTo(403);
        assertThat(operator.post(PATH + "/try", "{\"topic\":\"a\"}").status()).isEqualTo(200);
        assertThat(viewer.get("/api/v1/devices/a%2Fb/messages").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/devices/a%2Fb/messages").status()).isEqualTo(200);
    }

    /** The format called so, once as many deliveries of the last hour are counted. */
    private JsonNode format(String name, int deliveries) {
        long giveUp = System.nanoTime() + 10_000_000_000L;
        while (true) {
            JsonNode found = find(service.get(PATH).json().get("items"), "name", name);
            if (found.at("/understood/lastHour").asInt()
                            + found.at("/quarantined/lastHour").asInt()
                    == deliveries) {
                return found;
            }
            assertThat(System.nanoTime()).as(found.toString()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private JsonNode tried(String body) {
        return service.post(PATH + "/try", body).json();
    }

    private static JsonNode result(JsonNode answer, String format) {
        return find(answer.get("results"), "format", format);
    }

    private static JsonNode find(JsonNode list, String member, String value) {
        for (JsonNode one : list) {
            if (one.get(member).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("no " + value + " in " + list);
    }

    private void publish(String topic, String payload) {
        try (MqttPublisher device =
                new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device")) {
            device.publish(List.of(new Outgoing(topic, payload.getBytes(StandardCharsets.UTF_8), false)));
        }
    }
}
