package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Exact;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * Contained grids that go from one grid to its neighbour with the land that they lie on. What lies between them and the
 * neighbour goes too where it is a strip: a street, a yard, a hedge.
 */
final class GiveGrids {
    /** How wide, in metres, what lies between goes along anyway, and how wide where they do not adjoin otherwise. */
    private static final double STREET = 40;

    private static final double WIDEST = 640;

    private final Ground ground;
    private final Holding giving;
    private final Holding receiving;
    private final List<Piece> given;

    private GiveGrids(Ground ground, Holding giving, Holding receiving, List<Piece> given) {
        this.ground = ground;
        this.giving = giving;
        this.receiving = receiving;
        this.given = given;
    }

    static void propose(Sketch sketch, Piece giver, Piece taker, List<Piece> given, Changes changes) {
        Ground ground = Ground.of(sketch, giver);
        GiveGrids giving = new GiveGrids(ground, ground.of(giver), ground.of(taker), given);
        giving.give(Drawn.contents(sketch, List.of(giver)));
        Contents.settle(ground, List.of(giver, taker), Straddling.BEND, changes);
        Households.follow(ground);
        ground.commit(changes);
    }

    private void give(List<Piece> children) {
        List<Piece> staying =
                children.stream().filter(child -> !given.contains(child)).toList();
        for (Polygon strip : between(staying)) {
            ground.move(ground.node(strip, List.of(giving, receiving)), giving, receiving);
        }
        given.forEach(child -> ground.move(ground.node(child.shape()), giving, receiving));
        for (Piece child : staying) {
            if (PreparedGeometryFactory.prepare(receiving.shape()).intersects(child.shape())) {
                ground.move(ground.node(child.shape()), receiving, giving);
            }
        }
        if (giving.shape().isEmpty()) {
            throw SixgridException.conflict("the grids are all the land of " + giving.name()
                            + ": merge it with the other, or retire it")
                    .in("grids");
        }
        Contents.giveFragments(ground, giving, List.of(receiving));
    }

    /** The land of the grids and between them and the neighbour, as wide as it takes to adjoin. */
    private List<Polygon> between(List<Piece> staying) {
        LocalMetres metres = LocalMetres.around(giving.shape());
        Geometry going = union(metres, given);
        Geometry land = metres(metres, giving.shape());
        if (!staying.isEmpty()) {
            land = overlay(land, union(metres, staying), OverlayNG.DIFFERENCE);
        }
        Geometry all = going;
        for (double width = STREET; width <= WIDEST; width *= 1.4) {
            Envelope near = new Envelope(going.getEnvelopeInternal());
            near.expandBy(3 * width);
            Geometry neighbour = overlay(
                    metres(metres, receiving.shape()), going.getFactory().toGeometry(near), OverlayNG.INTERSECTION);
            Geometry both = overlay(going, neighbour, OverlayNG.UNION);
            Geometry strip =
                    overlay(grown(grown(both, width / 2), -width / 2), grown(going, width), OverlayNG.INTERSECTION);
            all = overlay(overlay(strip, land, OverlayNG.INTERSECTION), going, OverlayNG.UNION);
            int apart = neighbour.getNumGeometries();
            if (!neighbour.isEmpty() && overlay(all, neighbour, OverlayNG.UNION).getNumGeometries() <= apart) {
                break;
            }
        }
        return onLattice(metres.degrees(all));
    }

    private static Geometry union(LocalMetres metres, List<Piece> pieces) {
        return metres(
                metres,
                UnaryUnionOp.union(
                        pieces.stream().map(child -> Exact.copy(child.shape())).toList()));
    }

    private List<Polygon> onLattice(Geometry land) {
        Geometry cut = Faces.areas(OverlayNG.overlay(
                land, Exact.copy(giving.shape()), OverlayNG.INTERSECTION, Lattice.FACTORY.getPrecisionModel()));
        return Faces.polygons(Lattice.FACTORY.createGeometry(cut));
    }

    private static Geometry metres(LocalMetres metres, Geometry shape) {
        return metres.metres(Exact.copy(shape));
    }

    /** Corners stay corners. */
    private static Geometry grown(Geometry shape, double by) {
        return BufferOp.bufferOp(
                shape, by, new BufferParameters(2, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 2));
    }

    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        return Faces.areas(OverlayNGRobust.overlay(a, b, operation));
    }
}
