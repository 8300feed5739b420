package io.sixgrid.data.redraw;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * What an operation changed, at all levels: each grid before it and after it, bit for bit, so that it can be taken back.
 *
 * @param before     grids that changed or ended, as they were
 * @param after      grids that changed or are new, as they are; those that go on have the identity that they had
 * @param facesGone  unassigned land that is no more, shaped as it was
 * @param facesNew   unassigned land that was not
 * @param outline    the outline before and after; empty where it stays
 */
public record Edit(
        List<Piece> before,
        List<Piece> after,
        List<Polygon> facesGone,
        List<Polygon> facesNew,
        Optional<OutlineChange> outline) {
    public Edit {
        before = List.copyOf(before);
        after = List.copyOf(after);
        facesGone = List.copyOf(facesGone);
        facesNew = List.copyOf(facesNew);
    }

    /** The land that the scheme was responsible for, and that it is. */
    public record OutlineChange(Geometry before, Geometry after) {}

    /** What takes it back. */
    public Edit inverse() {
        return new Edit(
                after,
                before,
                facesNew,
                facesGone,
                outline.map(change -> new OutlineChange(change.after(), change.before())));
    }

    public boolean isEmpty() {
        return before.isEmpty() && after.isEmpty() && facesGone.isEmpty() && facesNew.isEmpty() && outline.isEmpty();
    }
}
