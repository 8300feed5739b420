package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Difference;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Slice;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sketch changes of stored boundaries, as it is to be written; it costs what was changed, however large the city. */
final class Slicing {
    private Slicing() {}

    static Slice of(Sketch sketch, Instant from, Optional<Instant> until) {
        Base base = sketch.base();
        Edit edit = sketch.sinceBase();
        List<Grid> before =
                edit.before().stream().map(piece -> stored(base, piece)).toList();
        List<Grid> after = edit.after().stream().map(sketch::grid).toList();
        Map<String, String> continues = new HashMap<>();
        Map<String, Long> ids = new HashMap<>();
        edit.before().forEach(piece -> ids.put(piece.code(), piece.id()));
        for (Piece piece : edit.after()) {
            base.piece(piece.id()).ifPresent(was -> continues.put(piece.code(), was.code()));
            base.piece(piece.parent()).ifPresent(parent -> ids.put(parent.code(), parent.id()));
        }
        Difference difference = Difference.ofEdit(
                before,
                after,
                continues,
                new Difference.Ground(
                        edit.outline().map(Edit.OutlineChange::after), edit.facesGone(), edit.facesNew()));
        return new Slice(from, until, difference, ids, continues, EditLineage.of(difference, continues));
    }

    private static Grid stored(Base base, Piece piece) {
        return new Grid(
                piece.level(),
                piece.code(),
                piece.name(),
                piece.shortName(),
                base.piece(piece.parent()).map(Piece::code).orElse(null),
                piece.facts(),
                piece.shape());
    }
}
