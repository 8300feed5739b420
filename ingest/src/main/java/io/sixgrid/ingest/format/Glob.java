package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;

/** A word or a text with {@code *} for anything; upper and lower case do not differ. */
final class Glob {
    /** What stands between the asterisks, in lower case; one alone is a word without any. */
    private final List<String> pieces;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Glob(String text) {
        this.pieces = List.of(lower(text).split("\\*", -1));
    }

    /** As {@link #matches} wants a value: made once for all the globs that it is held against. */
    static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    /** @param lower in lower case */
    boolean matches(String lower) {
        String first = pieces.get(0);
        if (pieces.size() == 1) {
            return lower.equals(first);
        }
        String last = pieces.get(pieces.size() - 1);
        int end = lower.length() - last.length();
        if (!lower.startsWith(first) || !lower.endsWith(last)) {
            return false;
        }
        int from = first.length();
        for (int i = 1; i < pieces.size() - 1; i++) {
            int at = lower.indexOf(pieces.get(i), from);
            if (at < 0) {
                return false;
            }
            from = at + pieces.get(i).length();
        }
        return from <= end;
    }
}
