package io.sixgrid.data.place;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A polygon or multipolygon as packed lattice integers, and exact answers about points. All arithmetic is in
 * {@code long} without overflow while the shape is narrower than 2^31 units (214 degrees).
 */
final class PackedShape {
    /** Where a point lies. */
    enum Side {
        INSIDE,
        BORDER,
        OUTSIDE
    }

    final int minX;
    final int minY;
    final int maxX;
    final int maxY;
    // Closed rings one after another: ring r holds the vertices from starts[r] (inclusive) to starts[r + 1].
    private final int[] x;
    private final int[] y;
    private final int[] starts;

    PackedShape(Geometry shape) {
        List<LinearRing> rings = rings(shape);
        int size = rings.stream().mapToInt(LinearRing::getNumPoints).sum();
        x = new int[size];
        y = new int[size];
        starts = new int[rings.size() + 1];
        int at = 0;
        for (int ring = 0; ring < rings.size(); ring++) {
            for (Coordinate c : rings.get(ring).getCoordinates()) {
                x[at] = Lattice.units(c.x);
                y[at++] = Lattice.units(c.y);
            }
            starts[ring + 1] = at;
        }
        minX = Lattice.units(shape.getEnvelopeInternal().getMinX());
        minY = Lattice.units(shape.getEnvelopeInternal().getMinY());
        maxX = Lattice.units(shape.getEnvelopeInternal().getMaxX());
        maxY = Lattice.units(shape.getEnvelopeInternal().getMaxY());
    }

    /** Receives the segments of a shape, in lattice units. */
    @FunctionalInterface
    interface SegmentVisitor {
        void segment(int x1, int y1, int x2, int y2);
    }

    void forEachSegment(SegmentVisitor visitor) {
        for (int ring = 0; ring + 1 < starts.length; ring++) {
            for (int i = starts[ring]; i + 1 < starts[ring + 1]; i++) {
                visitor.segment(x[i], y[i], x[i + 1], y[i + 1]);
            }
        }
    }

    /** Whether (px, py) lies inside, on the border, or outside. */
    Side side(int px, int py) {
        if (px < minX || px > maxX || py < minY || py > maxY) {
            return Side.OUTSIDE;
        }
        boolean inside = false;
        for (int ring = 0; ring + 1 < starts.length; ring++) {
            for (int i = starts[ring]; i + 1 < starts[ring + 1]; i++) {
                long turn = turn(i, px, py);
                if (turn == 0 && between(x[i], x[i + 1], px) && between(y[i], y[i + 1], py)) {
                    return Side.BORDER;
                }
                if ((y[i] > py) != (y[i + 1] > py) && (turn > 0) == (y[i + 1] > y[i])) {
                    inside = !inside;
                }
            }
        }
        return inside ? Side.INSIDE : Side.OUTSIDE;
    }

    /**
     * Whether the point infinitely close to (px, py) in direction {@code toward} is inside: ray crossing, half-open in
     * the sense of the direction.
     */
    boolean holds(int px, int py, BorderDirection toward) {
        boolean inside = false;
        for (int ring = 0; ring + 1 < starts.length; ring++) {
            for (int i = starts[ring]; i + 1 < starts[ring + 1]; i++) {
                if (above(y[i], py, toward) == above(y[i + 1], py, toward)) {
                    continue;
                }
                long turn = turn(i, px, py);
                boolean crossesEastward = turn == 0 ? !toward.east() : (turn > 0) == (y[i + 1] > y[i]);
                if (crossesEastward) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    /**
     * The directions in which the shape's edges leave a point of its border, each as (dx, dy) with no common scale: what
     * the last resort of the border rule compares.
     */
    List<long[]> directionsFrom(int px, int py) {
        List<long[]> directions = new ArrayList<>();
        forEachSegment((x1, y1, x2, y2) -> {
            boolean onLine = ((long) x2 - x1) * ((long) py - y1) == ((long) y2 - y1) * ((long) px - x1);
            if (onLine && between(x1, x2, px) && between(y1, y2, py)) {
                if (x1 != px || y1 != py) {
                    directions.add(new long[] {(long) x1 - px, (long) y1 - py});
                }
                if (x2 != px || y2 != py) {
                    directions.add(new long[] {(long) x2 - px, (long) y2 - py});
                }
            }
        });
        return directions;
    }

    private static boolean above(int vertexY, int py, BorderDirection toward) {
        return toward.north() ? vertexY > py : vertexY >= py;
    }

    /** Positive where (px, py) is left of the directed segment from vertex i to the next, zero on its line. */
    private long turn(int i, int px, int py) {
        return ((long) x[i + 1] - x[i]) * ((long) py - y[i]) - ((long) y[i + 1] - y[i]) * ((long) px - x[i]);
    }

    private static boolean between(int a, int b, int value) {
        return a < b ? a <= value && value <= b : b <= value && value <= a;
    }

    private static List<LinearRing> rings(Geometry shape) {
        List<LinearRing> rings = new ArrayList<>();
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) shape.getGeometryN(part);
            rings.add(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(polygon.getInteriorRingN(hole));
            }
        }
        return rings;
    }
}
