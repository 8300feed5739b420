package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value comes from: alternatives, the first that yields something wins. Each is a JSON Pointer (RFC 6901) into
 * the body, or text in which {@code {name}} stands for a capture and {@code {/pointer}} for a value of the body; a text
 * yields nothing when one of its parts does, unless that says what to take instead: {@code {/phase|open}}.
 */
final class Expression {
    private static final Pattern PART = Pattern.compile("\\{([^{}|]+)(?:\\|([^{}]*))?}");

    /** A piece of a text: exactly one of pointer, capture and literal. */
    private record Part(
            Optional<JsonPointer> pointer, Optional<String> capture, Optional<String> instead, String literal) {
        static Part literal(String text) {
            return new Part(Optional.empty(), Optional.empty(), Optional.empty(), text);
        }

        static Part placeholder(String name, Optional<String> instead) {
            return name.startsWith("/")
                    ? new Part(Optional.of(compile(name)), Optional.empty(), instead, "")
                    : new Part(Optional.empty(), Optional.of(name), instead, "");
        }

        Optional<String> value(MessageView message) {
            if (pointer.isPresent()) {
                return pointer.flatMap(message::text).or(() -> instead);
            }
            return capture.isPresent() ? capture.flatMap(message::capture).or(() -> instead) : Optional.of(literal);
        }
    }

    private final List<String> alternatives;
    private final List<List<Part>> parsed;

    private Expression(List<String> alternatives) {
        this.alternatives = List.copyOf(alternatives);
        this.parsed = alternatives.stream().map(Expression::parse).toList();
    }

    /** Reads one alternative, or a list of them. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Expression of(JsonNode yaml) {
        List<String> texts = new ArrayList<>();
        if (yaml.isArray()) {
            yaml.forEach(one -> texts.add(one.asText()));
        } else {
            texts.add(yaml.asText());
        }
        if (yaml.isObject() || texts.isEmpty()) {
            throw SixgridException.invalid("not a pointer, a text or a list of them: " + yaml);
        }
        return new Expression(texts);
    }

    static Expression of(String text) {
        return new Expression(List.of(text));
    }

    /** The value, blank ones counted as nothing. */
    Optional<String> value(MessageView message) {
        for (List<Part> alternative : parsed) {
            Optional<String> value = value(alternative, message).filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    String require(String field, MessageView message) {
        return value(message).orElseThrow(() -> Refusal.missing(field, this));
    }

    /** The captures it names, for checking that a topic gives them. */
    List<String> captures() {
        return parsed.stream()
                .flatMap(List::stream)
                .filter(part -> part.instead().isEmpty())
                .flatMap(part -> part.capture().stream())
                .toList();
    }

    @Override
    public String toString() {
        return String.join(", ", alternatives);
    }

    private static Optional<String> value(List<Part> parts, MessageView message) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            Optional<String> value = part.value(message);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(value.orElseThrow());
        }
        return Optional.of(text.toString().strip());
    }

    private static List<Part> parse(String text) {
        if (text.startsWith("/")) {
            return List.of(Part.placeholder(text, Optional.empty()));
        }
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                parts.add(Part.literal(text.substring(from, matcher.start())));
            }
            parts.add(Part.placeholder(matcher.group(1), Optional.ofNullable(matcher.group(2))));
            from = matcher.end();
        }
        if (from < text.length() || parts.isEmpty()) {
            parts.add(Part.literal(text.substring(from)));
        }
        return List.copyOf(parts);
    }

    private static JsonPointer compile(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw SixgridException.invalid("not a JSON Pointer: " + text);
        }
    }
}
