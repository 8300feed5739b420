package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Polygon;

/**
 * Whether an edit changes only the subtree of one grid. That grid's own land stays, and so does everybody's outside, but for
 * new vertices: where a border of the subtree now ends on theirs. Used by one thread, once.
 */
final class ScopeCheck {
    private final Draft.Scope scope;
    private final Sketch after;
    private final Map<Long, Piece> before = new HashMap<>();

    private ScopeCheck(Draft.Scope scope, Sketch after) {
        this.scope = scope;
        this.after = after;
    }

    /** @throws SixgridException (CONFLICT) that names what is changed outside */
    static void require(Draft.Scope scope, Sketch after, Edit edit) {
        ScopeCheck check = new ScopeCheck(scope, after);
        edit.before().forEach(piece -> check.before.put(piece.id(), piece));
        if (edit.outline()
                .filter(change -> BorderChange.moves(change.before(), change.after()))
                .isPresent()) {
            throw check.refusal("the outline would change");
        }
        edit.after().forEach(check::requireAfter);
        edit.before().forEach(check::requireBefore);
        check.requireFaces(edit);
    }

    private void requireAfter(Piece piece) {
        Optional<Piece> was = Optional.ofNullable(before.get(piece.id()));
        if (piece.id() == scope.id()) {
            if (was.isPresent() && BorderChange.moves(was.get().shape(), piece.shape())) {
                throw refusal("the land of grid " + piece.code() + " itself would change");
            }
            return;
        }
        boolean inside = below(piece, false);
        if (was.isEmpty()) {
            requireInside(inside, "grid " + piece.code() + " would be created");
        } else if (below(was.get(), true)) {
            requireInside(inside, "grid " + was.get().code() + " would go to a parent");
        } else if (inside) {
            throw refusal("grid " + was.get().code() + " would be taken from its parent");
        } else {
            requireUntouched(was.get(), piece);
        }
    }

    private void requireBefore(Piece piece) {
        if (after.piece(piece.id()).isEmpty()) {
            requireInside(piece.id() != scope.id() && below(piece, true), "grid " + piece.code() + " would be retired");
        }
    }

    private void requireInside(boolean inside, String otherwise) {
        if (!inside) {
            throw refusal(otherwise);
        }
    }

    private void requireUntouched(Piece was, Piece is) {
        Piece sameShape = is.withShape(was.shape());
        if (!sameShape.equals(was)) {
            throw refusal("grid " + was.code() + " would change");
        }
        if (BorderChange.moves(was.shape(), is.shape())) {
            throw refusal("the land of grid " + was.code() + " would change");
        }
    }

    private void requireFaces(Edit edit) {
        List<Polygon> gone = new ArrayList<>(edit.facesGone());
        for (Polygon face : edit.facesNew()) {
            if (!gone.removeIf(old -> !BorderChange.moves(old, face))) {
                throw refusal("unassigned land would change");
            }
        }
        if (!gone.isEmpty()) {
            throw refusal("unassigned land would change");
        }
    }

    /** Whether it lies below the scope's grid, by its own parents of then or of now. */
    private boolean below(Piece piece, boolean then) {
        Optional<Piece> above = parent(piece, then);
        while (above.isPresent()) {
            if (above.get().id() == scope.id()) {
                return true;
            }
            above = parent(above.get(), then);
        }
        return false;
    }

    private Optional<Piece> parent(Piece piece, boolean then) {
        return Optional.ofNullable(then ? before.get(piece.parent()) : null).or(() -> after.piece(piece.parent()));
    }

    private SixgridException refusal(String what) {
        return SixgridException.conflict(
                what + " outside the draft's scope, the grid " + scope.code() + " and those below it");
    }
}
