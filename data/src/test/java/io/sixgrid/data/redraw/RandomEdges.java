package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Operations in JSON on nodes and edges near a leaf, as they are at that moment. */
final class RandomEdges {
    static final List<String> KINDS =
            List.of("change-outline", "follow-line", "insert-node", "remove-node", "reshape-edge");

    private final Sketch sketch;
    private final Random random;
    private final Piece near;

    RandomEdges(Sketch sketch, Random random, Piece near) {
        this.sketch = sketch;
        this.random = random;
        this.near = near;
    }

    /** Each as often as it is to come. */
    List<Supplier<String>> every() {
        return List.of(
                this::reshape,
                this::reshape,
                this::insert,
                this::remove,
                this::follow,
                this::follow,
                this::moveOutline);
    }

    private Edge edge() {
        List<Edge> edges = new Topology(sketch).edgesIn(near.shape().getEnvelopeInternal());
        return edges.get(random.nextInt(edges.size()));
    }

    /** Mostly as far as nothing else is in the way. */
    private Coordinate beside(Coordinate place, double reach) {
        double width = reach * (random.nextInt(4) == 0 ? 10 : 1);
        return new Coordinate(
                Lattice.round(place.x + (2 * random.nextDouble() - 1) * width),
                Lattice.round(place.y + (2 * random.nextDouble() - 1) * width));
    }

    private Coordinate vertex(Edge edge) {
        return edge.line().getCoordinateN(random.nextInt(edge.line().getNumPoints()));
    }

    private static String json(Coordinate place) {
        return "[" + place.x + "," + place.y + "]";
    }

    private String reshape() {
        Edge edge = edge();
        List<Coordinate> line = new ArrayList<>(List.of(edge.from()));
        for (int i = random.nextInt(3); i > 0; i--) {
            line.add(beside(edge.line().getCentroid().getCoordinate(), 5e-4));
        }
        line.add(beside(edge.to(), 1e-6));
        if (random.nextBoolean()) {
            Collections.reverse(line);
        }
        return "{'kind':'" + (edge.onOutline() ? "change-outline" : "reshape-edge") + "','edge':'" + edge.id()
                + "','line':" + SketchCity.line(line.toArray(Coordinate[]::new)) + "}";
    }

    private String moveOutline() {
        Coordinate node = vertex(edge());
        return "{'kind':'change-outline','node':" + json(node) + ",'to':" + json(beside(node, 2e-4)) + "}";
    }

    private String insert() {
        Edge edge = edge();
        return "{'kind':'insert-node','edge':'" + edge.id() + "','at':"
                + json(beside(edge.line().getCentroid().getCoordinate(), 1e-3)) + "}";
    }

    private String remove() {
        return "{'kind':'remove-node','node':" + json(vertex(edge())) + "}";
    }

    private String follow() {
        Envelope wide = new Envelope(near.shape().getEnvelopeInternal());
        wide.expandBy(wide.getWidth());
        List<Edge> edges = new Topology(sketch).edgesIn(wide);
        Coordinate from = vertex(edges.get(random.nextInt(edges.size())));
        Coordinate to = vertex(random.nextBoolean() ? edge() : edges.get(random.nextInt(edges.size())));
        Coordinate middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
        Coordinate[] line = {beside(from, 2e-4), beside(middle, 5e-4), beside(to, 2e-4)};
        return "{'kind':'follow-line','from':" + json(from) + ",'to':" + json(to) + ",'line':" + SketchCity.line(line)
                + ",'moveEnds':" + random.nextBoolean() + "}";
    }
}
