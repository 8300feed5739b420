package io.sixgrid.data.fit;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/** Boundaries in force: their vertices and edges, for what means the same to become the same. */
final class Published {
    private final Borders borders;
    private final boolean none;

    Published(List<Geometry> shapes) {
        none = shapes.isEmpty();
        List<Piece> pieces = shapes.stream().map(shape -> new Piece("", shape)).toList();
        borders = new Borders(new Pieces(pieces, Optional.empty()));
    }

    boolean isEmpty() {
        return none;
    }

    int corners() {
        return borders.corners();
    }

    long corner(int number) {
        return borders.corner(number);
    }

    boolean hasCorner(long point) {
        return borders.hasCorner(point);
    }

    /** The corners at the other ends of the edges that end there. */
    long[] neighbours(long point) {
        return borders.neighbours(point);
    }

    boolean hasEdge(long from, long to) {
        return borders.edge(from, to) >= 0;
    }
}
