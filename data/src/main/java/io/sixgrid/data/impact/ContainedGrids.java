package io.sixgrid.data.impact;

import io.sixgrid.data.impact.Impact.Contained;
import io.sixgrid.data.impact.Impact.State;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Contained grids, buildings above all, that a moved border runs along or through, or that come to lie in another leaf. */
final class ContainedGrids {
    /** What the proof lets a contained grid stick out by: two lattice units, and what doubles lose. */
    private static final double NEAR = 2.001 / Lattice.UNITS_PER_DEGREE;

    private final Sketch before;
    private final Sketch after;
    private final MovedBorders borders;
    private final Holders holders;

    ContainedGrids(Sketch before, Sketch after, MovedBorders borders) {
        this.before = before;
        this.after = after;
        this.borders = borders;
        this.holders = new Holders(before);
    }

    /** By level, then code. */
    List<Contained> touched(Region region) {
        Map<Long, Piece> candidates = new LinkedHashMap<>();
        region.leaves(before).forEach(leaf -> collect(before, leaf, candidates));
        region.leaves(after).forEach(leaf -> collect(after, leaf, candidates));
        List<Contained> touched = new ArrayList<>();
        for (Piece piece : candidates.values()) {
            Optional<Piece> was = leafOf(before, piece.id());
            Optional<Piece> is = leafOf(after, piece.id());
            boolean moves = !was.map(Piece::id).equals(is.map(Piece::id));
            List<State> along = along(piece.shape());
            // What lies in a contained grid goes where that goes: only the topmost is told of.
            if (!along.isEmpty() || (moves && topmost(piece))) {
                touched.add(new Contained(
                        holders.of(piece, after.piece(piece.id()).isPresent() ? after : before),
                        along,
                        along.contains(State.NEW) && through(piece.shape()),
                        was.map(leaf -> holders.of(leaf, before)),
                        is.map(leaf -> holders.of(leaf, after))));
            }
        }
        touched.sort((a, b) -> a.grid().level() != b.grid().level()
                ? Integer.compare(a.grid().level(), b.grid().level())
                : a.grid().code().compareTo(b.grid().code()));
        return touched;
    }

    private static void collect(Sketch side, Piece piece, Map<Long, Piece> into) {
        for (Piece child : side.children(piece.id())) {
            if (!side.tiling(child)) {
                into.put(child.id(), child);
                collect(side, child, into);
            }
        }
    }

    private boolean topmost(Piece piece) {
        Sketch side = after.piece(piece.id()).isPresent() ? after : before;
        return side.piece(piece.parent()).filter(side::tiling).isPresent();
    }

    private static Optional<Piece> leafOf(Sketch side, long id) {
        return side.piece(id).flatMap(piece -> Region.leafOf(side, piece));
    }

    private List<State> along(Geometry shape) {
        List<State> along = new ArrayList<>();
        for (State state : State.values()) {
            if (meets(state, shape)) {
                along.add(state);
            }
        }
        return along;
    }

    private boolean meets(State state, Geometry shape) {
        Envelope where = shape.getEnvelopeInternal().copy();
        where.expandBy(NEAR);
        List<LineSegment> near = borders.near(state, where);
        return !near.isEmpty()
                && near.stream().anyMatch(segment -> depth(segment.p0, shape) > 0 || distance(segment, shape) <= NEAR);
    }

    private static double distance(LineSegment segment, Geometry shape) {
        double least = Double.POSITIVE_INFINITY;
        for (LineString ring : MovedBorders.rings(shape)) {
            Coordinate[] vertices = ring.getCoordinates();
            for (int i = 0; i + 1 < vertices.length; i++) {
                least = Math.min(
                        least, Distance.segmentToSegment(segment.p0, segment.p1, vertices[i], vertices[i + 1]));
            }
        }
        return least;
    }

    /** How far inside the shape a point is; 0 on its border and outside. */
    private static double depth(Coordinate point, Geometry shape) {
        if (SimplePointInAreaLocator.locate(point, shape) != Location.INTERIOR) {
            return 0;
        }
        return distance(new LineSegment(point, point), shape);
    }

    private boolean through(Geometry shape) {
        for (LineSegment segment : borders.near(State.NEW, shape.getEnvelopeInternal())) {
            Geometry inside =
                    OverlayNGRobust.overlay(shape, segment.toGeometry(shape.getFactory()), OverlayNG.INTERSECTION);
            Coordinate[] ends = inside.getCoordinates();
            for (int i = 0; i < ends.length; i++) {
                Coordinate next = ends[Math.min(i + 1, ends.length - 1)];
                Coordinate middle = new Coordinate((ends[i].x + next.x) / 2, (ends[i].y + next.y) / 2);
                if (depth(ends[i], shape) > NEAR || depth(middle, shape) > NEAR) {
                    return true;
                }
            }
        }
        return false;
    }
}
