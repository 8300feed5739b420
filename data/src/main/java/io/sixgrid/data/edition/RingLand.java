package io.sixgrid.data.edition;

import io.sixgrid.data.grid.SegmentChain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * The rings of a shape that may be no valid polygon, broken where they meet, and what they enclose.
 *
 * @param edges each once
 * @param paths by edge its points from the lower end to the higher
 * @param faces what the broken edges have between them
 */
record RingLand(Geometry shape, List<Edge> edges, List<long[]> paths, List<Polygon> faces) {
    static RingLand of(Geometry shape) {
        List<Edge> edges = edges(shape);
        List<long[]> paths = edges.isEmpty() ? List.of() : Noding.paths(edges);
        return new RingLand(shape, edges, paths, faces(paths));
    }

    /** A valid polygon or multipolygon. */
    Geometry land() {
        SegmentChain land = new SegmentChain();
        faces.stream().filter(face -> holds(face, RingLand::encloses)).forEach(land::add);
        return Pieces.single(land.land());
    }

    /** Faces of which it can be doubted whose they are: what a ring encloses twice, or a hole outside the ring around it. */
    List<Polygon> disputed() {
        return faces.stream()
                .filter(face -> holds(face, RingLand::encloses) != holds(face, RingLand::goesRound))
                .toList();
    }

    private boolean holds(Polygon face, Enclosing rule) {
        Coordinate inside = face.getInteriorPoint().getCoordinate();
        return Pieces.polygons(shape).stream().anyMatch(part -> rule.holds(part, inside));
    }

    @FunctionalInterface
    private interface Enclosing {
        boolean holds(Polygon part, Coordinate point);
    }

    /** Even and odd: what two loops of one ring enclose both is no land, nor is what a hole encloses. */
    private static boolean encloses(Polygon part, Coordinate point) {
        boolean inside = false;
        for (LinearRing ring : rings(part)) {
            inside ^= turns(ring, point) % 2 != 0;
        }
        return inside;
    }

    /** However often the ring goes round it, and no hole does. */
    private static boolean goesRound(Polygon part, Coordinate point) {
        List<LinearRing> rings = rings(part);
        return turns(rings.get(0), point) != 0 && rings.stream().skip(1).allMatch(hole -> turns(hole, point) == 0);
    }

    /** How often the ring goes round the point; what goes there and back the same way counts nothing, even where the point is. */
    private static int turns(LinearRing ring, Coordinate point) {
        Coordinate[] vertices = ring.getCoordinates();
        int turns = 0;
        for (int i = 1; i < vertices.length; i++) {
            boolean upward = vertices[i - 1].y <= point.y && vertices[i].y > point.y;
            boolean downward = vertices[i - 1].y > point.y && vertices[i].y <= point.y;
            int side = upward || downward ? Orientation.index(vertices[i - 1], vertices[i], point) : 0;
            if (upward && side == Orientation.LEFT) {
                turns++;
            } else if (downward && side == Orientation.RIGHT) {
                turns--;
            }
        }
        return turns;
    }

    private static List<Edge> edges(Geometry shape) {
        Set<Edge> edges = new LinkedHashSet<>();
        for (long[] ring : new Pieces(List.of(new Piece("", shape)), Optional.empty()).rings(0)) {
            for (int i = 1; i < ring.length; i++) {
                if (ring[i - 1] != ring[i]) {
                    edges.add(Edge.of(ring[i - 1], ring[i]));
                }
            }
        }
        return List.copyOf(edges);
    }

    private static List<Polygon> faces(List<long[]> paths) {
        Polygonizer polygonizer = new Polygonizer();
        Set<Edge> seen = new HashSet<>();
        for (long[] path : paths) {
            for (int i = 1; i < path.length; i++) {
                if (seen.add(Edge.of(path[i - 1], path[i]))) {
                    polygonizer.add(Measure.line(path[i - 1], path[i]));
                }
            }
        }
        List<Polygon> faces = new ArrayList<>();
        for (Object face : polygonizer.getPolygons()) {
            faces.add((Polygon) face);
        }
        return faces;
    }

    static List<LinearRing> rings(Geometry shape) {
        List<LinearRing> rings = new ArrayList<>();
        for (Polygon polygon : Pieces.polygons(shape)) {
            rings.add(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(polygon.getInteriorRingN(hole));
            }
        }
        return rings;
    }
}
