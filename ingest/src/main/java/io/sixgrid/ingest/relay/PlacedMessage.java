package io.sixgrid.ingest.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event on its way out: topic and JSON body (docs/formats.md, "Placed events"). */
final class PlacedMessage {

    private PlacedMessage() {}

    /** @param chain the event's grids, level 1 first */
    static Outgoing of(RelayStore.Row event, String scheme, List<GridRef> chain) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", event.id());
        event.alert().ifPresent(alert -> body.put("alert", alert));
        body.put("device", event.what().device());
        body.put("kind", event.what().kind());
        body.put("phase", event.what().phase());
        body.put("severity", event.what().severity());
        body.put("time", event.when().time());
        body.put("received", event.when().received());
        event.position().ifPresent(position -> {
            body.put("lon", position.lon());
            body.put("lat", position.lat());
        });
        body.put("chain", chain);
        event.where().unplaced().ifPresent(reason -> body.put("unplaced", reason));
        body.put("source", event.source());
        try {
            return new Outgoing(topic(scheme, chain), Json.mapper().writeValueAsBytes(body), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON: " + event.id(), e);
        }
    }

    private static String topic(String scheme, List<GridRef> chain) {
        StringBuilder topic = new StringBuilder(PlacedRelay.ROOT).append('/').append(scheme);
        if (chain.isEmpty()) {
            topic.append("/unplaced");
        }
        for (GridRef grid : chain) {
            // A code is any text; a level of a topic is not (MQTT 5.0, 4.7.1).
            topic.append('/').append(grid.code().replaceAll("[/+#\0]", "_"));
        }
        return topic.toString();
    }
}
