package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgisTest
final class ReadingsOverHttpTest {
    private static final String LATEST = "/api/v1/readings/latest";
    private static final String READINGS = "/api/v1/readings";
    private static final String RULES = "/api/v1/rules";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private RunningService running;
    private Asker service;
    private MqttPublisher sensor;

    @BeforeEach
    void start_with_two_sensors(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
        sensor = new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "sensor");
        service.put("/api/v1/devices/pipe", device("water-level", "121.5022"));
        service.put("/api/v1/devices/cover", device("manhole", "121.515"));
    }

    @AfterEach
    void stop() {
        sensor.close();
        running.close();
    }

    @Test
    void the_newest_value_and_its_state_are_listed_by_device_kind_grid_and_box() {
        publish("pipe", 0, "{\"depth\":0.8,\"temperature\":11}");
        publish("cover", 0, "{\"tilt\":1}");
        await(() -> found(LATEST).size() == 3);
        assertThat(found(LATEST)).containsExactly("cover tilt 1.0 ok", "pipe depth 0.8 ok", "pipe temperature 11.0 ok");
        assertThat(found(LATEST + "?device=pipe&name=depth")).hasSize(1);
        assertThat(found(LATEST + "?kind=manhole")).containsExactly("cover tilt 1.0 ok");
        assertThat(found(LATEST + "?grid=" + WEST)).hasSize(2);
        assertThat(found(LATEST + "?grid=" + EAST)).containsExactly("cover tilt 1.0 ok");
        assertThat(found(LATEST + "?bbox=121.51,38.80,121.52,38.81")).containsExactly("cover tilt 1.0 ok");
        JsonNode page = service.get(LATEST + "?limit=2").json();
        assertThat(page.get("items")).hasSize(2);
        assertThat(found(page.get("next").asText())).containsExactly("pipe temperature 11.0 ok");
    }

    @Test
    void a_default_rule_opens_an_alert_and_says_so_with_the_value() {
        publish("pipe", 0, "{\"depth\":2.2}");
        await(() -> found(LATEST).equals(List.of("pipe depth 2.2 alert 2")));
        JsonNode alert =
                service.get("/api/v1/alerts?state=open&device=pipe").json().at("/items/0");
        assertThat(alert.get("kind").asText()).isEqualTo("water-high");
        assertThat(alert.get("source").asText()).isEqualTo("monitor");
        assertThat(alert.get("text").asText()).contains("2.2 m > 2 m");
        publish("pipe", 1, "{\"depth\":1.2}");
        await(() -> found(LATEST).equals(List.of("pipe depth 1.2 ok")));
        assertThat(service.get("/api/v1/alerts?state=open").json().get("items")).isEmpty();
    }

    @Test
    void a_tilt_that_stays_opens_by_itself_and_a_changed_rule_closes_it() {
        publish("cover", 0, "{\"tilt\":40}");
        await(() -> found(LATEST).equals(List.of("cover tilt 40.0 alert 2")));
        JsonNode rules = service.get(RULES + "?alertKind=tilt-high&limit=1").json();
        String path = RULES + "/" + rules.at("/items/0/id").asText();
        var rule = (com.fasterxml.jackson.databind.node.ObjectNode) rules.at("/items/0");
        assertThat(service.put(path, rule.put("enabled", false).toString()).status())
                .isEqualTo(200);
        await(() -> found(LATEST).equals(List.of("cover tilt 40.0 ok")));
        await(() -> service.get("/api/v1/alerts?state=open").json().get("items").isEmpty());
    }

    @Test
    void a_series_is_told_reading_by_reading_or_by_buckets() {
        publish("pipe", -10, "{\"depth\":0.5}");
        publish("pipe", -9, "{\"depth\":0.7}");
        await(() -> service.get(READINGS + "?device=pipe&name=depth")
                        .json()
                        .get("items")
                        .size()
                == 2);
        JsonNode points =
                service.get(READINGS + "?device=pipe&name=depth&limit=1").json();
        assertThat(points.at("/items/0/value").asDouble()).isEqualTo(0.5);
        assertThat(service.get(points.get("next").asText())
                        .json()
                        .at("/items/0/value")
                        .asDouble())
                .isEqualTo(0.7);
        JsonNode days =
                service.get(READINGS + "?device=pipe&name=depth&bucket=P2D").json();
        assertThat(days.get("bucket").asText()).isEqualTo("P2D");
        assertThat(days.at("/items").findValuesAsText("max")).contains("0.7");
    }

    @ParameterizedTest
    @CsvSource({
        "name, device=pipe, missing",
        "bucket, device=pipe&name=depth&bucket=PT7H, PT7H",
        "bucket, device=pipe&name=depth&bucket=PT1S, PT1S",
        "bucket, device=pipe&name=depth&bucket=15, 15",
        "to, device=pipe&name=depth&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z, 2026-11-01",
    })
    void a_wrong_question_is_refused_with_its_field(String field, String question, String said) {
        Reply reply = service.get(READINGS + "?" + question);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field()).isEqualTo(field);
        assertThat(reply.detail()).contains(said);
    }

    private List<String> found(String path) {
        List<String> found = new ArrayList<>();
        service.get(path).json().get("items").forEach(item -> {
            String severity = item.has("severity") ? " " + item.get("severity") : "";
            found.add(item.get("device").asText() + " " + item.get("name").asText() + " " + item.get("value") + " "
                    + item.get("state").asText() + severity);
        });
        return found;
    }

    private void publish(String device, int second, String values) {
        String json = "{\"time\":\"" + now.plusSeconds(second) + "\",\"values\":" + values + "}";
        sensor.publish(
                List.of(new Outgoing("sixgrid/v1/readings/" + device, json.getBytes(StandardCharsets.UTF_8), false)));
    }

    private static String device(String kind, String lon) {
        return "{\"kind\":\"" + kind + "\",\"name\":\"sensor\",\"lon\":" + lon + ",\"lat\":38.8025}";
    }

    private static void await(BooleanSupplier condition) {
        Await.until("the answer that is expected", condition);
    }
}
