package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Nodes and edges of a sketch's borders: of the leaves, the unassigned land and the outline. A node is a vertex where three or
 * more segments meet, an edge what runs from node to node. Reads no more of the city than it is asked for, and shows the sketch
 * as it is when it is asked first: not to be used across a change of it. For one thread.
 */
public final class Topology {
    private static final Comparator<Edge> FROM_WEST =
            Comparator.comparing(Edge::from).thenComparing(edge -> edge.line().getCoordinateN(1));

    private final Sketch sketch;
    private final Borders borders;
    // The tiling grids of each holder, by level.
    private final Map<Long, Map<Integer, Long>> chains = new HashMap<>();

    public Topology(Sketch sketch) {
        this.sketch = sketch;
        this.borders = new Borders(sketch);
    }

    /**
     * What is in an envelope, or reaches into it: each edge whole.
     *
     * @param nodes      those in the envelope
     * @param unassigned land that no grid holds
     */
    public record Part(List<Node> nodes, List<Edge> edges, List<Piece> leaves, List<Polygon> unassigned) {}

    /**
     * Where edges meet.
     *
     * @param edges those that begin or end there, from the west
     */
    public record Node(Coordinate at, List<Edge> edges) {
        /** The widest level whose border goes through it; 0 on the outline. */
        public int level() {
            return edges.stream().mapToInt(Edge::level).min().orElseThrow();
        }
    }

    public Part in(Envelope where) {
        List<Edge> edges = edgesIn(where);
        Set<Coordinate> ends = new HashSet<>();
        edges.forEach(edge -> ends.addAll(List.of(edge.from(), edge.to())));
        return new Part(
                ends.stream()
                        .filter(end -> where.contains(end) && borders.node(end))
                        .sorted()
                        .map(end -> new Node(end, edgesAt(end)))
                        .toList(),
                edges,
                sketch.leavesNear(where),
                sketch.unassignedNear(where));
    }

    /** Edges a segment of which comes near: its envelope meets {@code where}. From the west. */
    public List<Edge> edgesIn(Envelope where) {
        return edgesOf(borders.near(where));
    }

    /** Edges that hold any of these segments, from the west; a segment that is not there has none. */
    List<Edge> edgesOf(Collection<Segment> segments) {
        Set<Segment> seen = new HashSet<>();
        List<Edge> edges = new ArrayList<>();
        for (Segment segment : segments) {
            if (!seen.contains(segment)) {
                edgeOf(segment).ifPresent(edge -> {
                    seen.addAll(edge.segments());
                    edges.add(edge);
                });
            }
        }
        edges.sort(FROM_WEST);
        return edges;
    }

    /** Edges that have a vertex at {@code vertex}: those that meet there when it is a node, else the one it is on. */
    public List<Edge> edgesAt(Coordinate vertex) {
        return edgesOf(borders.around(vertex).stream()
                .map(other -> Segment.between(vertex, other))
                .toList());
    }

    /** Whether borders meet at {@code vertex}. */
    public boolean node(Coordinate vertex) {
        return borders.node(vertex);
    }

    /** The other ends of the segments that meet at a vertex, from the west; none where no border has a vertex. */
    Set<Coordinate> around(Coordinate vertex) {
        return borders.around(vertex);
    }

    /** The vertex of a border that is nearest to a place, if one is as near as that. */
    Optional<Coordinate> vertexNear(Coordinate place, double metres) {
        LocalMetres scale = LocalMetres.atLatitude(place.y);
        Envelope where = new Envelope(place);
        where.expandBy(metres / scale.lonMetres(), metres / scale.latMetres());
        return borders.near(where).stream()
                .flatMap(segment -> Stream.of(segment.from(), segment.to()))
                .filter(vertex -> scale.distance(vertex, place) <= metres)
                .min(Comparator.<Coordinate>comparingDouble(vertex -> scale.distance(vertex, place))
                        .thenComparing(Comparator.naturalOrder()));
    }

    Optional<Borders.Sides> sides(Segment segment) {
        return borders.sides(segment);
    }

    /** The edge that a segment is a piece of; empty when no border has it. */
    Optional<Edge> edgeOf(Segment segment) {
        return borders.sides(segment).map(sides -> edge(segment));
    }

