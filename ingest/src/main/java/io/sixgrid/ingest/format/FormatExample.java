package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sixgrid.data.alert.Arrival;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as the devices of a built-in format send it, with names and values of our own: to try a format with, to test
 * it and to measure it.
 *
 * @param format the format that understands it
 * @param name   what the message is about, in hyphenated words
 */
public record FormatExample(
        String format, String name, String topic, String payload, Arrival.Properties properties, boolean retained) {
    // A class path cannot be listed when it is a jar: the index names the files.
    private static final String INDEX = "examples/index.txt";
    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Message.class);

    /** What a file says. */
    private record Message(
            String topic,
            String payload,
            @JsonProperty("content-type") @Nullable String contentType,
            @Nullable Map<String, String> properties,
            boolean retained) {}

    /** Those of all built-in formats, of one format together. */
    public static List<FormatExample> all() {
        return new String(bytes(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(FormatExample::read)
                .toList();
    }

    /** Those of the built-in format {@code name}; none for a format that is not built in. */
    public static List<FormatExample> of(String name) {
        return all().stream().filter(example -> example.format.equals(name)).toList();
    }

    public byte[] bytes() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    /** The same message, received just then. */
    public Arrival arrival(Instant received) {
        return new Arrival(topic, bytes(), received, retained, properties);
    }

    /** @param line {@code FORMAT/NAME} */
    private static FormatExample read(String line) {
        String[] parts = line.split("/", 2);
        String file = "examples/" + line + ".yaml";
        try {
            Message said = YAML.readValue(bytes(file));
            Arrival.Properties properties = new Arrival.Properties(
                    Optional.ofNullable(said.contentType()), said.properties() == null ? Map.of() : said.properties());
            return new FormatExample(parts[0], parts[1], said.topic(), said.payload(), properties, said.retained());
        } catch (IOException e) {
            throw new IllegalStateException("the example " + file + " cannot be read", e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = FormatExample.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the built-in " + file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the built-in " + file + " cannot be read", e);
        }
    }
}
