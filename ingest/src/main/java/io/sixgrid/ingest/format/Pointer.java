package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer (RFC 6901), taken apart once. {@link JsonNode#at} finds the same, and takes twice as long for it; most of
 * what reading a message costs beside its JSON is pointers.
 */
final class Pointer {
    private final String[] names;
    private final int[] indexes;

    private Pointer(List<String> names, List<Integer> indexes) {
        this.names = names.toArray(String[]::new);
        this.indexes = indexes.stream().mapToInt(Integer::intValue).toArray();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Pointer parse(String text) {
        try {
            List<String> names = new ArrayList<>();
            List<Integer> indexes = new ArrayList<>();
            for (JsonPointer at = JsonPointer.compile(text); !at.matches(); at = at.tail()) {
                names.add(at.getMatchingProperty());
                indexes.add(at.getMatchingIndex());
            }
            return new Pointer(names, indexes);
        } catch (IllegalArgumentException e) {
            throw SixgridException.invalid("not a JSON Pointer: " + text);
        }
    }

    /** What stands there in {@code root}; a missing node when nothing does. */
    JsonNode find(JsonNode root) {
        JsonNode node = root;
        for (int i = 0; i < names.length; i++) {
            node = node.isObject() ? node.get(names[i]) : node.get(indexes[i]);
            if (node == null) {
                return MissingNode.getInstance();
            }
        }
        return node;
    }
}
