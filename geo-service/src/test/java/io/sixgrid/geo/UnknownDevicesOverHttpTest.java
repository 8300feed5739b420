package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that publish before anybody registered them. */
@PostgisTest
final class UnknownDevicesOverHttpTest {
    private static final String UNKNOWN = "/api/v1/devices/unknown";

    private RunningService running;
    private Asker service;
    private MqttPublisher publisher;

    @BeforeEach
    void start(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
        publisher = new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device");
    }

    @AfterEach
    void stop() {
        publisher.close();
        running.close();
    }

    @Test
    void one_put_places_all_alerts_that_waited_and_takes_the_name_off_the_list() {
        alert("stranger", "a1", "fire");
        alert("stranger", "a2", "smoke");
        publish("sixgrid/v1/readings/stranger", "{\"time\":\"2026-11-22T08:00:00Z\",\"values\":{\"temperature\":41}}");
        Await.until(
                "its three messages count",
                () -> unknown().toString().contains("\"messages\":3")
                        || unknown().size() > 1);
        List<String> listed = new ArrayList<>();
        unknown()
                .forEach(item -> listed.add(
                        item.get("source").asText() + " " + item.get("name").asText() + " "
                                + item.get("messages").asInt() + " "
                                + item.get("alerts").asInt() + " "
                                + item.get("openAlerts").asInt()));
        assertThat(listed).containsExactlyInAnyOrder("native-alerts stranger 2 2 2", "native-readings stranger 1 0 0");
        assertThat(alerts("?placed=false")).hasSize(2);
        assertThat(service.put("/api/v1/devices/stranger", device("")).status()).isEqualTo(201);
        assertThat(unknown()).isEmpty();
        assertThat(alerts("?placed=false")).isEmpty();
        assertThat(alerts("?grid=" + TinyCity.UNIT)).hasSize(2);
        JsonNode presence = service.get("/api/v1/devices/stranger").json().get("presence");
        assertThat(presence.get("state").asText()).isEqualTo("online");
        assertThat(presence.has("lastSeen")).isTrue();
        assertThat(service.get("/api/v1/devices?presence=online").json().get("items"))
                .hasSize(1);
        assertThat(service.get("/api/v1/devices?presence=offline").json().get("items"))
                .isEmpty();
    }

    @Test
    void an_alias_places_them_too() {
        alert("stranger", "a1", "fire");
        Await.until("it is listed", () -> unknown().size() == 1);
        service.put("/api/v1/devices/smoke-17", device(",\"aliases\":{\"native-alerts\":\"stranger\"}"));
        assertThat(unknown()).isEmpty();
        assertThat(alerts("?grid=" + TinyCity.UNIT)).hasSize(1);
    }

    @Test
    void readings_of_a_name_belong_to_the_device_that_gets_it_as_an_alias() {
        publish("sixgrid/v1/readings/stranger", "{\"time\":\"2026-11-22T08:00:00Z\",\"values\":{\"temperature\":41}}");
        Await.until("it is listed", () -> unknown().size() == 1);
        service.put("/api/v1/devices/smoke-17", device(",\"aliases\":{\"native-readings\":\"stranger\"}"));
        String series =
                "/api/v1/readings?device=smoke-17&name=temperature&from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";
        assertThat(service.get(series).json().at("/items/0/value").asInt()).isEqualTo(41);
    }

    @Test
    void a_gateways_position_is_never_taken_for_its_devices() {
        publish("application/ab/device/24e124136b500001/event/up", """
                {"deduplicationId":"d-1","time":"2026-11-22T08:00:00.123456789Z",
                 "deviceInfo":{"devEui":"24e124136b500001","deviceName":"manhole","applicationId":"ab"},
                 "object":{"tilt":41,"alarm":"tilt"},"fCnt":7,
                 "rxInfo":[{"gatewayId":"24e124fffef00001","rssi":-80,
                            "location":{"latitude":38.8025,"longitude":121.5022}}]}""");
        Await.until("it is listed", () -> unknown().size() == 1);
        assertThat(unknown().get(0).get("name").asText()).isEqualTo("24e124136b500001");
        service.get("/api/v1/alerts")
                .json()
                .get("items")
                .forEach(alert -> assertThat(alert.has("lon")).isFalse());
        assertThat(rowsPlaced()).isZero();
    }

    private long rowsPlaced() {
        return service.get("/api/v1/alerts?placed=true").json().get("items").size();
    }

    private void alert(String device, String id, String kind) {
        publish(
                "sixgrid/v1/alerts/" + device,
                "{\"id\":\"" + id + "\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"" + kind + "\",\"severity\":2}");
    }

    private void publish(String topic, String json) {
        publisher.publish(List.of(new Outgoing(topic, json.getBytes(StandardCharsets.UTF_8), false)));
    }

    private JsonNode unknown() {
        return service.get(UNKNOWN).json().get("items");
    }

    private JsonNode alerts(String query) {
        return service.get("/api/v1/alerts" + query).json().get("items");
    }

    private static String device(String more) {
        return "{\"kind\":\"smoke\",\"name\":\"烟感\",\"lon\":" + TinyCity.IN_UNIT.lon() + ",\"lat\":"
                + TinyCity.IN_UNIT.lat() + more + "}";
    }
}
