package io.sixgrid.data.sample;

import io.sixgrid.data.place.Lattice;
import java.util.HashMap;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The directed edges of rings as integers; an edge and its reverse cancel. Equal sums bound the same land. */
final class SegmentSum {
    private record Segment(int lon, int lat, int toLon, int toLat) {}

    private final Map<Segment, Integer> counts = new HashMap<>();

    void add(Geometry shape) {
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) shape.getGeometryN(i);
            add(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                add(polygon.getInteriorRingN(hole));
            }
        }
    }

    private void add(LinearRing ring) {
        Coordinate[] nodes = ring.getCoordinates();
        for (int i = 1; i < nodes.length; i++) {
            Segment there = segment(nodes[i - 1], nodes[i]);
            Segment back = segment(nodes[i], nodes[i - 1]);
            if (counts.containsKey(back)) {
                counts.compute(back, (segment, count) -> count == null || count == 1 ? null : count - 1);
            } else {
                counts.merge(there, 1, Integer::sum);
            }
        }
    }

    private static Segment segment(Coordinate from, Coordinate to) {
        return new Segment(Lattice.units(from.x), Lattice.units(from.y), Lattice.units(to.x), Lattice.units(to.y));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentSum sum && sum.counts.equals(counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.size() + " segments";
    }
}
