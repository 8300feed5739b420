package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.Optional;

/**
 * Puts a grid, with all below it, under another wider grid. The land of both wider grids follows.
 *
 * @param code its new one, where its code says its parent; empty keeps the one it has
 */
record Reparent(String grid, String parent, Optional<String> code) implements Operation {
    static Operation read(OperationMembers members) {
        return new Reparent(members.text("grid"), members.text("parent"), members.optionalCode("code"));
    }

    @Override
    public String kind() {
        return "reparent";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Piece moving = sketch.required(grid, "grid");
        Piece above = sketch.required(parent, "parent");
        if (moving.level() == 1) {
            throw SixgridException.invalid("grid", "grid " + grid + " is of level 1: nothing is wider");
        }
        if (moving.parent() == above.id()) {
            throw SixgridException.invalid("parent", "grid " + grid + " is below " + parent + " already");
        }
        changes.change(moving, piece -> code.map(piece::withCode).orElse(piece).withParent(above.id()));
    }
}
