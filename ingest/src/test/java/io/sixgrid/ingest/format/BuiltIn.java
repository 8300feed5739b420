package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the built-in formats make of messages, in few words. */
final class BuiltIn {
    static final Instant RECEIVED = Instant.parse("2026-11-22T08:50:00Z");
    static final FormatCatalog FORMATS = FormatCatalog.builtIn();

    private BuiltIn() {}

    /** The example {@code FORMAT/NAME} that is shipped. */
    static FormatExample example(String name) {
        return FormatExample.all().stream()
                .filter(example -> (example.format() + "/" + example.name()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Understood understoodExample(String name) {
        return understood(example(name).arrival(RECEIVED));
    }

    static Understood understood(String topic, String body) {
        return understood(live(topic, body));
    }

    static Understood understood(Arrival arrival) {
        DecodedMessage decoded = FORMATS.decode(arrival);
        assertThat(decoded).isInstanceOf(Understood.class);
        return (Understood) decoded;
    }

    static NotUnderstood notUnderstood(String topic, String body) {
        DecodedMessage decoded = FORMATS.decode(live(topic, body));
        assertThat(decoded).isInstanceOf(NotUnderstood.class);
        return (NotUnderstood) decoded;
    }

    static Arrival live(String topic, String body) {
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), RECEIVED, false);
    }

    static Arrival retained(String topic, String body) {
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), RECEIVED, true);
    }

    static Arrival with(Properties properties, String topic, String body) {
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), RECEIVED, false, properties);
    }

    /** Its events, each as {@code device kind phase severity}. */
    static List<String> events(Understood message) {
        return message.events().stream()
                .map(event -> String.join(
                        " ",
                        event.said().device(),
                        event.said().kind(),
                        event.said().phase().code(),
                        String.valueOf(event.said().severity().level())))
                .toList();
    }

    /** Its readings, each as {@code name value unit}. */
    static List<String> readings(Understood message) {
        return message.readings().stream()
                .map(reading -> (reading.name() + " " + reading.value() + " "
                                + reading.unit().orElse(""))
                        .strip())
                .toList();
    }

    static Map<String, Double> values(Understood message) {
        Map<String, Double> values = new TreeMap<>();
        for (DecodedReading reading : message.readings()) {
            assertThat(values.put(reading.name(), reading.value())).isNull();
        }
        return values;
    }

    /** What it says of connections, each as {@code device online}. */
    static List<String> presences(Understood message) {
        return message.presences().stream()
                .map(presence -> presence.device() + (presence.online() ? " online" : " offline"))
                .toList();
    }
}
