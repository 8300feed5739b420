package io.sixgrid.ingest.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a format's YAML, and refuses a broken one with its file, line and reason. */
public final class FormatFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new Span()))
            .build();

    private FormatFile() {}

    /**
     * Refuses a broken file with its name, line and reason.
     *
     * @param frames those that positions may be in
     */
    public static PayloadFormat read(Path file, Frames frames) {
        try {
            return parse(Files.readAllBytes(file), frames);
        } catch (IOException e) {
            throw SixgridException.invalid("formats", "cannot read the format " + file);
        } catch (BrokenFormat e) {
            throw e.of(file.toString());
        }
    }

    /** One whose positions are in frames that need no configuration. */
    static PayloadFormat parse(byte[] yaml) {
        return parse(yaml, Frames.builtIn());
    }

    static PayloadFormat parse(byte[] yaml, Frames frames) {
        try {
            PayloadFormat format = YAML.readerFor(PayloadFormat.class)
                    .with(new InjectableValues.Std().addValue(Frames.class, frames))
                    .readValue(yaml);
            if (format == null) {
                throw new BrokenFormat(Optional.empty(), "the file is empty");
            }
            return format;
        } catch (JsonProcessingException e) {
            throw broken(e, yaml);
        } catch (IOException | StackOverflowError e) {
            throw new BrokenFormat(Optional.empty(), "not YAML in UTF-8: " + e.getMessage());
        }
    }

    private static BrokenFormat broken(JsonProcessingException e, byte[] yaml) {
        Map<String, Integer> lines = lines(yaml);
        Optional<SixgridException> ours = ours(e);
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        path = known(join(path, ours.flatMap(SixgridException::field).orElse("")), lines);
        String reason = ours.map(own -> String.valueOf(own.getMessage())).orElseGet(() -> reason(e));
        Optional<Integer> line = Optional.ofNullable(lines.get(path))
                .or(() -> Optional.ofNullable(e.getLocation()).map(JsonLocation::getLineNr));
        return new BrokenFormat(line.filter(number -> number > 0), path.isEmpty() ? reason : path + ": " + reason);
    }

    /** As much of {@code path} as is there. */
    private static String known(String path, Map<String, Integer> lines) {
        String known = path;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            known = known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
        }
        return known;
    }

    /**
     * The line of each key and each element of a list, by its path as in {@code rules[0].events[1].kind}, as far as the
     * file is YAML.
     */
    private static Map<String, Integer> lines(byte[] yaml) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                lines.putIfAbsent(
                        path(parser.getParsingContext()),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) {
            return lines;
        }
        return lines;
    }

    /** The path of what a parser read last. */
    private static String path(JsonStreamContext at) {
        JsonStreamContext parent = at.getParent();
        String before = parent == null ? "" : path(parent);
        return at.inArray()
                ? before + "[" + at.getCurrentIndex() + "]"
                : join(before, at.getCurrentName() == null ? "" : at.getCurrentName());
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

    private static String join(String path, String field) {
        return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    }

    /** The innermost of our own words. */
    private static Optional<SixgridException> ours(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SixgridException ours) {
                return Optional.of(ours);
            }
        }
        return Optional.empty();
    }

    /** What the parser says, in one line: without the excerpts that it indents. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown && unknown.getKnownPropertyIds() != null) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "no key is called " + unknown.getPropertyName() + " here; known are " + known;
        }
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
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
}
