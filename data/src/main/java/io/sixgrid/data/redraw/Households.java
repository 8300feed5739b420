package io.sixgrid.data.redraw;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Households counted from the grids below. */
final class Households {
    private Households() {}

    /** Of contained grids together, each counted itself or by those below it; empty where none of them is. */
    static OptionalInt of(Sketch sketch, Collection<Piece> pieces) {
        int sum = 0;
        boolean known = false;
        for (Piece piece : pieces) {
            OptionalInt count = of(sketch, piece);
            known |= count.isPresent();
            sum += count.orElse(0);
        }
        return known ? OptionalInt.of(sum) : OptionalInt.empty();
    }

    private static OptionalInt of(Sketch sketch, Piece piece) {
        Integer own = piece.facts().households();
        return own != null ? OptionalInt.of(own) : of(sketch, sketch.children(piece.id()));
    }

    /** Of all together; null unless each is known. */
    static @Nullable Integer sum(Sketch sketch, List<Piece> pieces) {
        int sum = 0;
        for (Piece piece : pieces) {
            OptionalInt count = of(sketch, piece);
            if (count.isEmpty()) {
                return null;
            }
            sum += count.getAsInt();
        }
        return sum;
    }

    /** Counts with contained grids that have another parent since, for grids that go on and were counted. */
    static void follow(Ground ground) {
        Sketch sketch = ground.sketch();
        Map<Long, Integer> less = new HashMap<>();
        List<Holding> holdings = ground.all().stream()
                .filter(holding -> holding.before().isPresent())
                .toList();
        for (Holding holding : ground.all()) {
            for (Piece child : holding.hung()) {
                if (!holding.before().map(Piece::id).equals(java.util.Optional.of(child.parent()))) {
                    less.merge(child.parent(), of(sketch, child).orElse(0), Integer::sum);
                }
            }
        }
        for (Holding holding : holdings) {
            Piece piece = holding.piece().orElseThrow();
            Integer counted = piece.facts().households();
            if (counted != null) {
                int more = of(
                                sketch,
                                holding.hung().stream()
                                        .filter(child -> child.parent() != piece.id())
                                        .toList())
                        .orElse(0);
                int now = Math.max(0, counted + more - less.getOrDefault(piece.id(), 0));
                holding.describe(piece.withFacts(Drawn.counted(piece.facts(), now)));
            }
        }
    }
}
