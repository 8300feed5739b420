package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Grid.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/** What is said of a grid besides its place, attribute by attribute. */
final class Attributes {
    private Attributes() {}

    /**
     * The first attribute that an operation changes and that is not today what it was before; empty when there is none.
     *
     * @param here the identity of today of a grid of the draft
     */
    static Optional<String> changedByBoth(Piece was, Piece is, Piece today, LongUnaryOperator here) {
        Map<String, Object> before = of(was, here);
        Map<String, Object> after = of(is, here);
        Map<String, Object> now = of(today, id -> id);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .findFirst();
    }

    private static Map<String, Object> of(Piece piece, LongUnaryOperator here) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("code", piece.code());
        values.put("name", piece.name());
        values.put("short name", piece.shortName());
        values.put("parent", here.applyAsLong(piece.parent()));
        Facts facts = piece.facts();
        values.put("people", facts.people());
        put(values, "households", facts.households());
        put(values, "area class", facts.areaClass());
        put(values, "exclave", facts.exclave());
        facts.more().forEach((name, value) -> values.put("attribute " + name, value));
        return values;
    }

    private static void put(Map<String, Object> values, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
