package io.sixgrid.data.redraw;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A straight piece of a border between two vertices in a row, whichever way it is passed.
 *
 * @param from the smaller end: further west, or as far west and further south
 */
record Segment(Coordinate from, Coordinate to) {
    static Segment between(Coordinate one, Coordinate other) {
        return one.compareTo(other) <= 0 ? new Segment(one, other) : new Segment(other, one);
    }

    /** Those of a line, in its order; vertices that are repeated make none. */
    static List<Segment> of(Coordinate[] line) {
        List<Segment> segments = new ArrayList<>(line.length);
        for (int i = 1; i < line.length; i++) {
            if (!line[i - 1].equals2D(line[i])) {
                segments.add(between(line[i - 1], line[i]));
            }
        }
        return segments;
    }

    Envelope envelope() {
        return new Envelope(from, to);
    }

    /** A segment of a polygon's ring. */
    @FunctionalInterface
    interface Visitor {
        /** {@code landLeft}: whether the land is to the left from its smaller end to its greater. */
        void segment(Segment segment, boolean landLeft);
    }

    /** All segments of a polygon or multipolygon. */
    static void forEach(Geometry shape, Visitor visitor) {
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) shape.getGeometryN(part);
            if (polygon.isEmpty()) {
                continue;
            }
            ring(polygon.getExteriorRing(), true, visitor);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                ring(polygon.getInteriorRingN(hole), false, visitor);
            }
        }
    }

    private static void ring(LinearRing ring, boolean shell, Visitor visitor) {
        Coordinate[] vertices = ring.getCoordinates();
        boolean landLeft = Orientation.isCCW(vertices) == shell;
        for (int i = 1; i < vertices.length; i++) {
            int order = vertices[i - 1].compareTo(vertices[i]);
            if (order != 0) {
                visitor.segment(between(vertices[i - 1], vertices[i]), landLeft == order < 0);
            }
        }
    }
}
