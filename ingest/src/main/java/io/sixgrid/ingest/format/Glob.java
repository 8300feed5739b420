package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;

/** A word or a text with {@code *} for anything; upper and lower case do not differ. */
final class Glob {
    private final String text;
    /** What stands between the asterisks; one alone is a word without any. */
    private final List<String> pieces;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Glob(String text) {
        this.text = text;
        this.pieces = List.of(text.split("\\*", -1));
    }

    boolean matches(String value) {
        String first = pieces.get(0);
        if (pieces.size() == 1) {
            return value.equalsIgnoreCase(first);
        }
        if (!value.regionMatches(true, 0, first, 0, first.length())) {
            return false;
        }
        String last = pieces.get(pieces.size() - 1);
        int end = value.length() - last.length();
        int from = first.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            from = endOf(piece, value, from, end);
            if (from < 0) {
                return false;
            }
        }
        return from <= end && value.regionMatches(true, end, last, 0, last.length());
    }

    /** Behind the first place from {@code from} on at which {@code piece} stands; -1 when there is none. */
    private static int endOf(String piece, String value, int from, int end) {
        for (int at = from; at + piece.length() <= end; at++) {
            if (value.regionMatches(true, at, piece, 0, piece.length())) {
                return at + piece.length();
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return text;
    }
}
