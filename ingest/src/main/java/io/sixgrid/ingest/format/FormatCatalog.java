package io.sixgrid.ingest.format;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Formats in order of precedence: the first whose topic matches takes a message. Immutable, safe for use by several
 * threads.
 */
public final class FormatCatalog {
    private static final List<String> BUILT_IN = List.of(
            "native-alerts",
            "native-readings",
            "onvif-ej",
            "frigate-events",
            "frigate-reviews",
            "frigate-updates",
            "frigate-available",
            "chirpstack",
            "tts-v3",
            "zigbee2mqtt",
            "gb28181",
            "hikvision-isapi",
            "dahua",
            "ngsi-ld",
            "cloudevents",
            "manhole-cover",
            "generic");

    private final List<PayloadFormat> formats;

    /** In order of precedence. */
    public FormatCatalog(List<PayloadFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** Only what is built in. */
    public static FormatCatalog builtIn() {
        return new FormatCatalog(
                builtInTexts().values().stream().map(FormatFile::parse).toList());
    }

    /** The YAML of what is built in, by name, in order of precedence. */
    static Map<String, byte[]> builtInTexts() {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (String name : BUILT_IN) {
            String file = "formats/" + name + ".yaml";
            try (InputStream yaml = FormatCatalog.class.getResourceAsStream(file)) {
                if (yaml == null) {
                    throw new IllegalStateException("the built-in format " + file + " is missing");
                }
                texts.put(name, yaml.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException("the built-in format " + file + " cannot be read", e);
            }
        }
        return texts;
    }

    /** In order of precedence. */
    public List<PayloadFormat> formats() {
        return formats;
    }

    /** The MQTT topic filters under which everything arrives that some format takes; each once. */
    public List<String> filters() {
        return formats.stream()
                .flatMap(format -> format.topic().stream())
                .map(TopicPattern::filter)
                .distinct()
                .toList();
    }

    /** What the first format that takes its topic makes of a message. Never throws for what a message holds. */
    public DecodedMessage decode(Arrival arrival) {
        for (int i = 0; i < formats.size(); i++) {
            Optional<DecodedMessage> decoded = formats.get(i).decode(arrival);
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        return new NotUnderstood(Optional.empty(), Reason.NO_FORMAT, "no format takes topic " + arrival.topic());
    }
}
