package io.sixgrid.data.redraw;

import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.fit.LatticePoint;
import io.sixgrid.data.fit.Noding;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/**
 * Lines, and the borders that they meet, broken where they meet: every break a lattice point. A border that is not met stays
 * as it is.
 */
final class BorderNoding {
    /** How near a line passes a border, in lattice units, for rounding to bring them together. */
    private static final double REACH = 2;

    private final Map<Edge, long[]> paths = new HashMap<>();
    private final List<long[]> lines;

    private BorderNoding(List<Edge> edges, List<List<Coordinate>> lines) {
        List<long[]> broken = Noding.paths(edges);
        for (int i = 0; i < broken.size(); i++) {
            if (broken.get(i).length > 2) {
                paths.put(edges.get(i), broken.get(i));
            }
        }
        this.lines = lines.stream()
                .map(line -> path(line.toArray(Coordinate[]::new)))
                .toList();
    }

    /**
     * Breaks lines and borders.
     *
     * @param lines  their vertices on the lattice, in degrees
     * @param shapes whose borders they may meet
     */
    static BorderNoding of(List<List<Coordinate>> lines, Collection<Geometry> shapes) {
        Set<Edge> drawn = new LinkedHashSet<>();
        lines.forEach(line -> addEdges(line.toArray(Coordinate[]::new), drawn));
        Set<Edge> met = near(drawn, shapes);
        // What is broken may come to lie on a vertex that it passed by.
        met.addAll(near(met, shapes));
        met.addAll(drawn);
        return new BorderNoding(List.copyOf(met), lines);
    }

    private static Set<Edge> near(Set<Edge> edges, Collection<Geometry> shapes) {
        Envelope all = new Envelope();
        edges.forEach(edge -> all.expandToInclude(edge.around(REACH)));
        Set<Edge> near = new LinkedHashSet<>();
        for (Edge border : edgesOf(shapes)) {
            Envelope around = border.around(REACH);
            if (all.intersects(around)
                    && edges.stream().anyMatch(edge -> around.intersects(edge.around(0)) && meet(edge, border))) {
                near.add(border);
            }
        }
        return near;
    }

    private static boolean meet(Edge a, Edge b) {
        return Distance.segmentToSegment(
                        LatticePoint.units(a.low()),
                        LatticePoint.units(a.high()),
                        LatticePoint.units(b.low()),
                        LatticePoint.units(b.high()))
                <= REACH;
    }

    /** The borders of shapes, each segment once. */
    static Set<Edge> edgesOf(Collection<? extends Geometry> shapes) {
        Set<Edge> edges = new LinkedHashSet<>();
        shapes.forEach(shape -> rings(shape).forEach(ring -> addEdges(ring.getCoordinates(), edges)));
        return edges;
    }

    /** The rings of polygons, shells and holes. */
    static List<LineString> rings(Geometry shape) {
        List<LineString> rings = new ArrayList<>();
        Geometry border = shape.getBoundary();
        for (int i = 0; i < border.getNumGeometries(); i++) {
            if (!border.getGeometryN(i).isEmpty()) {
                rings.add((LineString) border.getGeometryN(i));
            }
        }
        return rings;
    }

    private static void addEdges(Coordinate[] line, Set<Edge> edges) {
        for (int i = 1; i < line.length; i++) {
            long from = LatticePoint.of(line[i - 1]);
            long to = LatticePoint.of(line[i]);
            if (from != to) {
                edges.add(Edge.of(from, to));
            }
        }
    }

    /** The points of each line, its breaks among them. */
    List<long[]> lines() {
        return lines;
    }

    /** Where borders or lines got further vertices, in degrees; null where nothing did. */
    Envelope broken() {
        Envelope where = new Envelope();
        paths.keySet().forEach(edge -> {
            where.expandToInclude(LatticePoint.degrees(edge.low()));
            where.expandToInclude(LatticePoint.degrees(edge.high()));
        });
        return where;
    }

    /** The same land with the breaks of its borders; itself where there are none. */
    Geometry rewrite(Geometry shape) {
        if (paths.isEmpty() || edgesOf(List.of(shape)).stream().noneMatch(paths::containsKey)) {
            return shape;
        }
        return Vertices.rewrite(shape, ring -> degrees(path(ring)));
    }

    static Coordinate[] degrees(long[] path) {
        Coordinate[] points = new Coordinate[path.length];
        for (int i = 0; i < path.length; i++) {
            points[i] = LatticePoint.degrees(path[i]);
        }
        return points;
    }

    private long[] path(Coordinate[] line) {
        List<Long> path = new ArrayList<>(List.of(LatticePoint.of(line[0])));
        for (int i = 1; i < line.length; i++) {
            long from = LatticePoint.of(line[i - 1]);
            long to = LatticePoint.of(line[i]);
            long @Nullable [] broken = from == to ? null : paths.get(Edge.of(from, to));
            if (broken == null) {
                path.add(to);
            } else {
                for (int step = 1; step < broken.length; step++) {
                    path.add(broken[from < to ? step : broken.length - 1 - step]);
                }
            }
        }
        return path.stream().mapToLong(Long::longValue).toArray();
    }

    static LineString line(Edge edge) {
        return Lattice.FACTORY.createLineString(
                new Coordinate[] {LatticePoint.degrees(edge.low()), LatticePoint.degrees(edge.high())});
    }
}
