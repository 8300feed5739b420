package io.sixgrid.data.redraw;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The borders of the leaves and the unassigned land around a place: who holds the land on either side. Immutable once made. */
final class Borders {
    /** Holds unassigned land. */
    static final long NOBODY = Piece.NONE;

    private final Map<Segment, Long> holders = new HashMap<>();
    private final Map<Coordinate, List<Segment>> from = new HashMap<>();
    private final Map<Coordinate, List<Segment>> into = new HashMap<>();

    private Borders() {}

    /** Those of all land whose envelope meets {@code where}, whole. */
    static Borders around(Sketch sketch, Envelope where) {
        Borders borders = new Borders();
        sketch.leavesNear(where).forEach(leaf -> borders.add(leaf.shape(), leaf.id()));
        sketch.unassignedNear(where).forEach(face -> borders.add(face, NOBODY));
        return borders;
    }

    private void add(Geometry shape, long holder) {
        forEachSegment(shape, (a, b) -> {
            Segment segment = new Segment(a, b);
            holders.put(segment, holder);
            from.computeIfAbsent(a, none -> new ArrayList<>(2)).add(segment);
            into.computeIfAbsent(b, none -> new ArrayList<>(2)).add(segment);
        });
    }

    /** Who holds the land to the left of a segment; empty outside of the outline, and where there is no such border. */
    Optional<Long> left(Segment segment) {
        return Optional.ofNullable(holders.get(segment));
    }

    /** A border from node to node: all along it the same two hold the land. */
    record Edge(Optional<Long> left, Optional<Long> right, List<Segment> segments) {
        Envelope envelope() {
            Envelope envelope = new Envelope();
            segments.forEach(one -> {
                envelope.expandToInclude(one.from());
                envelope.expandToInclude(one.to());
            });
            return envelope;
        }
    }

    /** The edges that the segments are part of, whole. */
    List<Edge> edges(Collection<Segment> segments) {
        List<Edge> edges = new ArrayList<>();
        Set<Segment> seen = new HashSet<>();
        for (Segment one : segments) {
            Segment here = holders.containsKey(one) ? one : one.reversed();
            if (holders.containsKey(here) && !seen.contains(here.either())) {
                Edge edge = edge(here);
                edge.segments().forEach(part -> seen.add(part.either()));
                edges.add(edge);
            }
        }
        return edges;
    }

    private Edge edge(Segment start) {
        Optional<Long> left = left(start);
        Optional<Long> right = left(start.reversed());
        Set<Segment> parts = new LinkedHashSet<>();
        Deque<Segment> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Segment here = open.poll();
            if (!parts.add(here)) {
                continue;
            }
            for (Segment next : from.getOrDefault(here.to(), List.of())) {
                if (left(next).equals(left) && left(next.reversed()).equals(right)) {
                    open.add(next);
                }
            }
            for (Segment last : into.getOrDefault(here.from(), List.of())) {
                if (left(last).equals(left) && left(last.reversed()).equals(right)) {
                    open.add(last);
                }
            }
        }
        return new Edge(left, right, List.copyOf(parts));
    }

    /** All segments, as seen from either side. */
    Set<Segment> linework() {
        Set<Segment> all = new LinkedHashSet<>();
        holders.keySet().forEach(one -> all.add(one.either()));
        return all;
    }

    /** The segments of shapes, as seen from either side. */
    static Set<Segment> linework(Collection<? extends Geometry> shapes) {
        Set<Segment> all = new LinkedHashSet<>();
        shapes.forEach(shape -> forEachSegment(shape, (a, b) -> all.add(new Segment(a, b).either())));
        return all;
    }

    /** With the land to the left. */
    private static void forEachSegment(Geometry shape, BiConsumer<Coordinate, Coordinate> visitor) {
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) shape.getGeometryN(part);
            LinearRing shell = polygon.getExteriorRing();
            forEachSegment(shell, Orientation.isCCW(shell.getCoordinates()), visitor);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                LinearRing ring = polygon.getInteriorRingN(hole);
                forEachSegment(ring, !Orientation.isCCW(ring.getCoordinates()), visitor);
            }
        }
    }

    private static void forEachSegment(LinearRing ring, boolean forward, BiConsumer<Coordinate, Coordinate> visitor) {
        Coordinate[] vertices = ring.getCoordinates();
        for (int i = 0; i + 1 < vertices.length; i++) {
            if (forward) {
                visitor.accept(vertices[i], vertices[i + 1]);
            } else {
                visitor.accept(vertices[i + 1], vertices[i]);
            }
        }
    }
}
