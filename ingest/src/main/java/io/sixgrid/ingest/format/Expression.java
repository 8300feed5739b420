package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from: alternatives, the first that yields something wins. Each is a JSON Pointer into the body or
 * from the member at which a loop stands, text in which {@code {name}} stands for a capture and {@code {/pointer}} for a
 * value of the body, or JSONata. Safe for use by several threads.
 */
final class Expression {
    private final String text;
    private final Term[] alternatives;
    private final boolean looksIntoMember;

    private Expression(String text, List<Term> alternatives) {
        this.text = text;
        this.alternatives = alternatives.toArray(Term[]::new);
        this.looksIntoMember = alternatives.stream().anyMatch(Term::looksIntoMember);
    }

    /** Reads one alternative, or a list of them. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Expression of(JsonNode yaml) {
        List<String> texts = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        for (JsonNode one : yaml.isArray() ? yaml : List.of(yaml)) {
            terms.add(term(one));
            texts.add(one.isObject() ? one.path("jsonata").asText() : one.asText());
        }
        if (terms.isEmpty()) {
            throw SixgridException.invalid("not a pointer, a text, { jsonata: ... } or a list of them: " + yaml);
        }
        return new Expression(String.join(", ", texts), terms);
    }

    static Expression of(String text) {
        return new Expression(text, List.of(Term.parse(text)));
    }

    /** The value without blanks around it; null when nothing is said, or only blanks. */
    @Nullable String value(MessageView message) {
        for (Term alternative : alternatives) {
            String value = alternative.text(message);
            if (value != null) {
                String stripped = value.strip();
                if (!stripped.isEmpty()) {
                    return stripped;
                }
            }
        }
        return null;
    }

    /** What it yields of every message; null when that depends on the message. */
    @Nullable String literal() {
        return alternatives.length == 1 && alternatives[0] instanceof Term.Literal same ? same.word() : null;
    }

    /** Whether there is a {@link #value}: of an object or array without making it text. */
    boolean says(MessageView message) {
        return alternatives[0].node(message).isContainerNode() || value(message) != null;
    }

    /** The value where it is a finite number of the body's, otherwise not a number: then {@link #value} tells more. */
    double number(MessageView message) {
        JsonNode node = alternatives[0].node(message);
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    String require(String field, MessageView message) {
        String value = value(message);
        if (value == null) {
            throw Refusal.missing(field, this);
        }
        return value;
    }

    /** The captures it names, for checking that a topic gives them. */
    Stream<String> captures() {
        return Stream.of(alternatives).flatMap(Term::captures);
    }

    /** Whether it looks at the member at which a loop stands as a whole, not at its name and value. */
    boolean looksIntoMember() {
        return looksIntoMember;
    }

    /** Whether only a loop gives it something to look at. */
    boolean needsLoop() {
        return Stream.of(alternatives).anyMatch(term -> term.looksIntoMember() && !(term instanceof JsonataTerm));
    }

    @Override
    public String toString() {
        return text;
    }

    private static Term term(JsonNode yaml) {
        if (yaml.isObject() && yaml.size() == 1 && yaml.path("jsonata").isTextual()) {
            return JsonataTerm.parse(yaml.path("jsonata").textValue());
        }
        if (!yaml.isValueNode() || yaml.isNull()) {
            throw SixgridException.invalid("not a pointer, a text, { jsonata: ... } or a list of them: " + yaml);
        }
        return Term.parse(yaml.asText());
    }
}
