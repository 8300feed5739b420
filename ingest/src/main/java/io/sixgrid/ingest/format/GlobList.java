package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Globs of which the first that matches counts. It remembers words that it was asked about: what stands in a table is
 * asked of the same few words, kinds of events or names of values, by message after message. Safe for use by several
 * threads.
 */
final class GlobList {
    static final GlobList NONE_AT_ALL = new GlobList(List.of());

    /** A source that never says the same word twice must not fill the memory. */
    private static final int MOST_WORDS = 500;

    private static final int LONGEST_WORD = 100;
    private static final int NONE = -1;

    private final List<Glob> globs;
    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    GlobList(List<Glob> globs) {
        this.globs = List.copyOf(globs);
    }

    /** Reads one glob, or a list of them. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static GlobList of(JsonNode yaml) {
        List<Glob> globs = new ArrayList<>();
        (yaml.isArray() ? yaml : List.of(yaml)).forEach(one -> globs.add(new Glob(one.asText())));
        return new GlobList(globs);
    }

    boolean isEmpty() {
        return globs.isEmpty();
    }

    boolean matches(String word) {
        return first(word) != NONE;
    }

    /** Which of them is the first that matches; negative when none does. */
    int first(String word) {
        Integer before = known.get(word);
        if (before != null) {
            return before;
        }
        int first = search(word);
        if (word.length() <= LONGEST_WORD && known.size() < MOST_WORDS) {
            known.put(word, first);
        }
        return first;
    }

    private int search(String word) {
        String lower = Glob.lower(word);
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(lower)) {
                return i;
            }
        }
        return NONE;
    }
}
