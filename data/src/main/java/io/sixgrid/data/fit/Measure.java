package io.sixgrid.data.fit;

import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.algorithm.LineIntersector;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** How far, how wide, how much. */
final class Measure {
    private static final int HALVINGS = 12;

    /** Narrower faces than two lattice units need no closer look. */
    private static final double GRAIN_METRES = 0.02;

    /** Not of the lattice: crossings are where they are. */
    private static final GeometryFactory EXACT = new GeometryFactory();

    private Measure() {}

    /** The diameter of the largest circle inside, in metres, never too small by more than a part in a thousand. */
    static double width(Polygon face) {
        Geometry metres = LocalMetres.around(face).metres(face);
        double high = 2 * Math.sqrt(metres.getArea() / Math.PI);
        if (face.getNumPoints() == 4) {
            return 4 * metres.getArea() / metres.getLength();
        }
        double low = 0;
        for (int i = 0; i < HALVINGS && high > GRAIN_METRES; i++) {
            double middle = (low + high) / 2;
            if (metres.buffer(-middle / 2, 2, BufferParameters.CAP_FLAT).isEmpty()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    static double metres(long a, long b) {
        Coordinate from = LatticePoint.degrees(a);
        return LocalMetres.atLatitude(from.y).distance(from, LatticePoint.degrees(b));
    }

    /** From a point to the nearest of the segment's, in metres. */
    static double metres(long point, long from, long to) {
        LocalMetres local = LocalMetres.atLatitude(LatticePoint.degrees(point).y);
        return Distance.pointToSegment(new Coordinate(), relative(local, point, from), relative(local, point, to));
    }

    /** The share of the way from {@code from} to {@code to} at which {@code point} is nearest; below 0 or above 1 beyond. */
    static double share(long point, long from, long to) {
        LocalMetres local = LocalMetres.atLatitude(LatticePoint.degrees(from).y);
        Coordinate p = relative(local, from, point);
        Coordinate along = relative(local, from, to);
        return (p.x * along.x + p.y * along.y) / (along.x * along.x + along.y * along.y);
    }

    private static Coordinate relative(LocalMetres local, long origin, long point) {
        return new Coordinate(
                ((double) LatticePoint.x(point) - LatticePoint.x(origin))
                        / Lattice.UNITS_PER_DEGREE
                        * local.lonMetres(),
                ((double) LatticePoint.y(point) - LatticePoint.y(origin))
                        / Lattice.UNITS_PER_DEGREE
                        * local.latMetres());
    }

    /** How many lattice units {@code metres} are at most at that place. */
    static double units(double metres, long place) {
        LocalMetres local = LocalMetres.atLatitude(LatticePoint.degrees(place).y);
        return metres * Lattice.UNITS_PER_DEGREE / Math.min(local.lonMetres(), local.latMetres());
    }

    /** Square metres between an edge and where it moves to. */
    static double swept(long a, long b, long newA, long newB) {
        Coordinate from = LatticePoint.degrees(a);
        Coordinate to = LatticePoint.degrees(b);
        Coordinate newFrom = LatticePoint.degrees(newA);
        Coordinate newTo = LatticePoint.degrees(newB);
        LineIntersector crossing = new RobustLineIntersector();
        crossing.computeIntersection(from, to, newFrom, newTo);
        if (crossing.isProper()) {
            Coordinate x = crossing.getIntersection(0);
            return area(from, x, newFrom, from) + area(to, x, newTo, to);
        }
        return area(from, to, newTo, newFrom, from);
    }

    /** Square metres between a straight edge and the path it becomes. */
    static double bent(long[] path) {
        if (path.length < 3) {
            return 0;
        }
        Coordinate[] ring = new Coordinate[path.length + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = LatticePoint.degrees(path[i % path.length]);
        }
        if (path.length == 3) {
            return area(ring);
        }
        // The path may cross the straight edge: every loop counts.
        Polygonizer loops = new Polygonizer();
        loops.add(EXACT.createLineString(ring).union());
        double sum = 0;
        for (Object loop : loops.getPolygons()) {
            sum += EqualArea.squareMetres((Polygon) loop);
        }
        return sum;
    }

    private static double area(Coordinate... ring) {
        return EqualArea.squareMetres(Lattice.FACTORY.createPolygon(ring));
    }

    static LineString line(long... path) {
        Coordinate[] vertices = new Coordinate[path.length];
        for (int i = 0; i < path.length; i++) {
            vertices[i] = LatticePoint.degrees(path[i]);
        }
        return Lattice.FACTORY.createLineString(vertices);
    }
}
