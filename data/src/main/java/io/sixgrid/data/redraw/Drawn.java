package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grids whose polygons are drawn: leaves and contained ones. */
final class Drawn {
    private Drawn() {}

    /** The grid of that code; CONFLICT where its land is the sum of others'. */
    static Piece required(Sketch sketch, String code, String field) {
        Piece piece = sketch.required(code, field);
        if (!drawn(sketch, piece)) {
            throw SixgridException.conflict(
                            "the land of grid " + code + " is the sum of the grids below it: change those")
                    .in(field);
        }
        return piece;
    }

    static boolean drawn(Sketch sketch, Piece piece) {
        return !sketch.tiling(piece) || sketch.leaf(piece);
    }

    /** Whether its land is the sum of other grids'. */
    static boolean wider(Sketch sketch, Piece piece) {
        return !drawn(sketch, piece);
    }

    static Grid.Facts classed(Grid.Facts facts, @Nullable String areaClass) {
        return new Grid.Facts(facts.people(), facts.households(), areaClass, facts.more(), facts.exclave());
    }

    static Grid.Facts counted(Grid.Facts facts, @Nullable Integer households) {
        return new Grid.Facts(facts.people(), households, facts.areaClass(), facts.more(), facts.exclave());
    }

    /** The contained grids right below any of them. */
    static List<Piece> contents(Sketch sketch, List<Piece> pieces) {
        return pieces.stream()
                .flatMap(piece -> sketch.children(piece.id()).stream())
                .filter(child -> !sketch.tiling(child))
                .toList();
    }
}
