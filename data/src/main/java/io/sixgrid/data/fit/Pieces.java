package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * The pieces as they are at one step of cleaning, numbered in the order of their codes; the outline, if there is one, has the
 * number after the last. Not for use by several threads.
 */
final class Pieces {
    /** Lattice units, a few metres. */
    private static final double MARGIN = 400;

    private final List<Piece> given;
    private final Geometry[] shapes;
    private final long[][] @Nullable [] rings;
    private final Envelope[] boxes;
    private final boolean outlined;
    private @Nullable STRtree tree;

    Pieces(List<Piece> pieces, Optional<Geometry> outline) {
        given = pieces.stream().sorted(Comparator.comparing(Piece::code)).toList();
        outlined = outline.isPresent();
        shapes = new Geometry[given.size() + 1];
        for (int i = 0; i < given.size(); i++) {
            shapes[i] = given.get(i).shape();
        }
        shapes[given.size()] = outline.orElseGet(Lattice.FACTORY::createPolygon);
        rings = new long[shapes.length][][];
        boxes = new Envelope[shapes.length];
        Arrays.fill(boxes, new Envelope());
    }

    /** How many there are, the outline not counted. */
    int count() {
        return given.size();
    }

    boolean isOutline(int piece) {
        return piece == given.size();
    }

    boolean outlined() {
        return outlined;
    }

    String code(int piece) {
        return given.get(piece).code();
    }

    /** Sorted, without the outline. */
    List<String> codes(Collection<Integer> pieces) {
        TreeSet<String> codes = new TreeSet<>();
        pieces.stream().filter(piece -> !isOutline(piece)).forEach(piece -> codes.add(code(piece)));
        return List.copyOf(codes);
    }

    Geometry shape(int piece) {
        return shapes[piece];
    }

    /** Whether it is not the very shape that was given. */
    @SuppressWarnings("ReferenceEquality") // The same object is meant: what nothing was done to is not looked at.
    boolean changed(int piece) {
        return shapes[piece] != given.get(piece).shape();
    }

    void replace(int piece, Geometry shape) {
        shapes[piece] = shape;
        rings[piece] = null;
        // Repairs move by metres: most stay within the margin, and a tree for each of thousands would be slow.
        if (tree != null && !boxes[piece].covers(box(shape, 0))) {
            tree = null;
        }
    }

    Optional<Geometry> outline() {
        return outlined ? Optional.of(shapes[given.size()]) : Optional.empty();
    }

    Map<String, Geometry> byCode() {
        Map<String, Geometry> byCode = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            byCode.put(code(i), shapes[i]);
        }
        return byCode;
    }

    /** Closed rings with the land to the left; the outline's with the land to the right, so that all sum to nothing. */
    long[][] rings(int piece) {
        long[][] known = rings[piece];
        if (known == null) {
            List<long[]> found = new ArrayList<>();
            for (Polygon polygon : polygons(shapes[piece])) {
                found.add(ring(polygon.getExteriorRing(), !isOutline(piece)));
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    found.add(ring(polygon.getInteriorRingN(hole), isOutline(piece)));
                }
            }
            known = found.toArray(long[][]::new);
            rings[piece] = known;
        }
        return known;
    }

    /** Those whose bounding box, in lattice units, is within a few metres of {@code units}, sorted. */
    int[] near(Envelope units) {
        if (tree == null) {
            STRtree made = new STRtree();
            for (int piece = 0; piece < shapes.length; piece++) {
                boxes[piece] = box(shapes[piece], MARGIN);
                if (!boxes[piece].isNull()) {
                    made.insert(boxes[piece], piece);
                }
            }
            tree = made;
        }
        List<?> found = tree.query(units);
        return found.stream().mapToInt(piece -> (Integer) piece).sorted().toArray();
    }

    private static Envelope box(Geometry shape, double margin) {
        Envelope degrees = shape.getEnvelopeInternal();
        if (degrees.isNull()) {
            return degrees;
        }
        double scale = Lattice.UNITS_PER_DEGREE;
        Envelope units = new Envelope(
                degrees.getMinX() * scale,
                degrees.getMaxX() * scale,
                degrees.getMinY() * scale,
                degrees.getMaxY() * scale);
        units.expandBy(margin);
        return units;
    }

    static List<Polygon> polygons(Geometry shape) {
        List<Polygon> polygons = new ArrayList<>(shape.getNumGeometries());
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            if (shape.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
                polygons.add(polygon);
            }
        }
        return polygons;
    }

    /** By its area: a spike at the top, which a ring may have here, deceives {@code Orientation.isCCW}. */
    private static boolean counterclockwise(long[] ring) {
        double sum = 0;
        long originX = LatticePoint.x(ring[0]);
        long originY = LatticePoint.y(ring[0]);
        for (int i = 1; i < ring.length; i++) {
            double x = LatticePoint.x(ring[i - 1]) - originX;
            double y = LatticePoint.y(ring[i - 1]) - originY;
            sum += x * (LatticePoint.y(ring[i]) - originY) - (LatticePoint.x(ring[i]) - originX) * y;
        }
        return sum > 0;
    }

    private static long[] ring(LinearRing ring, boolean leftOfIt) {
        Coordinate[] vertices = ring.getCoordinates();
        long[] packed = Arrays.stream(vertices).mapToLong(LatticePoint::of).toArray();
        if (counterclockwise(packed) != leftOfIt) {
            for (int i = 0, j = packed.length - 1; i < j; i++, j--) {
                long swapped = packed[i];
                packed[i] = packed[j];
                packed[j] = swapped;
            }
        }
        return packed;
    }
}
