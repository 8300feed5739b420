package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Moves a vertex of borders, with all grids that have it: a node where borders meet, or any other.
 *
 * @param node where it is, on the lattice
 * @param to   where it goes, on the lattice
 */
record MoveNode(Coordinate node, Coordinate to) implements Operation {
    @Override
    public String kind() {
        return "move-node";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        if (Vertices.has(sketch.outline(), node)) {
            throw SixgridException.conflict(
                    "the node " + node.x + ", " + node.y + " is on the outline: change-outline moves it");
        }
        List<Piece> leaves = sketch.leavesAt(node);
        List<Polygon> faces = sketch.unassignedNear(new Envelope(node)).stream()
                .filter(face -> Vertices.has(face, node))
                .toList();
        if (leaves.isEmpty() && faces.isEmpty()) {
            throw SixgridException.invalid("node", "no border has a node at " + node.x + ", " + node.y);
        }
        leaves.forEach(leaf -> changes.change(leaf, piece -> piece.withShape(moved(piece.shape()))));
        faces.forEach(face -> changes.face(face, List.of((Polygon) moved(face))));
    }

    private Geometry moved(Geometry shape) {
        return Vertices.rewrite(
                shape,
                ring -> Arrays.stream(ring)
                        .map(vertex -> vertex.equals2D(node) ? to.copy() : vertex)
                        .toArray(Coordinate[]::new));
    }
}
