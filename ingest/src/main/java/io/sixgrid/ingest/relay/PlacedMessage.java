package io.sixgrid.ingest.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sixgrid.data.Json;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event on its way out: topic and JSON body (docs/formats.md, "Placed events"). */
final class PlacedMessage {

    private PlacedMessage() {}

    static Outgoing of(RelayStore.Row event, PlacedChain chain) {
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
        body.put("chain", chain.grids());
        event.where().unplaced().ifPresent(reason -> body.put("unplaced", reason));
        body.put("source", event.source());
        try {
            return new Outgoing(chain.topic(), Json.mapper().writeValueAsBytes(body), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON: " + event.id(), e);
        }
    }
}
