package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a rule holds: all of its parts must.
 *
 * @param is      expressions whose value matches one of the globs
 * @param not     expressions whose value, if any, matches none of the globs
 * @param present something is said at one of these at least
 * @param absent  nothing is said at any of these
 * @param empty   the body has no byte; without it a rule is for bodies that have some
 */
record Condition(
        Map<Expression, List<Glob>> is,
        Map<Expression, List<Glob>> not,
        List<Expression> present,
        List<Expression> absent,
        boolean empty) {
    /** Holds for every message that has a body. */
    static final Condition ALWAYS = new Condition(Map.of(), Map.of(), List.of(), List.of(), false);

    Condition {
        present = List.copyOf(present);
        absent = List.copyOf(absent);
    }

    @JsonCreator
    static Condition of(
            @JsonProperty("is") @Nullable JsonNode is,
            @JsonProperty("not") @Nullable JsonNode not,
            @JsonProperty("present") @Nullable List<Expression> present,
            @JsonProperty("absent") @Nullable List<Expression> absent,
            @JsonProperty("empty") boolean empty) {
        return new Condition(
                table(is),
                table(not),
                present == null ? List.of() : present,
                absent == null ? List.of() : absent,
                empty);
    }

    boolean holds(MessageView message, boolean bodyIsEmpty) {
        return empty == bodyIsEmpty
                && is.entrySet().stream().allMatch(one -> matches(one, message))
                && not.entrySet().stream().noneMatch(one -> matches(one, message))
                && (present.isEmpty()
                        || present.stream().anyMatch(one -> one.value(message).isPresent()))
                && absent.stream().allMatch(one -> one.value(message).isEmpty());
    }

    Stream<Expression> expressions() {
        return Stream.of(is.keySet().stream(), not.keySet().stream(), present.stream(), absent.stream())
                .flatMap(expressions -> expressions);
    }

    private static boolean matches(Map.Entry<Expression, List<Glob>> one, MessageView message) {
        return one.getKey()
                .value(message)
                .map(value -> one.getValue().stream().anyMatch(glob -> glob.matches(value)))
                .orElse(false);
    }

    private static Map<Expression, List<Glob>> table(@Nullable JsonNode yaml) {
        Map<Expression, List<Glob>> table = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.properties().forEach(entry -> {
                List<Glob> globs = new ArrayList<>();
                JsonNode wanted = entry.getValue();
                (wanted.isArray() ? wanted : List.of(wanted)).forEach(one -> globs.add(new Glob(one.asText())));
                table.put(Expression.of(entry.getKey()), List.copyOf(globs));
            });
        }
        return table;
    }
}
