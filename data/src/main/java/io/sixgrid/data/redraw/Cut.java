package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.fit.LatticePoint;
import io.sixgrid.data.grid.SegmentChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** A grid's land cut along a line that runs across it. */
final class Cut {
    private final Ground ground;
    private final Holding whole;

    private Cut(Ground ground, Holding whole) {
        this.ground = ground;
        this.whole = whole;
    }

    /**
     * The parts, by their order along the line; where two begin, the one left of it first. Land that the line does not come
     * to, an exclave, is none of them.
     *
     * @throws SixgridException (INVALID) of {@code line} that does not run across, crosses itself or ends inside
     */
    static List<Polygon> along(List<Coordinate> line, Ground ground, Holding whole) {
        return new Cut(ground, whole).parts(line);
    }

    private List<Polygon> parts(List<Coordinate> line) {
        Geometry land = whole.shape();
        List<Coordinate> snapped = LineSnapping.snap(line, BorderNoding.edgesOf(List.of(land)));
        // First with the grid's own border alone: what the line does beyond it is nobody's business.
        BorderNoding own = BorderNoding.of(List.of(snapped), List.of(land));
        List<List<Coordinate>> chains = chains(own.lines().get(0), own.rewrite(land));
        if (chains.isEmpty()) {
            throw SixgridException.invalid("line", "the line does not run across " + whole.name());
        }
        List<long[]> paths = ground.node(chains);
        checkEnds(paths);
        return inOrder(paths);
    }

    /** The stretches of the line that run inside. */
    private static List<List<Coordinate>> chains(long[] path, Geometry land) {
        Set<Edge> inside = Faces.inside(land, edges(List.of(path)));
        List<List<Coordinate>> chains = new ArrayList<>();
        boolean open = false;
        for (int i = 1; i < path.length; i++) {
            if (path[i - 1] == path[i]) {
                continue;
            }
            boolean in = inside.contains(Edge.of(path[i - 1], path[i]));
            if (in && !open) {
                chains.add(new ArrayList<>(List.of(LatticePoint.degrees(path[i - 1]))));
            }
            if (in) {
                chains.get(chains.size() - 1).add(LatticePoint.degrees(path[i]));
            }
            open = in;
        }
        return chains;
    }

    private static List<Edge> edges(List<long[]> paths) {
        List<Edge> edges = new ArrayList<>();
        for (long[] path : paths) {
            for (int i = 1; i < path.length; i++) {
                if (path[i - 1] != path[i]) {
                    edges.add(Edge.of(path[i - 1], path[i]));
                }
            }
        }
        return edges;
    }

    /** Inside the land each point of the line has one way in and one out. */
    private void checkEnds(List<long[]> paths) {
        Set<Edge> inside = Faces.inside(whole.shape(), edges(paths));
        Set<Long> border = new HashSet<>();
        BorderNoding.edgesOf(List.of(whole.shape())).forEach(edge -> border.addAll(List.of(edge.low(), edge.high())));
        Map<Long, Integer> ways = new HashMap<>();
        edges(paths).stream().filter(inside::contains).forEach(edge -> {
            ways.merge(edge.low(), 1, Integer::sum);
            ways.merge(edge.high(), 1, Integer::sum);
        });
        ways.forEach((point, count) -> {
            if (count != 2 && !border.contains(point)) {
                throw SixgridException.invalid(
                        "line",
                        "the line " + (count == 1 ? "ends inside" : "crosses itself in") + " " + whole.name() + " at "
                                + Ground.text(LatticePoint.degrees(point)));
            }
        });
    }

    private List<Polygon> inOrder(List<long[]> paths) {
        List<Polygon> faces = Faces.of(whole.shape(), edges(paths));
        Map<Step, Polygon> leftOf = new HashMap<>();
        // Faces are normalised: their rings run with the land to the right.
        faces.forEach(face -> SegmentChain.forEachSegment(face, (from, to) -> leftOf.put(Step.of(to, from), face)));
        Set<Polygon> ordered = new LinkedHashSet<>();
        for (long[] path : paths) {
            for (int i = 1; i < path.length; i++) {
                for (Step step : Arrays.asList(new Step(path[i - 1], path[i]), new Step(path[i], path[i - 1]))) {
                    Polygon face = leftOf.get(step);
                    if (face != null) {
                        ordered.add(face);
                    }
                }
            }
        }
        return List.copyOf(ordered);
    }

    /** A segment with its direction. */
    private record Step(long from, long to) {
        static Step of(Coordinate from, Coordinate to) {
            return new Step(LatticePoint.of(from), LatticePoint.of(to));
        }
    }
}
