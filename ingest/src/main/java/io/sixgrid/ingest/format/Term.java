package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One way to come to a value; an {@link Expression} is one or several of them. Safe for use by several threads. */
sealed interface Term
        permits Term.OfBody, Term.OfMember, Term.OfValue, Term.Captured, Term.Literal, Term.Joined, JsonataTerm {
    /** {@code {name}}, {@code {/pointer}} or {@code {./pointer}}, and after a bar what to take when it yields nothing. */
    Pattern PLACEHOLDER = Pattern.compile("\\{([^{}|]+)(?:\\|([^{}]*))?}");

    /** The value; null for nothing. */
    @Nullable String text(MessageView message);

    /** The value as it stands in the body, so that a number need not become text first; a missing node for any other. */
    default JsonNode node(MessageView message) {
        return MissingNode.getInstance();
    }

    /** The captures it cannot do without. */
    default Stream<String> captures() {
        return Stream.empty();
    }

    /** Whether it looks at the member at which a loop stands as a whole, not at its name and value. */
    default boolean looksIntoMember() {
        return false;
    }

    /** A pointer into the body. */
    record OfBody(Pointer pointer) implements Term {
        @Override
        public @Nullable String text(MessageView message) {
            return MessageView.text(node(message));
        }

        @Override
        public JsonNode node(MessageView message) {
            return pointer.find(message.json());
        }
    }

    /** A pointer from the member at which a loop stands. */
    record OfMember(Pointer pointer) implements Term {
        @Override
        public @Nullable String text(MessageView message) {
            return MessageView.text(node(message));
        }

        @Override
        public JsonNode node(MessageView message) {
            return pointer.find(message.member());
        }

        @Override
        public boolean looksIntoMember() {
            return true;
        }
    }

    /** {@code {value}}: the member at which a loop stands. */
    record OfValue() implements Term {
        @Override
        public @Nullable String text(MessageView message) {
            return MessageView.text(message.member());
        }

        @Override
        public JsonNode node(MessageView message) {
            return message.member();
        }

        @Override
        public Stream<String> captures() {
            return Stream.of("value");
        }
    }

    /** What stands beside the body. */
    record Captured(String name, Capture capture) implements Term {
        @Override
        public @Nullable String text(MessageView message) {
            return capture.of(message);
        }

        @Override
        public Stream<String> captures() {
            return Stream.of(name);
        }
    }

    /** Itself. */
    record Literal(String word) implements Term {
        @Override
        public String text(MessageView message) {
            return word;
        }
    }

    /** Text with values in it: nothing when one of its parts is, unless that part has something else instead. */
    record Joined(List<Part> parts) implements Term {
        /** @param instead null for a part that the text cannot do without */
        record Part(Term term, @Nullable String instead) {}

        @Override
        public @Nullable String text(MessageView message) {
            StringBuilder joined = new StringBuilder(48);
            for (Part part : parts) {
                String text = part.term().text(message);
                if (text == null) {
                    text = part.instead();
                }
                if (text == null) {
                    return null;
                }
                joined.append(text);
            }
            return joined.toString();
        }

        @Override
        public Stream<String> captures() {
            return parts.stream()
                    .filter(part -> part.instead() == null)
                    .flatMap(part -> part.term().captures());
        }

        @Override
        public boolean looksIntoMember() {
            return parts.stream().anyMatch(part -> part.term().looksIntoMember());
        }
    }

    /** Reads a pointer or a text. */
    static Term parse(String text) {
        if (text.isEmpty() || text.startsWith("/") || text.startsWith("./")) {
            return pointer(text);
        }
        List<Joined.Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            if (placeholder.start() > from) {
                parts.add(new Joined.Part(new Literal(text.substring(from, placeholder.start())), null));
            }
            parts.add(new Joined.Part(named(placeholder.group(1)), placeholder.group(2)));
            from = placeholder.end();
        }
        if (parts.isEmpty()) {
            return new Literal(text);
        }
        if (from < text.length()) {
            parts.add(new Joined.Part(new Literal(text.substring(from)), null));
        }
        boolean alone = parts.size() == 1 && parts.get(0).instead() == null;
        return alone ? parts.get(0).term() : new Joined(List.copyOf(parts));
    }

    private static Term named(String name) {
        if (name.equals("value")) {
            return new OfValue();
        }
        return name.startsWith("/") || name.startsWith("./") ? pointer(name) : new Captured(name, Capture.named(name));
    }

    private static Term pointer(String text) {
        return text.startsWith(".") ? new OfMember(Pointer.parse(text.substring(1))) : new OfBody(Pointer.parse(text));
    }
}
