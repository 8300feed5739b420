package io.sixgrid.data.place;

import java.util.Locale;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Square metres on the WGS 84 ellipsoid of shapes whose edges are straight in longitude and latitude: the area in the cylindrical equal-area projection (Snyder, Map Projections: A
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

    /**
     * The sum over the edges of their width times their mean height above the first vertex. A border is straight in longitude
     * and latitude, so its mean height is Simpson's rule on the projection: a vertex more on the same line changes nothing, and
     * parts add up to the whole. Heights from the first vertex, so that small shapes far from the equator lose no digits.
     */
    private static double ring(LinearRing ring) {
        CoordinateSequence vertices = ring.getCoordinateSequence();
        double originY = y(vertices.getY(0));
        double sum = 0;
        double height = 0;
        for (int i = 1; i < vertices.size(); i++) {
            double middle = y((vertices.getY(i - 1) + vertices.getY(i)) / 2) - originY;
            double next = y(vertices.getY(i)) - originY;
            double width = SEMI_MAJOR * Math.toRadians(vertices.getX(i) - vertices.getX(i - 1));
            sum += width * (height + 4 * middle + next) / 6;
            height = next;
        }
        return sum;
    }

    private static double y(double lat) {
        double sine = Math.sin(Math.toRadians(lat));
        double q = (1 - ECCENTRICITY_SQUARED)
                * (sine / (1 - ECCENTRICITY_SQUARED * sine * sine)
                        - Math.log((1 - ECCENTRICITY * sine) / (1 + ECCENTRICITY * sine)) / (2 * ECCENTRICITY));
        return SEMI_MAJOR * q / 2;
    }

    /** For sentences: {@code 2.5 cm²}, {@code 12.50 m²}, {@code 4255 m²}. */
    public static String text(double squareMetres) {
        if (squareMetres < 0.1) {
            return String.format(Locale.ROOT, "%.1f cm²", squareMetres * 1e4);
        }
        return String.format(Locale.ROOT, squareMetres < 100 ? "%.2f m²" : "%.0f m²", squareMetres);
    }
}
