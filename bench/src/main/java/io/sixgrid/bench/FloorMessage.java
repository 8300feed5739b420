package io.sixgrid.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.place.LonLat;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message as the floor reads it: native alerts alone, in the shortest way.
 *
 * @param reason why it is not understood; empty exactly when there is a {@code said}
 */
record FloorMessage(
        MqttMessage mqtt,
        Arrival arrival,
        String key,
        @Nullable Said said,
        String reason) {
    static final String SOURCE = "native-alerts";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOPIC_START = "sixgrid/v1/alerts/".length();

    /** What an alert says. */
    record Said(
            String device,
            String kind,
            String phase,
            int severity,
            Instant time,
            String id,
            String text,
            LonLat place) {
        /** Open before refresh before close. */
        int rank() {
            return phase.equals("open") ? 0 : phase.equals("refresh") ? 1 : 2;
        }
    }

    static FloorMessage read(String topic, MqttMessage mqtt) {
        Arrival arrival = new Arrival(topic, mqtt.getPayload(), Instant.now(), mqtt.isRetained());
        try {
            JsonNode json = JSON.readTree(mqtt.getPayload());
            if (!json.hasNonNull("id") || !json.hasNonNull("time") || !json.hasNonNull("kind")) {
                return broken(mqtt, arrival, "missing-field");
            }
            Said said = said(topic.substring(TOPIC_START), json);
            String key = said.device() + ":" + said.id() + ":" + said.phase()
                    + (said.rank() == 1 ? ":" + json.get("time").textValue() : "");
            return new FloorMessage(mqtt, arrival, key, said, "");
        } catch (IOException e) {
            return broken(mqtt, arrival, "not-json");
        } catch (DateTimeParseException e) {
            return broken(mqtt, arrival, "bad-value");
        }
    }

    /** Whose identity it is. */
    String source() {
        return said == null ? MessageId.QUARANTINE : SOURCE;
    }

    private static Said said(String device, JsonNode json) {
        return new Said(
                device,
                json.get("kind").textValue(),
                json.path("phase").asText("open"),
                json.path("severity").asInt(3),
                Instant.parse(json.get("time").textValue()),
                json.get("id").textValue(),
                json.path("message").textValue(),
                new LonLat(json.path("lon").doubleValue(), json.path("lat").doubleValue()).onLattice());
    }

    private static FloorMessage broken(MqttMessage mqtt, Arrival arrival, String reason) {
        return new FloorMessage(mqtt, arrival, arrival.fingerprint(), null, reason);
    }
}
