package io.sixgrid.data.fit;

import io.sixgrid.data.Progress;
import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Brings polygons from their frame to the lattice. A vertex gets the same lattice point whoever it belongs to, and an edge
 * the same points between its ends from either side. A corner that lies on a neighbour's edge becomes its vertex before
 * anything is projected: afterwards the straight line of the frame is none any more.
 *
 * <p>Rings that the lattice is too coarse for stay, as rings without land: the {@link Cleaner} finds them.
 */
public final class ToLattice {
    /**
     * Shapes on the lattice.
     *
     * @param shapes                 in the order given
     * @param largestMoveCentimetres how far rounding moved a vertex at most
     * @param corners                how many corners became vertices of the edges they lie on
     */
    public record OnLattice(List<Geometry> shapes, double largestMoveCentimetres, int corners) {
        public OnLattice {
            shapes = List.copyOf(shapes);
        }
    }

    /** What a straight line of the frame may depart from one in longitude and latitude, in lattice units. */
    private static final double GRAIN = 0.5;

    /** Shorter edges depart by a millimetre at most at 60 degrees of latitude. */
    private static final double SHORT_METRES = 150;

    private static final int PARTS_AT_MOST = 10_000;

    private final Frame frame;
    private final boolean projected;
    private final Map<Coordinate, Coordinate> degrees = new HashMap<>();
    private double largestMoveMetres;

    private ToLattice(Frame frame) {
        this.frame = frame;
        // In degrees lines are straight already; nobody draws curves between the vertices of GCJ-02.
        projected = frame.axes() == Axes.X_Y;
    }

    /** One shape alone: neighbours need {@link #ofAll}. */
    public static Geometry of(Geometry shape, Frame frame) {
        return new ToLattice(frame).shape(shape, Map.of());
    }

    /** A whole set, polygons and multipolygons, perhaps invalid. */
    public static OnLattice ofAll(List<Geometry> shapes, Frame frame, Progress progress) {
        Map<SharedCorners.Edge, List<Coordinate>> corners = SharedCorners.onEdges(shapes, frame);
        ToLattice lattice = new ToLattice(frame);
        List<Geometry> moved = new ArrayList<>(shapes.size());
        for (Geometry shape : shapes) {
            moved.add(lattice.shape(shape, corners));
            if (moved.size() % 100 == 0 || moved.size() == shapes.size()) {
                progress.advance("to the lattice", moved.size(), shapes.size());
            }
        }
        int inserted = corners.values().stream().mapToInt(List::size).sum();
        return new OnLattice(moved, 100 * lattice.largestMoveMetres, inserted);
    }

    private Geometry shape(Geometry shape, Map<SharedCorners.Edge, List<Coordinate>> corners) {
        List<Polygon> parts = new ArrayList<>();
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            if (shape.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
                LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
                for (int hole = 0; hole < holes.length; hole++) {
                    holes[hole] = ring(polygon.getInteriorRingN(hole), corners);
                }
                parts.add(Lattice.FACTORY.createPolygon(ring(polygon.getExteriorRing(), corners), holes));
            }
        }
        return switch (parts.size()) {
            case 0 -> Lattice.FACTORY.createPolygon();
            case 1 -> parts.get(0);
            default -> Lattice.FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
        };
    }

    private LinearRing ring(LinearRing ring, Map<SharedCorners.Edge, List<Coordinate>> corners) {
        Coordinate[] given = ring.getCoordinates();
        List<Coordinate> moved = new ArrayList<>(given.length);
        add(moved, place(given[0]));
        for (int i = 0; i + 1 < given.length; i++) {
            Coordinate from = given[i];
            for (Coordinate to : SharedCorners.path(given[i], given[i + 1], corners)) {
                between(from, to, moved);
                add(moved, place(to));
                from = to;
            }
        }
        // Without land: written out in full, so that it stays a ring and is found.
        while (moved.size() < 4) {
            moved.add(moved.get(0).copy());
        }
        return Lattice.FACTORY.createLinearRing(moved.toArray(Coordinate[]::new));
    }

    /** What is the same lattice point as the vertex before is no vertex. */
    private static void add(List<Coordinate> vertices, Coordinate next) {
        if (vertices.isEmpty() || !vertices.get(vertices.size() - 1).equals2D(next)) {
            vertices.add(next);
        }
    }

    /** Points so close that the line of the frame stays on the lattice; a function of the two ends, not of their order. */
    private void between(Coordinate from, Coordinate to, List<Coordinate> moved) {
        if (!projected || from.distance(to) < SHORT_METRES) {
            return;
        }
        boolean forward = from.compareTo(to) < 0;
        Coordinate first = forward ? from : to;
        Coordinate last = forward ? to : from;
        LonLat a = exact(first);
        LonLat b = exact(last);
        LonLat middle = exact(at(first, last, 0.5));
        double departs = Lattice.UNITS_PER_DEGREE
                * Math.hypot(middle.lon() - (a.lon() + b.lon()) / 2, middle.lat() - (a.lat() + b.lat()) / 2);
        int parts = (int) Math.min(PARTS_AT_MOST, Math.ceil(Math.sqrt(departs / GRAIN)));
        for (int i = 1; i < parts; i++) {
            add(moved, place(at(first, last, (double) (forward ? i : parts - i) / parts)));
        }
    }

    private static Coordinate at(Coordinate from, Coordinate to, double share) {
        return new Coordinate(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    }

    private LonLat exact(Coordinate given) {
        return frame.toWgs84(new FramePoint(given.x, given.y));
    }

    /** The lattice point of a vertex, worked out once. */
    private Coordinate place(Coordinate given) {
        Coordinate known = degrees.get(given);
        if (known == null) {
            LonLat exact = exact(given);
            LonLat rounded = exact.onLattice();
            known = new Coordinate(rounded.lon(), rounded.lat());
            double move =
                    LocalMetres.atLatitude(rounded.lat()).distance(new Coordinate(exact.lon(), exact.lat()), known);
            largestMoveMetres = Math.max(largestMoveMetres, move);
            degrees.put(given, known);
        }
        return known;
    }
}
