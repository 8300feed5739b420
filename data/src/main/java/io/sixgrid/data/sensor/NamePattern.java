package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names that mean the same, as vendors differ: alternatives by {@code |}, {@code *} for anything, upper and lower case
 * alike, e.g. {@code tilt|*angle}.
 *
 * @param text     as it was written
 * @param patterns of the alternatives, in order
 */
public record NamePattern(String text, List<Pattern> patterns) {
    private static final int MAX_LENGTH = 500;

    public NamePattern {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads alternatives joined by {@code |}.
     *
     * @param field as the caller calls it
     */
    public static NamePattern parse(String field, String text) {
        List<String> names =
                Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
        if (text.length() > MAX_LENGTH
                || text.indexOf('\0') >= 0
                || names.stream().anyMatch(String::isEmpty)) {
            throw SixgridException.invalid(
                    field, field + " is not names joined by |, at most " + MAX_LENGTH + " characters: " + text);
        }
        return new NamePattern(text, names.stream().map(NamePattern::regex).toList());
    }

    public boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The first alternative. */
    String first() {
        return text.split("\\|", 2)[0].strip();
    }

    private static Pattern regex(String name) {
        return Pattern.compile(
                "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Patterns of the JDK are equal only to themselves. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
