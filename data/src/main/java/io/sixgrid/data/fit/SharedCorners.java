package io.sixgrid.data.fit;

import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/** Finds corners that lie on an edge of a neighbour who lacks them (T-junctions), in the frame of the file itself. */
final class SharedCorners {
    /** A millimetre: files in metres are written with three decimals. In degrees about as much. */
    private static final double METRES = 0.001;

    private static final double DEGREES = 1e-8;

    /** An edge without direction: {@code a} is the lower end. */
    record Edge(Coordinate a, Coordinate b) {
        static Edge of(Coordinate from, Coordinate to) {
            return from.compareTo(to) < 0 ? new Edge(from, to) : new Edge(to, from);
        }
    }

    private SharedCorners() {}

    /** By edge the corners on it, from its lower end. Only edges that one ring has alone can lack one. */
    static Map<Edge, List<Coordinate>> onEdges(List<Geometry> shapes, Frame frame) {
        double near = frame.axes() == Axes.X_Y ? METRES : DEGREES;
        Set<Edge> alone = alone(shapes);
        STRtree tree = new STRtree();
        Set<Coordinate> corners = new HashSet<>();
        for (Edge edge : alone) {
            tree.insert(new Envelope(edge.a(), edge.b()), edge);
            corners.add(edge.a());
            corners.add(edge.b());
        }
        Map<Edge, List<Coordinate>> found = new HashMap<>();
        for (Coordinate corner : corners) {
            Envelope around = new Envelope(corner);
            around.expandBy(near);
            for (Object candidate : tree.query(around)) {
                Edge edge = (Edge) candidate;
                if (corner.distance(edge.a()) > near
                        && corner.distance(edge.b()) > near
                        && Distance.pointToSegment(corner, edge.a(), edge.b()) <= near) {
                    found.computeIfAbsent(edge, e -> new ArrayList<>()).add(corner);
                }
            }
        }
        found.forEach((edge, on) -> on.sort(Comparator.comparingDouble((Coordinate c) -> c.distance(edge.a()))
                .thenComparing(c -> c)));
        return found;
    }

    /** The vertices after {@code from} up to {@code to}, corners between them included. */
    static List<Coordinate> path(Coordinate from, Coordinate to, Map<Edge, List<Coordinate>> corners) {
        List<Coordinate> on = corners.isEmpty() ? null : corners.get(Edge.of(from, to));
        if (on == null) {
            return List.of(to);
        }
        List<Coordinate> path = new ArrayList<>(on);
        if (from.compareTo(to) > 0) {
            Collections.reverse(path);
        }
        path.add(to);
        return path;
    }

    private static Set<Edge> alone(List<Geometry> shapes) {
        Set<Edge> alone = new HashSet<>();
        for (Geometry shape : shapes) {
            for (int part = 0; part < shape.getNumGeometries(); part++) {
                if (shape.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
                    toggle(polygon.getExteriorRing().getCoordinates(), alone);
                    for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                        toggle(polygon.getInteriorRingN(hole).getCoordinates(), alone);
                    }
                }
            }
        }
        return alone;
    }

    private static void toggle(Coordinate[] ring, Set<Edge> alone) {
        for (int i = 0; i + 1 < ring.length; i++) {
            if (!ring[i].equals2D(ring[i + 1])) {
                Edge edge = Edge.of(ring[i], ring[i + 1]);
                if (!alone.add(edge)) {
                    alone.remove(edge);
                }
            }
        }
    }
}
