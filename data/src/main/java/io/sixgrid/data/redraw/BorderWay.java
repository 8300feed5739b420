package io.sixgrid.data.redraw;

import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * The way along borders that is meant when somebody wants a border to follow a line: the one with the least land between it and
 * the line (Dijkstra's, each segment at the area that it would sweep). Never along the outline.
 */
final class BorderWay {
    /** So that among ways along the line itself the shortest is taken. */
    private static final double LEAST_METRES = 0.1;

    private static final GeometryFactory PLANE = new GeometryFactory();

    private final Topology topology;
    private final LocalMetres metres;
    private final IndexedFacetDistance line;

    BorderWay(Topology topology, LineString line) {
        this.topology = topology;
        this.metres = LocalMetres.around(line);
        this.line = new IndexedFacetDistance(metres.metres(line));
    }

    private record Reached(Coordinate vertex, Coordinate before, double squareMetres) {}

    /** Vertex by vertex, both ends with it; empty when there is none. */
    Optional<List<Coordinate>> between(Coordinate from, Coordinate to) {
        Map<Coordinate, Coordinate> before = new HashMap<>();
        Set<Coordinate> done = new HashSet<>();
        PriorityQueue<Reached> open = new PriorityQueue<>(
                Comparator.comparingDouble(Reached::squareMetres).thenComparing(Reached::vertex));
        open.add(new Reached(from, from, 0));
        while (!open.isEmpty()) {
            Reached next = open.poll();
            if (!done.add(next.vertex())) {
                continue;
            }
            before.put(next.vertex(), next.before());
            if (next.vertex().equals2D(to)) {
                return Optional.of(way(before, to));
            }
            for (Coordinate other : topology.around(next.vertex())) {
                if (!done.contains(other) && !outline(next.vertex(), other)) {
                    open.add(new Reached(other, next.vertex(), next.squareMetres() + swept(next.vertex(), other)));
                }
            }
        }
        return Optional.empty();
    }

    private boolean outline(Coordinate one, Coordinate other) {
        Borders.Sides sides = topology.sides(Segment.between(one, other)).orElseThrow();
        return sides.left() == Edge.OUTSIDE || sides.right() == Edge.OUTSIDE;
    }

    private double swept(Coordinate one, Coordinate other) {
        Coordinate middle =
                new Coordinate((one.x + other.x) / 2 * metres.lonMetres(), (one.y + other.y) / 2 * metres.latMetres());
        return metres.distance(one, other) * (line.distance(PLANE.createPoint(middle)) + LEAST_METRES);
    }

    private static List<Coordinate> way(Map<Coordinate, Coordinate> before, Coordinate to) {
        List<Coordinate> way = new ArrayList<>(List.of(to));
        Coordinate vertex = to;
        Coordinate last = before.getOrDefault(to, to);
        while (!last.equals2D(vertex)) {
            way.add(last);
            vertex = last;
            last = before.getOrDefault(vertex, vertex);
        }
        Collections.reverse(way);
        return way;
    }
}
