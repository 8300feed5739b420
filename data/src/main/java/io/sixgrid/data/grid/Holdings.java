package io.sixgrid.data.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.algorithm.InteriorPointArea;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;

/** Answers whose land a place is: for naming what a chain found, which needs no exact answer on a border. */
final class Holdings {
    // What is narrower on average, in degrees, is what an arrangement rounded.
    private static final double ROUNDED = 1e-10;

    private final List<Holder> holders;
    private final PointOnGeometryLocator outline;
    private final STRtree tree = new STRtree();

    Holdings(List<Holder> holders, Geometry outline) {
        this.holders = holders;
        this.outline = new IndexedPointInAreaLocator(outline);
        for (int i = 0; i < holders.size(); i++) {
            tree.insert(holders.get(i).land().getEnvelopeInternal(), i);
        }
    }

    /**
     * How a face that no odd segment crosses is held.
     *
     * @param times  by how many holders
     * @param inside whether it lies inside the outline
     */
    record Held(int times, boolean inside) {}

    Held held(Polygon face) {
        // Not the geometry's own method: that rounds the point to the lattice.
        Coordinate inside = InteriorPointArea.getInteriorPoint(face);
        int times = timesHeld(inside);
        Coordinate[] ring = face.getExteriorRing().getCoordinates();
        // On a border that others share one cannot tell: somewhere beside it one can.
        for (int i = 0; times < 0 && i < ring.length; i++) {
            Coordinate beside =
                    new Coordinate(inside.x + (ring[i].x - inside.x) * 0.01, inside.y + (ring[i].y - inside.y) * 0.01);
            if (SimplePointInAreaLocator.locate(beside, face) == Location.INTERIOR) {
                times = timesHeld(beside);
            }
        }
        return new Held(Math.max(times, 0), outline.locate(inside) != Location.EXTERIOR);
    }

    /** The numbers of those whose land is in {@code face} at least in part, in order. */
    Set<Integer> holdersOf(Polygon face) {
        Set<Integer> found = new TreeSet<>();
        PointOnGeometryLocator inFace = new IndexedPointInAreaLocator(face);
        Coordinate inside = InteriorPointArea.getInteriorPoint(face);
        for (int holder : around(face.getEnvelopeInternal())) {
            Geometry land = holders.get(holder).land();
            if (SimplePointInAreaLocator.locate(inside, land) == Location.INTERIOR
                    || hasVertexIn(inFace, face, land)
                    || overlaps(face, land)) {
                found.add(holder);
            }
        }
        return found;
    }

    /** -1 on a border. */
    private int timesHeld(Coordinate point) {
        int times = 0;
        for (int holder : around(new Envelope(point))) {
            switch (SimplePointInAreaLocator.locate(point, holders.get(holder).land())) {
                case Location.INTERIOR -> times++;
                case Location.BOUNDARY -> {
                    return -1;
                }
                default -> {}
            }
        }
        return times;
    }

    private static boolean hasVertexIn(PointOnGeometryLocator inFace, Polygon face, Geometry land) {
        Envelope envelope = face.getEnvelopeInternal();
        for (Coordinate vertex : land.getCoordinates()) {
            if (envelope.contains(vertex) && inFace.locate(vertex) == Location.INTERIOR) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlaps(Polygon face, Geometry land) {
        if (!RelateNG.relate(face, land, "T********")) {
            return false;
        }
        Geometry both = OverlayNGRobust.overlay(Exact.copy(face), Exact.copy(land), OverlayNG.INTERSECTION);
        return both.getArea() > ROUNDED * face.getLength();
    }

    private List<Integer> around(Envelope envelope) {
        List<Integer> found = new ArrayList<>();
        tree.query(envelope, item -> found.add((Integer) item));
        return found;
    }
}
