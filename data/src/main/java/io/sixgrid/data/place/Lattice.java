package io.sixgrid.data.place;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * The one lattice of all boundaries: an integer number of 1e-7 degrees of longitude and latitude (about 1.1 cm), the
 * precision of the national standard's numeric(10,7). Longitudes and latitudes both fit in an {@code int}.
 */
public final class Lattice {
    /** Lattice units per degree. */
    public static final double UNITS_PER_DEGREE = 1e7;

    /** EPSG code of every geometry stored. */
    public static final int SRID = 4326;

    /** Makes geometries of SRID 4326 whose overlay operations keep to the lattice. */
    public static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(UNITS_PER_DEGREE), SRID);

    private Lattice() {}

    /** Degrees to lattice units, to the nearest, halves upward. */
    public static int units(double degrees) {
        return Math.toIntExact((long) Math.floor(degrees * UNITS_PER_DEGREE + 0.5));
    }

    /** Lattice units to degrees: the double nearest to the decimal with 7 digits, so what GeoJSON prints reads back. */
    public static double degrees(long units) {
        // Division is correctly rounded; multiplication by 1e-7 is not.
        return units / UNITS_PER_DEGREE;
    }

    /** The nearest lattice coordinate, in degrees. */
    public static double round(double degrees) {
        return degrees(units(degrees));
    }

    /** One polygon as it is, several as one multipolygon, none as an empty polygon. */
    public static Geometry join(List<Polygon> parts) {
        return switch (parts.size()) {
            case 0 -> FACTORY.createPolygon();
            case 1 -> parts.get(0);
            default -> FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
        };
    }

    /** Whether every coordinate of {@code shape} is a lattice coordinate already. */
    public static boolean holds(Geometry shape) {
        for (Coordinate c : shape.getCoordinates()) {
            if (round(c.x) != c.x || round(c.y) != c.y) {
                return false;
            }
        }
        return true;
    }

    /**
     * A copy of {@code shape} with every vertex moved to the lattice, one by one. The result may be invalid where the
     * shape was narrower than the lattice; whoever rounds a coverage must node it first.
     */
    public static Geometry round(Geometry shape) {
        Geometry copy = FACTORY.createGeometry(shape);
        copy.apply((CoordinateFilter) c -> {
            c.x = round(c.x);
            c.y = round(c.y);
        });
        copy.geometryChanged();
        return copy;
    }
}
