package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineSegment;

/**
 * Puts a vertex on an edge, where the edge passes nearest to a place: nothing moves but for rounding. On the outline too.
 *
 * @param edge the id of the edge
 * @param at   on the lattice
 */
record InsertNode(String edge, Coordinate at) implements Operation {
    static InsertNode read(OperationMembers members) {
        return new InsertNode(members.text("edge"), members.point("at"));
    }

    @Override
    public String kind() {
        return "insert-node";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Edge there = new Topology(sketch).required(edge, "edge");
        LocalMetres metres = LocalMetres.around(there.line());
        Segment nearest = there.segments().stream()
                .min(Comparator.comparingDouble(segment -> metres.distance(at, nearest(segment, metres))))
                .orElseThrow();
        Coordinate vertex = nearest(nearest, metres);
        if (vertex.equals2D(nearest.from()) || vertex.equals2D(nearest.to())) {
            throw SixgridException.invalid(
                    "at",
                    "where the edge " + edge + " passes nearest to " + at.x + ", " + at.y + " it has a vertex already: "
                            + Edge.text(vertex));
        }
        new Rerouting()
                .run(List.of(nearest.from(), nearest.to()), List.of(nearest.from(), vertex, nearest.to()))
                .withOutline(sketch, changes);
    }

    private Coordinate nearest(Segment segment, LocalMetres metres) {
        Coordinate nearest = new LineSegment(scaled(segment.from(), metres), scaled(segment.to(), metres))
                .closestPoint(scaled(at, metres));
        return new Coordinate(
                Lattice.round(nearest.x / metres.lonMetres()), Lattice.round(nearest.y / metres.latMetres()));
    }

    private static Coordinate scaled(Coordinate degrees, LocalMetres metres) {
        return new Coordinate(degrees.x * metres.lonMetres(), degrees.y * metres.latMetres());
    }
}
