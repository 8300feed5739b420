package io.sixgrid.data.impact;

import io.sixgrid.data.impact.Impact.Land;
import io.sixgrid.data.impact.Impact.Transfer;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** Which land goes from which leaf to which, and what of it is nobody's. For showing and adding up: crossings are rounded. */
final class LandChanges {
    /** A square centimetre: what is smaller is what an overlay rounded. */
    private static final double LEAST_SQUARE_METRES = 1e-4;

    /** Where a border only got a vertex, rounding moves it by less. */
    private static final double LEAST_TRANSFER = 0.01;

    // The lattice's factory would round every crossing to the lattice, and move the border that is measured.
    private static final GeometryFactory EXACT = new GeometryFactory();

    private final Sketch before;
    private final Sketch after;
    private final Region region;
    private final Holders holders;

    LandChanges(Sketch before, Sketch after, Region region) {
        this.before = before;
        this.after = after;
        this.region = region;
        this.holders = new Holders(before);
    }

    Land land(Edit edit) {
        Geometry gone = union(edit.facesGone());
        Geometry now = union(edit.facesNew());
        return new Land(
                squareMetres(before.unassigned()),
                squareMetres(after.unassigned()),
                parts(overlay(now, gone, OverlayNG.DIFFERENCE)),
                parts(overlay(gone, now, OverlayNG.DIFFERENCE)),
                transfers());
    }

    private static double squareMetres(List<Polygon> faces) {
        return faces.stream().mapToDouble(EqualArea::squareMetres).sum();
    }

    private static Geometry union(List<Polygon> faces) {
        return faces.isEmpty() ? Lattice.FACTORY.createPolygon() : UnaryUnionOp.union(faces);
    }

    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        return OverlayNGRobust.overlay(EXACT.createGeometry(a), EXACT.createGeometry(b), operation);
    }

    private static List<Polygon> parts(Geometry land) {
        List<Polygon> parts = new ArrayList<>();
        for (Object part : PolygonExtracter.getPolygons(land)) {
            if (EqualArea.squareMetres((Polygon) part) >= LEAST_SQUARE_METRES) {
                parts.add((Polygon) part);
            }
        }
        return parts;
    }

    /** By the leaf that gives, then the leaf that takes; land that was nobody's, or would be, is told of as unassigned. */
    private List<Transfer> transfers() {
        List<Transfer> transfers = new ArrayList<>();
        List<Piece> takers = region.leaves(after);
        for (Piece giver : region.leaves(before)) {
            Optional<Piece> same = after.piece(giver.id());
            if (same.filter(now -> now.shape().equalsExact(giver.shape())).isEmpty()) {
                takers.stream()
                        .filter(taker -> taker.id() != giver.id())
                        .filter(taker -> taker.shape()
                                .getEnvelopeInternal()
                                .intersects(giver.shape().getEnvelopeInternal()))
                        .forEach(taker -> add(giver, taker, transfers));
            }
        }
        return transfers;
    }

    private void add(Piece giver, Piece taker, List<Transfer> transfers) {
        List<Polygon> parts = parts(overlay(giver.shape(), taker.shape(), OverlayNG.INTERSECTION));
        double land = squareMetres(parts);
        if (land >= LEAST_TRANSFER) {
            transfers.add(new Transfer(holders.of(giver, before), holders.of(taker, after), land, Lattice.join(parts)));
        }
    }
}
