package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Makes corners beside an edge of a neighbour vertices of that edge. To an edge of the outline, which does not bend, the
 * corner moves first.
 */
final class Inserting {
    private static final String SENTENCE =
            "%d corners become vertices of edges of %s beside them, which bend by at most %s";

    /** On the edge, as near as a lattice point can be to it. */
    private static final double ON_METRES = 0.012;

    private static final int ROUNDS = 3;

    /** A corner beside an edge. */
    private record Beside(long corner, int edge, double metres) {}

    private final Pass pass;
    private final Published published;
    private final Borders borders;

    private Inserting(Pass pass, Published published) {
        this.pass = pass;
        this.published = published;
        borders = new Borders(pass.pieces());
    }

    static void insert(Pass pass, Published published) {
        for (int round = 0; round < ROUNDS; round++) {
            pass.advance("inserting corners", round, ROUNDS);
            Inserting inserting = new Inserting(pass, published);
            if (!inserting.borders.anyOdd() || !inserting.insert()) {
                break;
            }
        }
        pass.advance("inserting corners", ROUNDS, ROUNDS);
    }

    private boolean insert() {
        List<Beside> nearest = nearest();
        Redraw moves = Redraw.none();
        Map<Integer, List<Long>> byEdge = new TreeMap<>();
        for (Beside beside : nearest) {
            int[] owners = borders.owners(beside.edge());
            boolean ofOutline = pass.pieces().isOutline(owners[owners.length - 1]);
            if (ofOutline && beside.metres() > ON_METRES) {
                if (published.hasCorner(beside.corner())) {
                    continue;
                }
                moves.moves().put(beside.corner(), foot(beside));
            } else {
                byEdge.computeIfAbsent(beside.edge(), edge -> new ArrayList<>()).add(beside.corner());
            }
        }
        // What a corner has moved by is known when it has: its edges wait for the next round.
        byEdge.values().forEach(corners -> corners.removeIf(moves.moves()::containsKey));
        byEdge.forEach((edge, corners) -> {
            if (!corners.isEmpty()
                    && !moves.moves().containsKey(borders.low(edge))
                    && !moves.moves().containsKey(borders.high(edge))) {
                moves.paths().put(new Edge(borders.low(edge), borders.high(edge)), path(edge, corners));
            }
        });
        Sound.keep(pass.pieces(), borders, moves);
        Redraw made = Snapping.offer(pass, borders, moves.moves());
        made.paths().putAll(offer(moves.paths()).paths());
        return Sound.apply(pass.pieces(), borders, made);
    }

    /** For each odd corner the nearest odd edge of each grid that lacks it, within the tolerance. */
    private List<Beside> nearest() {
        EdgeGrid grid = new EdgeGrid(borders, borders::odd);
        List<Beside> found = new ArrayList<>();
        for (int i = 0; i < borders.corners(); i++) {
            if (borders.oddCorner(i)) {
                long corner = borders.corner(i);
                Envelope around = new Envelope(LatticePoint.units(corner));
                around.expandBy(Measure.units(pass.toleranceMetres(), corner));
                for (int edge : grid.near(around)) {
                    besides(corner, edge, found);
                }
            }
        }
        found.sort(Comparator.comparingDouble(Beside::metres)
                .thenComparingLong(Beside::corner)
                .thenComparingLong(beside -> borders.low(beside.edge()))
                .thenComparingLong(beside -> borders.high(beside.edge())));
        Set<List<Long>> taken = new HashSet<>();
        found.removeIf(beside -> Arrays.stream(borders.owners(beside.edge()))
                .mapToObj(owner -> !taken.add(List.of(beside.corner(), (long) owner)))
                .reduce(false, Boolean::logicalOr));
        return found;
    }

    private void besides(long corner, int edge, List<Beside> found) {
        long low = borders.low(edge);
        long high = borders.high(edge);
        double share = Measure.share(corner, low, high);
        double metres = Measure.metres(corner, low, high);
        if (share > 0
                && share < 1
                && metres <= pass.toleranceMetres()
                && metres < Math.min(Measure.metres(corner, low), Measure.metres(corner, high))
                && Arrays.stream(borders.owners(edge))
                        .noneMatch(owner ->
                                Arrays.stream(borders.cornerOwners(corner)).anyMatch(o -> o == owner))) {
            found.add(new Beside(corner, edge, metres));
        }
    }

    private long foot(Beside beside) {
        Coordinate low = LatticePoint.degrees(borders.low(beside.edge()));
        Coordinate high = LatticePoint.degrees(borders.high(beside.edge()));
        double share = Measure.share(beside.corner(), borders.low(beside.edge()), borders.high(beside.edge()));
        return LatticePoint.of(
                Lattice.units(low.x + (high.x - low.x) * share), Lattice.units(low.y + (high.y - low.y) * share));
    }

    private long[] path(int edge, List<Long> corners) {
        List<Long> path = new ArrayList<>(corners);
        path.sort(Comparator.comparingDouble(
                        (Long corner) -> Measure.share(corner, borders.low(edge), borders.high(edge)))
                .thenComparing(Comparator.naturalOrder()));
        path.add(0, borders.low(edge));
        path.add(borders.high(edge));
        return path.stream().mapToLong(Long::longValue).toArray();
    }

    private Redraw offer(Map<Edge, long[]> paths) {
        VertexRepairs repairs = new VertexRepairs(pass, Repair.Kind.INSERT, SENTENCE);
        paths.keySet().stream()
                .sorted(Comparator.comparingLong(Edge::low).thenComparingLong(Edge::high))
                .forEach(edge -> {
                    long[] path = paths.getOrDefault(edge, new long[0]);
                    double metres = 0;
                    TreeSet<Integer> pieces = new TreeSet<>();
                    for (int owner : borders.owners(borders.edge(edge.low(), edge.high()))) {
                        pieces.add(owner);
                    }
                    for (int i = 1; i + 1 < path.length; i++) {
                        metres = Math.max(metres, Measure.metres(path[i], edge.low(), edge.high()));
                        if (pass.pieces().codes(pieces).isEmpty()) {
                            // The outline alone gets a corner: named after those who have it.
                            for (int owner : borders.cornerOwners(path[i])) {
                                pieces.add(owner);
                            }
                        }
                    }
                    repairs.add(new VertexRepairs.Change(
                            pieces,
                            metres,
                            Measure.bent(path),
                            true,
                            Measure.line(path),
                            redraw -> redraw.paths().put(edge, path)));
                });
        return repairs.offer();
    }
}
