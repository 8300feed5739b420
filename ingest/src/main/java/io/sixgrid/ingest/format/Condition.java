package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a rule holds: all of its parts must.
 *
 * @param is       expressions whose value matches one of the globs
 * @param not      expressions whose value, if any, matches none of the globs
 * @param present  something is said at one of these at least
 * @param absent   nothing is said at any of these
 * @param empty    the body has no byte; without it a rule is for bodies that have some
 * @param retained whether the broker kept the message as state; null for either
 */
record Condition(
        List<Match> is,
        List<Match> not,
        List<Expression> present,
        List<Expression> absent,
        boolean empty,
        @Nullable Boolean retained) {
    /** Holds for every message that has a body. */
    static final Condition ALWAYS = new Condition(List.of(), List.of(), List.of(), List.of(), false, null);

    /** A value and what it may be. */
    record Match(Expression value, GlobList globs) {
        boolean holds(MessageView message) {
            String said = value.value(message);
            return said != null && globs.matches(said);
        }
    }

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
            @JsonProperty("empty") boolean empty,
            @JsonProperty("retained") @Nullable Boolean retained) {
        return new Condition(
                table("is", is),
                table("not", not),
                present == null ? List.of() : present,
                absent == null ? List.of() : absent,
                empty,
                retained);
    }

    boolean holds(MessageView message) {
        if (empty != message.isEmpty()
                || (retained != null && retained != message.arrival().retained())) {
            return false;
        }
        // By index, here and on the whole way of a message: the iterators of its lists were a tenth of it.
        for (int i = 0; i < is.size(); i++) {
            if (!is.get(i).holds(message)) {
                return false;
            }
        }
        for (int i = 0; i < not.size(); i++) {
            if (not.get(i).holds(message)) {
                return false;
            }
        }
        return (present.isEmpty() || says(present, message)) && !says(absent, message);
    }

    void check(String path, CaptureCheck captures) {
        is.forEach(one -> captures.check(path + ".is." + one.value(), one.value(), false));
        not.forEach(one -> captures.check(path + ".not." + one.value(), one.value(), false));
        present.forEach(one -> captures.check(path + ".present", one, false));
        absent.forEach(one -> captures.check(path + ".absent", one, false));
    }

    private static boolean says(List<Expression> expressions, MessageView message) {
        for (int i = 0; i < expressions.size(); i++) {
            if (expressions.get(i).says(message)) {
                return true;
            }
        }
        return false;
    }

    private static List<Match> table(String key, @Nullable JsonNode yaml) {
        if (yaml == null) {
            return List.of();
        }
        if (!yaml.isObject()) {
            throw SixgridException.invalid(key, key + " is not a table of expressions and words: " + yaml);
        }
        List<Match> table = new ArrayList<>();
        yaml.properties().forEach(entry -> {
            try {
                table.add(new Match(Expression.of(entry.getKey()), GlobList.of(entry.getValue())));
            } catch (SixgridException e) {
                throw e.in(key + "." + entry.getKey());
            }
        });
        return List.copyOf(table);
    }
}