    /**
     * The edge that begins as the id says.
     *
     * @param field as the caller named it
     * @throws SixgridException (INVALID) when there is none, or {@code id} is no id
     */
    public Edge required(String id, String field) {
        List<Coordinate> beginning = beginning(id)
                .orElseThrow(() -> SixgridException.invalid(
                        field, field + " is not where an edge begins, lon,lat~lon,lat: " + id));
        Edge edge = edgeOf(Segment.between(beginning.get(0), beginning.get(1)))
                .orElseThrow(() -> SixgridException.invalid(field, "no border begins at " + id));
        if (!edge.id().equals(Edge.id(beginning.get(0), beginning.get(1)))) {
            throw SixgridException.invalid(
                    field, "no border begins at " + id + ": the one that passes there begins at " + edge.id());
        }
        return edge;
    }

    private static Optional<List<Coordinate>> beginning(String id) {
        if (!id.matches("[^,~]+,[^,~]+~[^,~]+,[^,~]+")) {
            return Optional.empty();
        }
        double[] degrees = new double[4];
        String[] numbers = id.split("[,~]", -1);
        for (int i = 0; i < 4; i++) {
            try {
                degrees[i] = Lattice.round(Double.parseDouble(numbers[i]));
            } catch (NumberFormatException | ArithmeticException e) {
                return Optional.empty();
            }
        }
        return Optional.of(List.of(new Coordinate(degrees[0], degrees[1]), new Coordinate(degrees[2], degrees[3])));
    }

    /** The whole edge: from the segment on in both directions, as far as no other border comes in. */
    private Edge edge(Segment segment) {
        Deque<Coordinate> line = new ArrayDeque<>(List.of(segment.from(), segment.to()));
        while (!borders.node(line.getLast()) && !line.getLast().equals2D(line.getFirst())) {
            Coordinate last = line.removeLast();
            Coordinate next = beyond(last, line.getLast());
            line.addLast(last);
            line.addLast(next);
        }
        // Of one without a node all is there; one with a single node may have been begun elsewhere.
        boolean around = line.getLast().equals2D(line.getFirst());
        while (!around && !borders.node(line.getFirst())) {
            Coordinate first = line.removeFirst();
            Coordinate next = beyond(first, line.getFirst());
            line.addFirst(first);
            line.addFirst(next);
        }
        Coordinate[] vertices = directed(line.toArray(Coordinate[]::new));
        boolean forward = vertices[0].compareTo(vertices[1]) < 0;
        Borders.Sides sides =
                borders.sides(Segment.between(vertices[0], vertices[1])).orElseThrow();
        long left = forward ? sides.left() : sides.right();
        long right = forward ? sides.right() : sides.left();
        return new Edge(line(vertices), left, right, level(left, right));
    }

    private Coordinate beyond(Coordinate vertex, Coordinate from) {
        return borders.around(vertex).stream()
                .filter(other -> !other.equals2D(from))
                .findFirst()
                .orElseThrow();
    }

    private Coordinate[] directed(Coordinate[] vertices) {
        int last = vertices.length - 1;
        if (vertices[0].equals2D(vertices[last])) {
            Coordinate[] ring = borders.node(vertices[0]) ? vertices : fromSmallest(vertices);
            return ring[1].compareTo(ring[last - 1]) <= 0
                    ? ring
                    : line(ring).reverse().getCoordinates();
        }
        return vertices[0].compareTo(vertices[last]) < 0
                ? vertices
                : line(vertices).reverse().getCoordinates();
    }

    private static Coordinate[] fromSmallest(Coordinate[] ring) {
        int smallest = 0;
        int size = ring.length - 1;
        for (int i = 1; i < size; i++) {
            if (ring[i].compareTo(ring[smallest]) < 0) {
                smallest = i;
            }
        }
        Coordinate[] turned = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
            turned[i] = ring[(smallest + i) % size];
        }
        return turned;
    }

    private static LineString line(Coordinate[] vertices) {
        return Lattice.FACTORY.createLineString(vertices);
    }

    /** The widest level that either side has a grid of which the other is not in. */
    private int level(long left, long right) {
        if (left == Edge.OUTSIDE || right == Edge.OUTSIDE) {
            return 0;
        }
        Map<Integer, Long> lefts = chain(left);
        Map<Integer, Long> rights = chain(right);
        int finest = sketch.scheme().levels().size();
        for (int level = 1; level < finest; level++) {
            long one = lefts.getOrDefault(level, Piece.NONE);
            if (one != rights.getOrDefault(level, Piece.NONE)) {
                return level;
            }
        }
        return finest;
    }

    private Map<Integer, Long> chain(long holder) {
        return chains.computeIfAbsent(holder, id -> {
            Map<Integer, Long> chain = new HashMap<>();
            sketch.piece(holder).ifPresent(leaf -> {
                chain.put(leaf.level(), leaf.id());
                sketch.ancestors(leaf).forEach(wider -> chain.put(wider.level(), wider.id()));
            });
            return chain;
        });
    }
}
