package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** The edges of a group broken where they cross, and the faces between them with who holds each. */
final class Arrangement {
    private final Pieces pieces;
    private final Published published;
    private final Map<Edge, long[]> paths = new HashMap<>();
    private final Map<Long, List<Edge>> through = new HashMap<>();

    /** By broken edge, for each piece: 1 where its land lies left of the way from low to high, -1 right. */
    private final Map<Edge, Map<Integer, Integer>> sides = new HashMap<>();

    private final Set<Edge> inForce = new HashSet<>();

    Arrangement(Pieces pieces, Borders borders, Published published, List<Integer> edges) {
        this.pieces = pieces;
        this.published = published;
        List<Edge> whole = edges.stream()
                .map(edge -> new Edge(borders.low(edge), borders.high(edge)))
                .toList();
        List<long[]> broken = Noding.paths(whole);
        for (int i = 0; i < edges.size(); i++) {
            paths.put(whole.get(i), broken.get(i));
            for (int point = 1; point + 1 < broken.get(i).length; point++) {
                through.computeIfAbsent(broken.get(i)[point], key -> new ArrayList<>())
                        .add(whole.get(i));
            }
            for (int side : borders.sides(edges.get(i))) {
                addSides(broken.get(i), side >> 1, (side & 1) == 1);
            }
            if (published.hasEdge(whole.get(i).low(), whole.get(i).high())) {
                addInForce(broken.get(i));
            }
        }
    }

    private void addInForce(long[] path) {
        for (int step = 1; step < path.length; step++) {
            inForce.add(Edge.of(path[step - 1], path[step]));
        }
    }

    private void addSides(long[] path, int piece, boolean upward) {
        for (int step = 1; step < path.length; step++) {
            boolean left = path[step - 1] < path[step] == upward;
            sides.computeIfAbsent(Edge.of(path[step - 1], path[step]), edge -> new TreeMap<>())
                    .merge(piece, left ? 1 : -1, Integer::sum);
        }
    }

    /** The points of an edge of the group from the lower end to the higher. */
    long[] path(Edge edge) {
        return paths.getOrDefault(edge, new long[] {edge.low(), edge.high()});
    }

    /** The edges that {@code point} breaks. */
    List<Edge> brokenAt(long point) {
        return through.getOrDefault(point, List.of());
    }

    /**
     * Whether the pieces cancel each other there, so that nothing is wrong beside it. Without an outline one may have land
     * there with nobody beyond: the outer border.
     */
    boolean balanced(Edge step) {
        int sum = sides.getOrDefault(step, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return Math.abs(sum) <= (pieces.outlined() ? 0 : 1);
    }

    /** Those where something is wrong, in the order of their westernmost vertices. */
    List<Face> wrongFaces() {
        Polygonizer polygonizer = new Polygonizer();
        sides.keySet().forEach(edge -> polygonizer.add(Measure.line(edge.low(), edge.high())));
        List<Polygon> polygons = new ArrayList<>();
        for (Object face : polygonizer.getPolygons()) {
            Polygon polygon = (Polygon) face;
            polygon.normalize();
            polygons.add(polygon);
        }
        polygons.sort(null);
        return polygons.stream().map(this::face).filter(Face::wrong).toList();
    }

    private Face face(Polygon polygon) {
        Face face = new Face(
                polygon, new TreeSet<>(), true, new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        Map<Integer, Double> own = new TreeMap<>();
        Set<Integer> changing = new HashSet<>();
        double length = 0;
        double longest = -1;
        long[] at = new long[2];
        for (long[] ring : rings(polygon)) {
            for (int i = 1; i < ring.length; i++) {
                face.corners().add(ring[i]);
                double metres = Measure.metres(ring[i - 1], ring[i]);
                length += metres;
                if (metres > longest) {
                    longest = metres;
                    at = new long[] {ring[i - 1], ring[i]};
                }
                boolean kept = inForce.contains(Edge.of(ring[i - 1], ring[i]));
                forEachSide(ring[i - 1], ring[i], (piece, holds) -> {
                    (holds ? own : face.beside()).merge(piece, metres, Double::sum);
                    if (holds && !kept) {
                        changing.add(piece);
                    }
                });
            }
        }
        claim(at[0], at[1], face.claims());
        return finished(face, own, changing, length);
    }

    @FunctionalInterface
    private interface Side {
        /** Whether {@code piece}, which has this border, holds what lies left of it. */
        void side(int piece, boolean holds);
    }

    private void forEachSide(long from, long to, Side visitor) {
        sides.getOrDefault(Edge.of(from, to), Map.of()).forEach((piece, side) -> {
            if (side != 0) {
                visitor.side(piece, side > 0 == from < to != pieces.isOutline(piece));
            }
        });
    }

    /**
     * Who holds what lies left of a step of the face's border: those whose border it is themselves, others by looking them up
     * there. Far inside there may be borders of another group.
     */
    private void claim(long from, long to, Set<Integer> claims) {
        Set<Integer> known = new HashSet<>();
        forEachSide(from, to, (piece, holds) -> {
            known.add(piece);
            if (holds) {
                claims.add(piece);
            }
        });
        Coordinate a = LatticePoint.degrees(from);
        Coordinate b = LatticePoint.degrees(to);
        locate(new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2), known, claims);
    }

    private Face finished(Face face, Map<Integer, Double> own, Set<Integer> changing, double length) {
        int outline = pieces.count();
        boolean inside = !pieces.outlined() || face.claims().contains(outline);
        face.claims().remove(outline);
        face.beside().remove(outline);
        for (int piece : face.claims()) {
            face.open().put(piece, length - own.getOrDefault(piece, 0.0));
            if (!published.isEmpty() && own.containsKey(piece) && !changing.contains(piece)) {
                face.published().add(piece);
            }
        }
        face.beside().keySet().removeAll(face.claims());
        return new Face(
                face.polygon(), face.claims(), inside, face.beside(), face.open(), face.published(), face.corners());
    }

    private void locate(Coordinate onBorder, Set<Integer> known, Set<Integer> claims) {
        double scale = Lattice.UNITS_PER_DEGREE;
        for (int piece : pieces.near(new Envelope(new Coordinate(onBorder.x * scale, onBorder.y * scale)))) {
            if (!known.contains(piece)
                    && SimplePointInAreaLocator.locate(onBorder, pieces.shape(piece)) == Location.INTERIOR) {
                claims.add(piece);
            }
        }
    }

    /** With the face to the left. */
    private static List<long[]> rings(Polygon polygon) {
        List<long[]> rings = new ArrayList<>();
        rings.add(ring(polygon.getExteriorRing(), true));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            rings.add(ring(polygon.getInteriorRingN(hole), false));
        }
        return rings;
    }

    private static long[] ring(LinearRing ring, boolean ccw) {
        Coordinate[] vertices = ring.getCoordinates();
        boolean reverse = Orientation.isCCW(vertices) != ccw;
        long[] packed = new long[vertices.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = LatticePoint.of(vertices[reverse ? packed.length - 1 - i : i]);
        }
        return packed;
    }
}
