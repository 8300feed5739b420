package io.sixgrid.data.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Makes geometries of what stands in files, however careless their writers were. */
final class Shapes {
    static final GeometryFactory FACTORY = new GeometryFactory();

    /** Said where positions have more than two values. */
    static final String HEIGHTS = "heights and further values of positions are left out";

    private Shapes() {}

    /**
     * A ring, closed where it was not; empty where it encloses nothing because it has fewer than three corners. Both are
     * noted.
     */
    static Optional<LinearRing> ring(Coordinate[] corners, Features features) {
        Coordinate[] closed = corners;
        if (corners.length > 0 && !corners[0].equals2D(corners[corners.length - 1])) {
            closed = Arrays.copyOf(corners, corners.length + 1);
            closed[corners.length] = corners[0].copy();
            features.noteHere("a ring was not closed and is closed by a straight line");
        }
        if (closed.length < 4) {
            features.noteHere("a ring with fewer than three corners is left out");
            return Optional.empty();
        }
        return Optional.of(FACTORY.createLinearRing(closed));
    }

    /** A polygon of its shell and holes, in this order; empty without a shell. */
    static Polygon polygon(List<Coordinate[]> rings, Features features) {
        if (rings.isEmpty()) {
            return FACTORY.createPolygon();
        }
        Optional<LinearRing> shell = ring(rings.get(0), features);
        if (shell.isEmpty()) {
            return FACTORY.createPolygon();
        }
        List<LinearRing> holes = new ArrayList<>();
        for (Coordinate[] hole : rings.subList(1, rings.size())) {
            ring(hole, features).ifPresent(holes::add);
        }
        return FACTORY.createPolygon(shell.get(), holes.toArray(LinearRing[]::new));
    }
}
