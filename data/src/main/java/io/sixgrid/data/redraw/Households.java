package io.sixgrid.data.redraw;

import java.util.Collection;
import java.util.OptionalInt;

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
}
