package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a planner may change the boundaries that an edit moves. A border that only gets a vertex, within a lattice unit, is not
 * moved.
 */
final class Rights {
    private final Planner planner;
    private final Sketch sketch;

    private Rights(Planner planner, Sketch sketch) {
        this.planner = planner;
        this.sketch = sketch;
    }

    /**
     * Refuses what is not the planner's.
     *
     * @param sketch as it was before the edit
     * @param moved  edges that the edit moves or takes away, as they were
     * @throws SixgridException (FORBIDDEN) that names the level that it needs
     */
    static void require(Planner planner, Sketch sketch, Edit edit, List<Edge> moved) {
        Rights rights = new Rights(planner, sketch);
        moved.stream()
                .filter(edge -> edge.level() < planner.level())
                .min(Comparator.comparingInt(Edge::level))
                .ifPresent(edge -> {
                    throw rights.refusal(
                            edge.level(),
                            edge.onOutline()
                                    ? "the edge " + edge.id() + " is a piece of the outline"
                                    : "the edge " + edge.id() + " is also a border of the level "
                                            + rights.name(edge.level()));
                });
        rights.requireOutline(edit);
        rights.requireGrids(edit);
    }

    private void requireOutline(Edit edit) {
        if (planner.level() > 0
                && edit.outline()
                        .filter(change -> BorderChange.moves(change.before(), change.after()))
                        .isPresent()) {
            throw refusal(0, "this changes the outline");
        }
    }

    /** What no edge tells: grids that come, and land that goes to another parent. */
    private void requireGrids(Edit edit) {
        Map<Long, Piece> before = new HashMap<>();
        edit.before().forEach(piece -> before.put(piece.id(), piece));
        for (Piece piece : edit.after()) {
            Optional<Piece> was = Optional.ofNullable(before.remove(piece.id()));
            int widest = Math.min(piece.level(), was.map(Piece::level).orElse(piece.level()));
            if (widest < planner.level()
                    && (was.isEmpty() || BorderChange.moves(was.get().shape(), piece.shape()))) {
                throw refusal(
                        widest, "this changes the boundary of " + piece.code() + ", of the level " + name(widest));
            }
        }
        for (Piece gone : before.values()) {
            if (gone.level() < planner.level()) {
                throw refusal(gone.level(), "this ends " + gone.code() + ", of the level " + name(gone.level()));
            }
        }
    }

    private String name(int level) {
        return level + " (" + sketch.scheme().level(level).nameEn() + ")";
    }

    private SixgridException refusal(int level, String what) {
        return SixgridException.forbidden(what + ": it needs a planner for level " + level + "; " + planner.name()
                + " may change level " + planner.level() + " and finer");
    }
}
