package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Arrival.Properties;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** A message of the client's as we keep it, with what MQTT 5 says of it beside its body. */
final class Arrivals {
    /** A message may carry as many as fit into 256 MB; what is past this bound is left out, in the order they came in. */
    private static final int MOST_CHARACTERS = 16_384;

    private Arrivals() {}

    static Arrival of(String topic, MqttMessage message, Instant received) {
        return new Arrival(topic, message.getPayload(), received, message.isRetained(), properties(message));
    }

    /** About how many bytes it takes while it is in hand. */
    static int size(Arrival arrival) {
        int properties = arrival.properties().user().entrySet().stream()
                .mapToInt(one -> one.getKey().length() + one.getValue().length())
                .sum();
        return arrival.payload().length + properties;
    }

    private static Properties properties(MqttMessage message) {
        MqttProperties said = message.getProperties();
        if (said == null) {
            return Properties.NONE;
        }
        List<UserProperty> user = said.getUserProperties();
        Optional<String> contentType = Optional.ofNullable(said.getContentType())
                .filter(type -> !type.isEmpty() && type.length() <= MOST_CHARACTERS);
        if (contentType.isEmpty() && (user == null || user.isEmpty())) {
            return Properties.NONE;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        int left = MOST_CHARACTERS;
        for (UserProperty property : user == null ? List.<UserProperty>of() : user) {
            left -= property.getKey().length() + property.getValue().length();
            if (left < 0) {
                break;
            }
            kept.put(property.getKey(), property.getValue());
        }
        return new Properties(contentType, kept);
    }

    /** As a publisher says them; null for none. */
    static @Nullable MqttProperties said(Properties properties) {
        if (properties.equals(Properties.NONE)) {
            return null;
        }
        MqttProperties said = new MqttProperties();
        properties.contentType().ifPresent(said::setContentType);
        said.setUserProperties(properties.user().entrySet().stream()
                .map(one -> new UserProperty(one.getKey(), one.getValue()))
                .toList());
        return said;
    }
}
