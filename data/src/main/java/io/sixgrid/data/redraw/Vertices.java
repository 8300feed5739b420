package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The vertices of polygons. */
final class Vertices {
    private Vertices() {}

    /** Whether one of the vertices is exactly there. */
    static boolean has(Geometry shape, Coordinate point) {
        for (Coordinate vertex : shape.getCoordinates()) {
            if (vertex.equals2D(point)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same polygons with each ring rewritten; what comes of it may be invalid.
     *
     * @param rewrite from the closed ring of vertices to another closed one; what it is given is not to be changed
     */
    static Geometry rewrite(Geometry shape, UnaryOperator<Coordinate[]> rewrite) {
        return Lattice.join(IntStream.range(0, shape.getNumGeometries())
                .mapToObj(i -> (Polygon) shape.getGeometryN(i))
                .map(part -> Lattice.FACTORY.createPolygon(
                        ring(part.getExteriorRing(), rewrite),
                        IntStream.range(0, part.getNumInteriorRing())
                                .mapToObj(i -> ring(part.getInteriorRingN(i), rewrite))
                                .toArray(LinearRing[]::new)))
                .toList());
    }

    private static LinearRing ring(LinearRing ring, UnaryOperator<Coordinate[]> rewrite) {
        return Lattice.FACTORY.createLinearRing(rewrite.apply(ring.getCoordinates()));
    }
}
