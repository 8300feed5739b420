package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** From one lattice point to another; each packed as x in the upper and y in the lower 32 bits. */
    private record Segment(long from, long to) {
        Segment reversed() {
            return new Segment(to, from);
        }
    }

    // How often each segment is traversed, net: only one of a segment and its reverse is a key, with a count above 0.
    private final Map<Segment, Integer> counts = new HashMap<>();

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

    /** Whether everything cancelled. */
    public boolean isZero() {
        return counts.isEmpty();
    }

    /** The segments that did not cancel, EPSG:4326: what to draw in red. */
    public MultiLineString rest() {
        return Lattice.FACTORY.createMultiLineString(
                counts.keySet().stream().map(SegmentChain::line).toArray(LineString[]::new));
    }

    /**
     * The land whose boundary this chain is: what remains of the sum of neighbours is the boundary of their union, every
     * vertex kept. Polygons in order of their westernmost vertex; those that touch in points only stay apart.
     */
    public List<Polygon> land() {
        Polygonizer polygonizer = new Polygonizer();
        counts.keySet().forEach(segment -> polygonizer.add(line(segment)));
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
        boolean leftInside = Orientation.isCCW(shell);
        Segment first = new Segment(pack(shell[0]), pack(shell[1]));
        return counts.containsKey(leftInside ? first : first.reversed());
    }

    private void traverse(LinearRing ring, boolean forward) {
        Coordinate[] vertices = ring.getCoordinates();
        for (int i = 0; i + 1 < vertices.length; i++) {
            Segment segment = new Segment(pack(vertices[i]), pack(vertices[i + 1]));
            count(forward ? segment : segment.reversed());
        }
    }

    private void count(Segment segment) {
        Segment reversed = segment.reversed();
        Integer opposite = counts.get(reversed);
        if (opposite == null) {
            counts.merge(segment, 1, Integer::sum);
        } else if (opposite == 1) {
            counts.remove(reversed);
        } else {
            counts.put(reversed, opposite - 1);
        }
    }

    @FunctionalInterface
    private interface RingVisitor {
        /** {@code landLeft}: whether following the ring as stored keeps the land to the left. */
        void ring(LinearRing ring, boolean landLeft);
    }

    private static void forEachRing(Geometry shape, RingVisitor visitor) {
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) shape.getGeometryN(part);
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

    private static LineString line(Segment segment) {
        return Lattice.FACTORY.createLineString(new Coordinate[] {unpack(segment.from()), unpack(segment.to())});
    }
}
