package io.sixgrid.data.redraw;

import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.fit.LatticePoint;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Draws lines onto the vertices and borders that they come near: nobody who draws by hand means the strip between. Vertices
 * go before borders.
 */
final class LineSnapping {
    /** How near, in metres: as where an end is pinned to a node. */
    static final double TOLERANCE = Pinning.METRES;

    private final LocalMetres metres;
    private final double reach;
    private final List<LineSegment> borders = new ArrayList<>();
    private final Set<Long> vertices = new LinkedHashSet<>();

    private LineSnapping(Collection<Edge> edges, Envelope where) {
        metres = LocalMetres.atLatitude(where.centre().y);
        reach = TOLERANCE / Math.min(metres.lonMetres(), metres.latMetres());
        Envelope wide = new Envelope(where);
        wide.expandBy(reach);
        for (Edge edge : edges) {
            LineSegment border = new LineSegment(LatticePoint.degrees(edge.low()), LatticePoint.degrees(edge.high()));
            if (wide.intersects(border.p0, border.p1)) {
                borders.add(border);
                vertices.add(edge.low());
                vertices.add(edge.high());
            }
        }
    }

    /** Both in degrees, on the lattice; a ring stays closed. */
    static List<Coordinate> snap(List<Coordinate> line, Collection<Edge> borders) {
        Envelope where = new Envelope();
        line.forEach(where::expandToInclude);
        LineSnapping snapping = new LineSnapping(borders, where);
        return snapping.throughVertices(line.stream().map(snapping::snap).toList());
    }

    /** The polygon with its rings on the borders; empty where it is too narrow for that, and without holes that are. */
    static Polygon snap(Polygon patch, Collection<Edge> borders) {
        List<LinearRing> rings = BorderNoding.rings(patch).stream()
                .map(ring -> snap(Arrays.asList(ring.getCoordinates()), borders))
                .map(ring -> ring.size() < 4
                        ? Lattice.FACTORY.createLinearRing()
                        : Lattice.FACTORY.createLinearRing(ring.toArray(Coordinate[]::new)))
                .toList();
        return rings.get(0).isEmpty()
                ? Lattice.FACTORY.createPolygon()
                : Lattice.FACTORY.createPolygon(
                        rings.get(0),
                        rings.stream().skip(1).filter(ring -> !ring.isEmpty()).toArray(LinearRing[]::new));
    }

    private Coordinate snap(Coordinate point) {
        Coordinate nearest = point;
        double least = TOLERANCE;
        for (long vertex : vertices) {
            Coordinate other = LatticePoint.degrees(vertex);
            double distance = metres.distance(point, other);
            if (distance <= least) {
                least = distance;
                nearest = other;
            }
        }
        if (least < TOLERANCE || vertices.contains(LatticePoint.of(nearest))) {
            return nearest;
        }
        for (LineSegment border : borders) {
            Coordinate foot = foot(border, point);
            double distance = metres.distance(point, foot);
            if (distance <= least) {
                least = distance;
                nearest = foot;
            }
        }
        return new Coordinate(Lattice.round(nearest.x), Lattice.round(nearest.y));
    }

    /** The nearest point of a border by metres, not by degrees. */
    private Coordinate foot(LineSegment border, Coordinate point) {
        if (!near(border, point)) {
            return border.p0;
        }
        return border.pointAlong(Math.max(0, Math.min(1, factor(border, point))));
    }

    private boolean near(LineSegment border, Coordinate point) {
        return point.x >= Math.min(border.p0.x, border.p1.x) - reach
                && point.x <= Math.max(border.p0.x, border.p1.x) + reach
                && point.y >= Math.min(border.p0.y, border.p1.y) - reach
                && point.y <= Math.max(border.p0.y, border.p1.y) + reach;
    }

    private double factor(LineSegment segment, Coordinate point) {
        double east = (segment.p1.x - segment.p0.x) * metres.lonMetres();
        double north = (segment.p1.y - segment.p0.y) * metres.latMetres();
        double toEast = (point.x - segment.p0.x) * metres.lonMetres();
        double toNorth = (point.y - segment.p0.y) * metres.latMetres();
        double length = east * east + north * north;
        return length == 0 ? 0 : (toEast * east + toNorth * north) / length;
    }

    /** Each segment by way of the vertices that it passes. */
    private List<Coordinate> throughVertices(List<Coordinate> line) {
        List<Coordinate> through = new ArrayList<>(List.of(line.get(0)));
        Set<Coordinate> passed = new LinkedHashSet<>(line);
        for (int i = 1; i < line.size(); i++) {
            LineSegment segment = new LineSegment(line.get(i - 1), line.get(i));
            vertices.stream()
                    .map(LatticePoint::degrees)
                    .filter(vertex -> near(segment, vertex)
                            && metres.distance(vertex, foot(segment, vertex)) <= TOLERANCE
                            && !passed.contains(vertex))
                    .sorted(Comparator.comparingDouble(vertex -> factor(segment, vertex)))
                    .forEach(vertex -> {
                        passed.add(vertex);
                        through.add(vertex);
                    });
            through.add(line.get(i));
        }
        return distinct(through);
    }

    private static List<Coordinate> distinct(List<Coordinate> line) {
        List<Coordinate> distinct = new ArrayList<>();
        for (Coordinate point : line) {
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals2D(point)) {
                distinct.add(point);
            }
        }
        return distinct;
    }
}
