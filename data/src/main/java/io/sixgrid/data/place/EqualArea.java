package io.sixgrid.data.place;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Square metres on the WGS 84 ellipsoid: the plane area in the cylindrical equal-area projection (Snyder, Map Projections: A
 * Working Manual, USGS 1395, equations 10-15, 10-17 and 3-12), which keeps areas everywhere.
 */
public final class EqualArea {
    private static final double SEMI_MAJOR = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
    private static final double ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);

    private EqualArea() {}

    /** The area of a polygon or multipolygon in EPSG:4326, lon before lat; 0 of anything else. */
    public static double squareMetres(Geometry shape) {
        double sum = 0;
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            if (shape.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
                sum += Math.abs(ring(polygon.getExteriorRing()));
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    sum -= Math.abs(ring(polygon.getInteriorRingN(hole)));
                }
            }
        }
        return sum;
    }

    /** Twice-summed trapezoids about the first vertex, so that small shapes far from the origin lose no digits. */
    private static double ring(LinearRing ring) {
        CoordinateSequence vertices = ring.getCoordinateSequence();
        double originX = vertices.getX(0);
        double originY = y(vertices.getY(0));
        double sum = 0;
        double lastX = 0;
        double lastY = 0;
        for (int i = 1; i < vertices.size(); i++) {
            double x = SEMI_MAJOR * Math.toRadians(vertices.getX(i) - originX);
            double y = y(vertices.getY(i)) - originY;
            sum += lastX * y - x * lastY;
            lastX = x;
            lastY = y;
        }
        return sum / 2;
    }

    private static double y(double lat) {
        double sine = Math.sin(Math.toRadians(lat));
        double q = (1 - ECCENTRICITY_SQUARED)
                * (sine / (1 - ECCENTRICITY_SQUARED * sine * sine)
                        - Math.log((1 - ECCENTRICITY * sine) / (1 + ECCENTRICITY * sine)) / (2 * ECCENTRICITY));
        return SEMI_MAJOR * q / 2;
    }
}
