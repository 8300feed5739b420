package io.sixgrid.data.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.algorithm.Distance;

/** The odd edges with all that is near them, in groups that have nothing to do with each other. */
final class Clusters {
    private final Borders borders;
    private final int[] parents;

    private Clusters(Borders borders) {
        this.borders = borders;
        parents = new int[borders.edges()];
        for (int edge = 0; edge < parents.length; edge++) {
            parents[edge] = edge;
        }
    }

    /** The edges of each group, sorted. */
    static List<List<Integer>> of(Borders borders, double metres) {
        Clusters clusters = new Clusters(borders);
        if (!borders.anyOdd()) {
            return List.of();
        }
        EdgeGrid grid = new EdgeGrid(borders, edge -> true);
        boolean[] concerned = new boolean[borders.edges()];
        for (int edge = 0; edge < borders.edges(); edge++) {
            if (borders.odd(edge)) {
                concerned[edge] = true;
                // Two units more than what could be narrow: rounding may move either.
                double margin = Measure.units(metres, borders.low(edge)) + 2;
                for (int other : grid.near(new Edge(borders.low(edge), borders.high(edge)).around(margin))) {
                    if (clusters.apart(edge, other) <= margin) {
                        concerned[other] = true;
                        clusters.join(edge, other);
                    }
                }
            }
        }
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int edge = 0; edge < concerned.length; edge++) {
            if (concerned[edge]) {
                groups.computeIfAbsent(clusters.root(edge), root -> new ArrayList<>())
                        .add(edge);
            }
        }
        return List.copyOf(groups.values());
    }

    private double apart(int a, int b) {
        return a == b
                ? 0
                : Distance.segmentToSegment(
                        LatticePoint.units(borders.low(a)),
                        LatticePoint.units(borders.high(a)),
                        LatticePoint.units(borders.low(b)),
                        LatticePoint.units(borders.high(b)));
    }

    private void join(int a, int b) {
        int one = root(a);
        int other = root(b);
        parents[Math.max(one, other)] = Math.min(one, other);
    }

    private int root(int edge) {
        int at = edge;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
