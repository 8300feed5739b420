package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.Lattice;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Shapes that are no valid polygons, and doubled vertices: redrawn as the land they enclose. */
final class Rings {
    /** What is wrong with a shape, and at which vertex. */
    private record Fault(String what, Coordinate at) {}

    /** How many points are tried, a hundredth of the lattice apart. */
    private static final int ASIDE = 8;

    private Rings() {}

    static void mend(Pass pass) {
        Pieces pieces = pass.pieces();
        for (int piece = 0; piece < pieces.count(); piece++) {
            if (piece % 500 == 0) {
                pass.advance("checking rings", piece, pieces.count());
            }
            Geometry shape = pieces.shape(piece);
            Optional<Fault> fault = fault(shape);
            if (fault.isPresent()) {
                mend(pass, piece, fault.get());
            }
        }
        pass.advance("checking rings", pieces.count(), pieces.count());
    }

    /** Notes shapes that are not valid now. */
    static void find(Pass pass, int piece) {
        fault(pass.pieces().shape(piece))
                .ifPresent(fault -> pass.find(invalid(pass.pieces().code(piece), fault)));
    }

    static boolean valid(Geometry shape) {
        return new IsValidOp(shape).isValid();
    }

    /** A valid polygon or multipolygon of the land that the rings enclose; on the lattice already broken where they meet. */
    static Geometry enclosed(Geometry shape) {
        return RingLand.of(shape).land();
    }

    private static void mend(Pass pass, int piece, Fault fault) {
        String code = pass.pieces().code(piece);
        RingLand rings = RingLand.of(pass.pieces().shape(piece));
        Geometry land = rings.land();
        if (land.isEmpty()) {
            pass.find(new Finding(
                    Finding.Kind.EMPTY,
                    List.of(code),
                    "grid " + code + " has no land on the lattice of 1e-7 degrees",
                    Lattice.FACTORY.createPoint(fault.at())));
            return;
        }
        Repair.Extent extent = RingChange.of(rings, land, Lattice.FACTORY.createPoint(fault.at()));
        Repair repair = Repair.proposed(
                Repair.Kind.RING,
                List.of(code),
                extent,
                "grid " + code + ": " + fault.what() + "; it becomes the land that its rings enclose, and its border moves by "
                        + Measure.metresText(extent.metres()));
        if (pass.offer(repair)) {
            pass.pieces().replace(piece, land);
        } else {
            pass.find(invalid(code, fault));
        }
    }

    private static Finding invalid(String code, Fault fault) {
        return new Finding(
                Finding.Kind.INVALID,
                List.of(code),
                "grid " + code + " is not a valid polygon: " + fault.what(),
                Lattice.FACTORY.createPoint(fault.at()));
    }

    private static String fault(TopologyValidationError error) {
        return switch (error.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION -> "its border crosses itself";
            case TopologyValidationError.RING_SELF_INTERSECTION -> "a ring of its border touches itself";
            default -> error.getMessage();
        };
    }

    private static Optional<Fault> fault(Geometry shape) {
        if (shape.isEmpty()) {
            return Optional.of(new Fault("no polygon", new Coordinate(0, 0)));
        }
        TopologyValidationError error = new IsValidOp(shape).getValidationError();
        if (error != null) {
            return Optional.of(new Fault(fault(error), error.getCoordinate()));
        }
        Coordinate[] vertices = shape.getCoordinates();
        for (int i = 1; i < vertices.length; i++) {
            // Two rings in a row cannot meet like that: a ring ends where it began, and the next one starts elsewhere
            // or
            // touches it there, which is no fault.
            if (vertices[i].equals2D(vertices[i - 1]) && doubled(shape, vertices[i])) {
                return Optional.of(new Fault("doubled vertex", vertices[i]));
            }
        }
        return Optional.empty();
    }

    private static boolean doubled(Geometry shape, Coordinate at) {
        for (LinearRing ring : RingLand.rings(shape)) {
            Coordinate[] vertices = ring.getCoordinates();
            for (int i = 1; i < vertices.length; i++) {
                if (vertices[i].equals2D(at) && vertices[i - 1].equals2D(at)) {
                    return true;
                }
            }
        }
        return false;
    }
<<<<<<< HEAD
=======

    private static List<Edge> edges(long[][] rings) {
        Set<Edge> edges = new LinkedHashSet<>();
        for (long[] ring : rings) {
            for (int i = 1; i < ring.length; i++) {
                if (ring[i - 1] != ring[i]) {
                    edges.add(Edge.of(ring[i - 1], ring[i]));
                }
            }
        }
        return List.copyOf(edges);
    }

    private static Geometry enclosed(Geometry shape, List<long[]> paths) {
        Polygonizer polygonizer = new Polygonizer();
        Set<Edge> seen = new HashSet<>();
        for (long[] path : paths) {
            for (int i = 1; i < path.length; i++) {
                if (seen.add(Edge.of(path[i - 1], path[i]))) {
                    polygonizer.add(Measure.line(path[i - 1], path[i]));
                }
            }
        }
        SegmentChain land = new SegmentChain();
        for (Object face : polygonizer.getPolygons()) {
            Polygon polygon = (Polygon) face;
            Coordinate inside = inside(polygon, shape);
            if (Pieces.polygons(shape).stream().anyMatch(part -> encloses(part, inside))) {
                land.add(polygon);
            }
        }
        return Pieces.single(land.land());
    }

    /** A point of the face that is on no ring: one that goes there and back the same way may pass through its middle. */
    private static Coordinate inside(Polygon face, Geometry shape) {
        Coordinate middle = face.getInteriorPoint().getCoordinate();
        for (int step = 0; step < ASIDE; step++) {
            Coordinate aside = new Coordinate(middle.x + 3e-9 * step, middle.y + 2e-9 * step);
            boolean inFace = face.contains(Lattice.FACTORY.createPoint(aside));
            if (inFace
                    && rings(shape).stream()
                            .noneMatch(ring -> RayCrossingCounter.locatePointInRing(aside, ring.getCoordinates())
                                    == Location.BOUNDARY)) {
                return aside;
            }
        }
        return middle;
    }

    /** Even and odd: what two loops of one ring enclose both is no land, nor is what a hole encloses. */
    private static boolean encloses(Polygon part, Coordinate point) {
        boolean inside = false;
        for (LinearRing ring : rings(part)) {
            inside ^= RayCrossingCounter.locatePointInRing(point, ring.getCoordinates()) == Location.INTERIOR;
        }
        return inside;
    }

    private static List<LinearRing> rings(Geometry shape) {
        List<LinearRing> rings = new ArrayList<>();
        for (Polygon polygon : Pieces.polygons(shape)) {
            rings.add(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(polygon.getInteriorRingN(hole));
            }
        }
        return rings;
    }
>>>>>>> edition
}
