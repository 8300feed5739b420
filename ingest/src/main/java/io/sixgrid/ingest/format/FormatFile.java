package io.sixgrid.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a format's YAML, and refuses a broken one with its file, line and reason. */
public final class FormatFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new Span())
                    .addDeserializer(JsonPointer.class, new Pointer()))
            .build();

    private FormatFile() {}

    public static PayloadFormat read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw SixgridException.invalid("formats", "cannot read the format " + file);
        }
    }

    /** @param file its name in a refusal */
    static PayloadFormat parse(String file, byte[] yaml) {
        try {
            PayloadFormat format = YAML.readValue(yaml, PayloadFormat.class);
            if (format == null) {
                throw SixgridException.invalid("formats", file + ": the file is empty");
            }
            return format;
        } catch (JsonProcessingException e) {
            throw SixgridException.invalid("formats", file + where(e) + ": " + reason(e));
        } catch (IOException e) {
            throw SixgridException.invalid("formats", file + ": " + e.getMessage());
        }
    }

    private static String where(JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
        String path =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? " (" + path(mapping) + ")"
                        : "";
        return line + path;
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** The innermost of our own words, else what the parser says, in one line. */
    private static String reason(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SixgridException ours) {
                return String.valueOf(ours.getMessage());
            }
        }
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not YAML");
    }

    /** A length of time such as {@code 30s}, {@code 10m}, {@code 2h} or {@code 1d}. */
    private static final class Span extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;
        private static final Pattern SHAPE = Pattern.compile("(\\d{1,6})([smhd])");

        Span() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            Matcher shape = SHAPE.matcher(text);
            if (!shape.matches()) {
                throw JsonMappingException.from(parser, "not a length of time such as 30s, 10m, 2h or 1d: " + text);
            }
            long count = Long.parseLong(shape.group(1));
            return switch (shape.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
    }

    /** A JSON Pointer (RFC 6901). */
    private static final class Pointer extends StdDeserializer<JsonPointer> {
        private static final long serialVersionUID = 1L;

        Pointer() {
            super(JsonPointer.class);
        }

        @Override
        public JsonPointer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return JsonPointer.compile(parser.getText());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, "not a JSON Pointer: " + parser.getText(), e);
            }
        }
    }
}
