package io.sixgrid.ingest.simulate;

import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * A message whose time is filled in when it is published: {@code $ISO} as ISO 8601, {@code $EPOCH} as seconds with a
 * fraction.
 */
record VendorMessage(String topic, String template) {
    Outgoing at(Instant now) {
        double seconds = now.toEpochMilli() / 1e3;
        String body =
                template.replace("$ISO", now.toString()).replace("$EPOCH", String.format(Locale.ROOT, "%.6f", seconds));
        return new Outgoing(topic, body.getBytes(StandardCharsets.UTF_8), false);
    }
}
