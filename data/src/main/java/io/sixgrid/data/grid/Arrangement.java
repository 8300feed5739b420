package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * What segments cut the plane into: they are parted where they cross or touch, and every part knows whose segments run along
 * it. Crossings are rounded to 1e-11 degrees (a micrometre); lattice points stay where they are.
 */
final class Arrangement {
    private static final PrecisionModel MICROMETRES = new PrecisionModel(1e11);

    /** Between two nodes, the lesser first. */
    record Part(Coordinate from, Coordinate to) implements Comparable<Part> {
        static Part between(Coordinate a, Coordinate b) {
            return a.compareTo(b) <= 0 ? new Part(a, b) : new Part(b, a);
        }

        @Override
        public int compareTo(Part other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    private final List<SegmentString> segments = new ArrayList<>();
    private final Map<Part, Set<Integer>> sources = new TreeMap<>();

    /** A segment of the one with that number. */
    void add(Coordinate a, Coordinate b, int source) {
        segments.add(new NodedSegmentString(new Coordinate[] {a.copy(), b.copy()}, source));
    }

    /** Parts all segments; ask the other questions after it. */
    @SuppressWarnings("unchecked") // the noder's collections are raw
    Arrangement cut() {
        SnapRoundingNoder noder = new SnapRoundingNoder(MICROMETRES);
        noder.computeNodes(segments);
        for (SegmentString string : (Collection<SegmentString>) noder.getNodedSubstrings()) {
            for (int i = 0; i + 1 < string.size(); i++) {
                Part part = Part.between(string.getCoordinate(i), string.getCoordinate(i + 1));
                sources.computeIfAbsent(part, p -> new TreeSet<>()).add((Integer) string.getData());
            }
        }
        return this;
    }

    /** All parts, in order. */
    Set<Part> parts() {
        return sources.keySet();
    }

    /** Whose segments run along {@code part}. */
    Set<Integer> sources(Part part) {
        return sources.getOrDefault(part, Set.of());
    }

    /** The polygons between the parts, in no order. */
    @SuppressWarnings("unchecked") // the polygonizer's collections are raw
    Collection<Polygon> faces() {
        Polygonizer polygonizer = new Polygonizer();
        for (Part part : sources.keySet()) {
            polygonizer.add(Lattice.FACTORY.createLineString(new Coordinate[] {part.from(), part.to()}));
        }
        return polygonizer.getPolygons();
    }

    /** The parts around a face, those of its holes included. */
    static List<Part> around(Polygon face) {
        List<Part> parts = new ArrayList<>();
        addRing(face.getExteriorRing(), parts);
        for (int hole = 0; hole < face.getNumInteriorRing(); hole++) {
            addRing(face.getInteriorRingN(hole), parts);
        }
        return parts;
    }

    private static void addRing(LinearRing ring, List<Part> parts) {
        Coordinate[] vertices = ring.getCoordinates();
        for (int i = 0; i + 1 < vertices.length; i++) {
            parts.add(Part.between(vertices[i], vertices[i + 1]));
        }
    }
}
