package io.sixgrid.data.redraw;

import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;

/** Puts a line that somebody drew between the ends of the edge that is to run along it. */
final class Pinning {
    /** What is nearer to a node than this is meant to be the node. */
    static final double METRES = 0.3;

    private Pinning() {}

    /**
     * The vertices of the edge to come, from its one end to its other.
     *
     * @param edge  its ends stay where they are
     * @param ring  whether no border ends on it: then nothing of it stays, and the line goes all around
     * @param drawn in either direction, with the ends, without them, or with something very near to them
     */
    static List<Coordinate> pinned(Edge edge, boolean ring, Coordinate[] drawn) {
        List<Coordinate> line = new ArrayList<>(Arrays.asList(drawn));
        LocalMetres metres = LocalMetres.around(edge.line());
        if (edge.closed()) {
            if (!ring) {
                pin(line, edge, metres);
            } else if (!line.get(0).equals2D(line.get(line.size() - 1))) {
                line.add(line.get(0));
            }
            if (area(line) * area(List.of(edge.line().getCoordinates())) < 0) {
                Collections.reverse(line);
            }
            return line;
        }
        double forward = metres.distance(line.get(0), edge.from()) + metres.distance(last(line), edge.to());
        double backward = metres.distance(line.get(0), edge.to()) + metres.distance(last(line), edge.from());
        if (backward < forward) {
            Collections.reverse(line);
        }
        pin(line, edge, metres);
        return line;
    }

    private static void pin(List<Coordinate> line, Edge edge, LocalMetres metres) {
        if (metres.distance(line.get(0), edge.from()) <= METRES) {
            line.remove(0);
        }
        if (!line.isEmpty() && metres.distance(last(line), edge.to()) <= METRES) {
            line.remove(line.size() - 1);
        }
        line.add(0, edge.from());
        line.add(edge.to());
    }

    private static Coordinate last(List<Coordinate> line) {
        return line.get(line.size() - 1);
    }

    /** Below 0 one way around, above it the other. */
    private static double area(List<Coordinate> ring) {
        return ring.size() < 4 ? 0 : Area.ofRingSigned(ring.toArray(Coordinate[]::new));
    }
}
