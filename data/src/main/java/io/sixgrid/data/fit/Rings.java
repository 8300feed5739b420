package io.sixgrid.data.fit;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
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
                "grid " + code + ": " + fault.what()
                        + "; it becomes the land that its rings enclose, and its border moves by "
                        + LocalMetres.text(extent.metres()));
        if (pass.offer(repair)) {
            pass.pieces().replace(piece, land);
        } else {
            pass.find(Findings.of(repair));
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
}
