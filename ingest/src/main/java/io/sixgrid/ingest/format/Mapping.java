package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value in our own words: an {@link Expression}, a table from the source's words to ours, and what to take where the
 * message says nothing ({@code default}) or something the table does not know ({@code else}).
 */
final class Mapping {
    private static final Set<String> KEYS = Set.of("from", "map", "default", "else");

    private final Expression from;
    /** Words of the source, and ours for them in the same order. */
    private final GlobList theirs;

    private final List<String> ours;
    private final @Nullable String missing;
    private final Optional<Expression> unknown;

    private Mapping(Expression from, Map<Glob, String> table, @Nullable String missing, Optional<Expression> unknown) {
        this.from = from;
        this.theirs = new GlobList(List.copyOf(table.keySet()));
        this.ours = List.copyOf(table.values());
        this.missing = missing;
        this.unknown = unknown;
    }

    /** Reads an expression alone, or {@code {from, map, default, else}}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Mapping of(JsonNode yaml) {
        if (!yaml.isObject() || yaml.has("jsonata")) {
            return new Mapping(Expression.of(yaml), Map.of(), null, Optional.empty());
        }
        for (Iterator<String> names = yaml.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw SixgridException.invalid(name, "not one of from, map, default, else: " + name);
            }
        }
        if (!yaml.has("from")) {
            throw SixgridException.invalid("from is missing beside map, default or else");
        }
        if (yaml.has("map") && !yaml.path("map").isObject()) {
            throw SixgridException.invalid("map", "map is not a table: " + yaml.path("map"));
        }
        Map<Glob, String> table = new LinkedHashMap<>();
        yaml.path("map")
                .properties()
                .forEach(entry ->
                        table.put(new Glob(entry.getKey()), entry.getValue().asText()));
        return new Mapping(
                expression("from", yaml.get("from")),
                table,
                yaml.has("default") ? yaml.get("default").asText() : null,
                Optional.ofNullable(yaml.get("else")).map(other -> expression("else", other)));
    }

    Expression from() {
        return from;
    }

    /** What stands for words that the table does not know. */
    Optional<Expression> unknown() {
        return unknown;
    }

    /** Our words, as far as the file itself says them. */
    Stream<String> words() {
        String always = alwaysTheSame() ? from.literal() : null;
        String other = unknown.isPresent() ? unknown.get().literal() : null;
        return Stream.concat(
                ours.stream(),
                Stream.of(Optional.ofNullable(missing), Optional.ofNullable(always), Optional.ofNullable(other))
                        .flatMap(Optional::stream));
    }

    /** Whether the file itself says the word, and messages nothing of it. */
    boolean alwaysTheSame() {
        return theirs.isEmpty() && from.literal() != null;
    }

    /** Refuses words of the file that are not {@code known}: no message could make them right. */
    void requireWords(String field, Predicate<String> known, String wanted) {
        words().filter(word -> !known.test(word)).findFirst().ifPresent(word -> {
            throw SixgridException.invalid(field, field + " is not " + wanted + ": " + word);
        });
    }

    /** The source's own value; null when it says none. */
    @Nullable String raw(MessageView message) {
        return from.value(message);
    }

    /** Our word for it; null when the message says nothing and there is no default. */
    @Nullable String value(String field, MessageView message) {
        return translate(field, from.value(message), message);
    }

    /** Our word for it; null when the message says nothing, or what the table does not know. */
    @Nullable String known(MessageView message) {
        String said = from.value(message);
        if (said == null || theirs.isEmpty()) {
            return said == null ? missing : said;
        }
        int row = theirs.first(said);
        return row >= 0
                ? ours.get(row)
                : unknown.map(other -> other.value(message)).orElse(null);
    }

    /** Our word for what the source says, which is {@link #raw}. */
    @Nullable String translate(String field, @Nullable String said, MessageView message) {
        if (said == null) {
            return missing;
        }
        if (theirs.isEmpty()) {
            return said;
        }
        int row = theirs.first(said);
        if (row >= 0) {
            return ours.get(row);
        }
        String other = unknown.isPresent() ? unknown.get().value(message) : null;
        if (other == null) {
            throw Refusal.bad(field, said, "a value this format knows");
        }
        return other;
    }

    String require(String field, MessageView message) {
        return required(field, value(field, message));
    }

    String required(String field, @Nullable String value) {
        if (value == null) {
            throw Refusal.missing(field, from);
        }
        return value;
    }

    private static Expression expression(String key, JsonNode yaml) {
        try {
            return Expression.of(yaml);
        } catch (SixgridException e) {
            throw e.in(key);
        }
    }
}
