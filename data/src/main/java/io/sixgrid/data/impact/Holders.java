package io.sixgrid.data.impact;

import io.sixgrid.data.impact.Impact.Holder;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who answers for what, before and after. Used by one thread. */
final class Holders {
    private final Sketch before;
    private final Map<Long, Holder> old = new HashMap<>();
    private final Map<Long, Holder> now = new HashMap<>();

    Holders(Sketch before) {
        this.before = before;
    }

    Holder of(Piece piece, Sketch side) {
        return (side == before ? old : now).computeIfAbsent(piece.id(), id -> read(piece, side));
    }

    private static Holder read(Piece piece, Sketch side) {
        List<String> people = piece.facts().people();
        if (people.isEmpty()) {
            people = side.ancestors(piece).stream()
                    .map(above -> above.facts().people())
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return new Holder(piece.level(), piece.code(), piece.name(), piece.shortName(), people);
    }
}
