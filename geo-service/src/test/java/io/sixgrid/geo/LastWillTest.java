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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that dies: the broker publishes its will, and all that is behind it is offline with it. */
@PostgisTest
final class LastWillTest {
    private static final String TOPIC = "test/gateways/gw/state";
    private static final byte WILL_AT_LEAST_ONCE_CLEAN = 0x0E;
    private static final String FORMAT = """
            name: test-gateways
            about: whether a gateway is connected
            topic: test/gateways/{device}/state
            body: text
            key: "{fingerprint}:{received}"
            device: "{device}"
            rules:
              - presence: { from: "{body}", map: { online: online, offline: offline } }
            """;

    @Test
    void the_will_of_a_gateway_is_one_alert_and_takes_what_is_behind_it_along_until_it_is_back(TestDatabase database)
            throws Exception {
        try (RunningService running = new RunningService(database)) {
            Asker service = running.asker();
            String broker = "127.0.0.1:" + running.mqttPort();
            running.addFormat("test-gateways", FORMAT);
            register(service, "gw", "gateway", "");
            register(service, "s1", "smoke", ",\"gateway\":\"gw\"");
            try (MqttPublisher sensor = new MqttPublisher(BrokerAddress.anonymous("mqtt://" + broker), "sensor")) {
                Await.until("the new format is in force", () -> {
                    say(sensor, TOPIC, "online");
                    return state(service, "gw").equals("online");
                });
                say(sensor, "sixgrid/v1/readings/s1", "{\"time\":\"2026-11-22T08:00:00Z\",\"values\":{\"t\":1}}");
                Await.until(
                        "what is behind it was heard",
                        () -> state(service, "s1").equals("online"));
                dieWithWill(running.mqttPort());
                Await.until("its will is known", () -> state(service, "gw").equals("offline last-will"));
                assertThat(state(service, "s1")).isEqualTo("offline gateway");
                assertThat(alerts(service)).singleElement().satisfies(alert -> {
                    assertThat(alert.get("device").asText()).isEqualTo("gw");
                    assertThat(alert.get("kind").asText()).isEqualTo("offline");
                    assertThat(alert.get("chain")).isNotEmpty();
                });
                say(sensor, TOPIC, "online");
                Await.until("it is back", () -> state(service, "gw").equals("online"));
                assertThat(state(service, "s1")).isEqualTo("online");
                assertThat(alerts(service)).isEmpty();
            }
        }
    }

    /** By hand, because a client library is loath to vanish without a word. MQTT 3.1.1, 3.1. */
    private static void dieWithWill(int port) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream connect = new DataOutputStream(body);
        connect.writeUTF("MQTT");
        connect.write(new byte[] {4, WILL_AT_LEAST_ONCE_CLEAN, 0, 60});
        connect.writeUTF("gateway");
        connect.writeUTF(TOPIC);
        connect.writeUTF("offline");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(0x10);
            out.write(body.size());
            out.write(body.toByteArray());
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        }
    }

    private static void register(Asker service, String id, String kind, String more) {
        service.put(
                "/api/v1/devices/" + id,
                "{\"kind\":\"" + kind + "\",\"name\":\"" + id + "\",\"lon\":" + TinyCity.IN_UNIT.lon() + ",\"lat\":"
                        + TinyCity.IN_UNIT.lat() + more + "}");
    }

    private static void say(MqttPublisher publisher, String topic, String text) {
        publisher.publish(List.of(new Outgoing(topic, text.getBytes(StandardCharsets.UTF_8), false)));
    }

    private static String state(Asker service, String id) {
        JsonNode presence = service.get("/api/v1/devices/" + id).json().path("presence");
        return (presence.path("state").asText() + " " + presence.path("reason").asText()).strip();
    }

    private static List<JsonNode> alerts(Asker service) {
        List<JsonNode> open = new ArrayList<>();
        service.get("/api/v1/alerts?state=open").json().get("items").forEach(open::add);
        return open;
    }
}
