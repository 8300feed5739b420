package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value in our own words: an {@link Expression}, a table from the source's words to ours, and what to take where the
 * message says nothing ({@code default}) or something the table does not know ({@code else}).
 */
final class Mapping {
    private static final Set<String> KEYS = Set.of("from", "map", "default", "else");

    private final Expression from;
    private final Map<Glob, String> table;
    private final Optional<String> missing;
    private final Optional<Expression> unknown;

    private Mapping(Expression from, Map<Glob, String> table, Optional<String> missing, Optional<Expression> unknown) {
        this.from = from;
        this.table = table;
        this.missing = missing;
        this.unknown = unknown;
    }

    /** Reads an expression alone, or {@code {from, map, default, else}}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Mapping of(JsonNode yaml) {
        if (!yaml.isObject()) {
            return new Mapping(Expression.of(yaml), Map.of(), Optional.empty(), Optional.empty());
        }
        for (Iterator<String> names = yaml.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw SixgridException.invalid("not one of from, map, default, else: " + name);
            }
        }
        if (!yaml.has("from")) {
            throw SixgridException.invalid("from is missing beside map, default or else");
        }
        Map<Glob, String> table = new LinkedHashMap<>();
        yaml.path("map")
                .properties()
                .forEach(entry ->
                        table.put(new Glob(entry.getKey()), entry.getValue().asText()));
        return new Mapping(
                Expression.of(yaml.get("from")),
                table,
                Optional.ofNullable(yaml.get("default")).map(JsonNode::asText),
                Optional.ofNullable(yaml.get("else")).map(Expression::of));
    }

    Expression from() {
        return from;
    }

    /** The source's own value. */
    Optional<String> raw(MessageView message) {
        return from.value(message);
    }

    /** Our word for it; empty when the message says nothing and there is no default. */
    Optional<String> value(String field, MessageView message) {
        Optional<String> said = raw(message);
        if (said.isEmpty()) {
            return missing;
        }
        String word = said.orElseThrow();
        if (table.isEmpty()) {
            return said;
        }
        for (Map.Entry<Glob, String> entry : table.entrySet()) {
            if (entry.getKey().matches(word)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.of(unknown.flatMap(other -> other.value(message))
                .orElseThrow(() -> Refusal.bad(field, word, "a value this format knows")));
    }

    String require(String field, MessageView message) {
        return value(field, message).orElseThrow(() -> Refusal.missing(field, from));
    }
}
