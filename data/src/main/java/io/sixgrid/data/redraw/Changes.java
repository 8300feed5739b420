package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * What an operation wants of a sketch: leaves, contained grids, unassigned land, names, codes and parents. What follows for
 * wider grids is not its business. Used by one thread, for one operation.
 */
final class Changes {
    private final Sketch sketch;
    private final Map<Long, Optional<Piece>> pieces = new LinkedHashMap<>();
    private final List<Polygon> facesGone = new ArrayList<>();
    private final List<Polygon> facesNew = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Geometry> outline = Optional.empty();
    private long nextId;

    Changes(Sketch sketch) {
        this.sketch = sketch;
        nextId = sketch.newId();
    }

    /** The grid as this operation leaves it so far. */
    Piece now(Piece piece) {
        return pieces.getOrDefault(piece.id(), Optional.of(piece)).orElse(piece);
    }

    /** A grid that goes on otherwise than it was. */
    Changes change(Piece piece, UnaryOperator<Piece> how) {
        pieces.put(piece.id(), Optional.of(how.apply(now(piece))));
        return this;
    }

    /** A new grid; the identity that it is given is answered within it. */
    Piece create(Piece piece) {
        Piece created = new Piece(
                nextId--,
                piece.level(),
                piece.code(),
                piece.name(),
                piece.shortName(),
                piece.parent(),
                piece.facts(),
                piece.shape());
        pieces.put(created.id(), Optional.of(created));
        return created;
    }

    /** A grid that ends. */
    Changes end(Piece piece) {
        pieces.put(piece.id(), Optional.empty());
        return this;
    }

    Changes face(Polygon gone, List<Polygon> instead) {
        facesGone.add(gone);
        facesNew.addAll(instead);
        return this;
    }

    /** Land that no grid is to hold any more. */
    Changes unassign(List<Polygon> faces) {
        facesNew.addAll(faces);
        return this;
    }

    Changes outline(Geometry other) {
        outline = Optional.of(other);
        return this;
    }

    /** What is to be said of the operation besides what its proof finds; one that refuses ends it. */
    Changes find(Finding finding) {
        findings.add(finding);
        return this;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Before and after, of what really differs. */
    Edit edit() {
        List<Piece> before = new ArrayList<>();
        List<Piece> after = new ArrayList<>();
        pieces.forEach((id, piece) -> {
            Optional<Piece> was = sketch.piece(id);
            if (!was.equals(piece)) {
                was.ifPresent(before::add);
                piece.ifPresent(after::add);
            }
        });
        return new Edit(
                before,
                after,
                facesGone,
                facesNew,
                outline.filter(other -> !other.equalsExact(sketch.outline()))
                        .map(other -> new Edit.OutlineChange(sketch.outline(), other)));
    }
}
