package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * A sum of directed boundary segments in lattice integers, land to the left. Adding every child and subtracting the
 * parent leaves nothing exactly when the children, each valid, cover the parent once everywhere: no gap, no overlap,
 * nothing outside. What is left are the offending segments.
 *
 * <p>This is the proof of tiling; JTS's {@code CoverageValidator} does not give it (a missing polygon passes). Not for
 * use by several threads.
 */
public final class SegmentChain {
    // Ends are lattice points, each packed as x in the upper and y in the lower 32 bits.
    private final SegmentCounts counts = new SegmentCounts();

    /** Adds the boundary of a valid polygon or multipolygon. */
    public SegmentChain add(Geometry shape) {
        forEachRing(shape, (ring, landLeft) -> traverse(ring, landLeft));
        return this;
    }

    public SegmentChain addAll(Collection<? extends Geometry> shapes) {
        shapes.forEach(this::add);
        return this;
    }

    /** Takes the boundary of a valid polygon or multipolygon away. */
    public SegmentChain subtract(Geometry shape) {
        forEachRing(shape, (ring, landLeft) -> traverse(ring, !landLeft));
        return this;
    }

    /** Takes another chain away. */
    public SegmentChain subtract(SegmentChain other) {
        other.counts.forEach((from, to, times) -> counts.count(from, to, -times));
        return this;
    }

    /** Whether everything cancelled. */
    public boolean isZero() {
        return counts.size() == 0;
    }

    /** The segments that did not cancel, EPSG:4326: what to draw in red. */
    public MultiLineString rest() {
        return Lattice.FACTORY.createMultiLineString(lines().toArray(LineString[]::new));
    }

    /** Whether the segment between two lattice points did not cancel. */
    boolean holds(Coordinate a, Coordinate b) {
        return counts.times(pack(a), pack(b)) != 0;
    }

    /**
     * The land whose boundary this chain is: what remains of the sum of neighbours is the boundary of their union, every
     * vertex kept. Polygons in order of their westernmost vertex; those that touch in points only stay apart.
     */
    public List<Polygon> land() {
        Polygonizer polygonizer = new Polygonizer();
        lines().forEach(polygonizer::add);
        List<Polygon> land = new ArrayList<>();
        for (Object face : polygonizer.getPolygons()) {
            Polygon polygon = (Polygon) face;
            if (isLand(polygon)) {
                polygon.normalize();
                land.add(polygon);
            }
        }
        land.sort(null);
        return land;
    }

    /** A face is land where its shell is traversed with the face to the left; otherwise it is a hole or outside. */
    private boolean isLand(Polygon face) {
        Coordinate[] shell = face.getExteriorRing().getCoordinates();
        int forward = counts.times(pack(shell[0]), pack(shell[1]));
        return Orientation.isCCW(shell) ? forward > 0 : forward < 0;
    }

    private List<LineString> lines() {
        List<LineString> lines = new ArrayList<>(counts.size());
        counts.forEach((from, to, times) -> lines.add(Lattice.FACTORY.createLineString(
                new Coordinate[] {unpack(times > 0 ? from : to), unpack(times > 0 ? to : from)})));
        return lines;
    }

    private void traverse(LinearRing ring, boolean forward) {
        Coordinate[] vertices = ring.getCoordinates();
        long last = pack(vertices[0]);
        for (int i = 1; i < vertices.length; i++) {
            long next = pack(vertices[i]);
            if (forward) {
                counts.traverse(last, next);
            } else {
                counts.traverse(next, last);
            }
            last = next;
        }
    }

    /** From one vertex of a ring to the next. */
    @FunctionalInterface
    public interface SegmentVisitor {
        void segment(Coordinate from, Coordinate to);
    }

    /** All segments of a polygon or multipolygon, as its rings run. */
    public static void forEachSegment(Geometry shape, SegmentVisitor visitor) {
        forEachRing(shape, (ring, landLeft) -> {
            Coordinate[] vertices = ring.getCoordinates();
            for (int i = 0; i + 1 < vertices.length; i++) {
                if (!vertices[i].equals2D(vertices[i + 1])) {
                    visitor.segment(vertices[i], vertices[i + 1]);
                }
            }
        });
    }

    @FunctionalInterface
    private interface RingVisitor {
        /** {@code landLeft}: whether following the ring as stored keeps the land to the left. */
        void ring(LinearRing ring, boolean landLeft);
    }

    private static void forEachRing(Geometry shape, RingVisitor visitor) {
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) shape.getGeometryN(part);
            if (polygon.isEmpty()) {
                continue;
            }
            visitor.ring(
                    polygon.getExteriorRing(),
                    Orientation.isCCW(polygon.getExteriorRing().getCoordinates()));
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                LinearRing ring = polygon.getInteriorRingN(hole);
                visitor.ring(ring, !Orientation.isCCW(ring.getCoordinates()));
            }
        }
    }

    private static long pack(Coordinate c) {
        return (long) Lattice.units(c.x) << 32 | (Lattice.units(c.y) & 0xffffffffL);
    }

    private static Coordinate unpack(long point) {
        return new Coordinate(Lattice.degrees(point >> 32), Lattice.degrees(point << 32 >> 32));
    }
}
