package io.sixgrid.data.grid;

import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.LocalMetres;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Geometry;

/**
 * How large a polygon is.
 *
 * @param squareMetres on the ellipsoid
 * @param width        metres: the diameter of the largest circle inside
 */
public record Extent(double squareMetres, double width) {
    // Below this compactness a circle is searched among very many cells, and bounds say enough.
    private static final double THIN = 0.1;

    /** Of a valid polygon, EPSG:4326. */
    public static Extent of(Geometry polygon) {
        double area = EqualArea.squareMetres(polygon);
        Geometry metres = LocalMetres.around(polygon).metres(polygon);
        double perimeter = metres.getLength();
        if (compactness(area, perimeter) >= THIN) {
            return new Extent(area, circle(metres, area / perimeter));
        }
        // Of a strip the circle is as wide as the whole, of a thin triangle it is 4 area / perimeter: never wider than
        // either.
        return new Extent(area, Math.min(new MinimumDiameter(metres).getLength(), 4 * area / perimeter));
    }

    /** Polsby and Popper's: 1 for a circle. */
    static double compactness(double area, double perimeter) {
        return perimeter == 0 ? 0 : 4 * Math.PI * area / (perimeter * perimeter);
    }

    /** Whether a circle of that diameter, in metres, fits inside; quick where it fits easily. */
    static boolean fits(Geometry polygon, double width) {
        Geometry metres = LocalMetres.around(polygon).metres(polygon);
        // A strip along the border as wide as the largest circle's radius covers the whole.
        return 2 * metres.getArea() / metres.getLength() >= width || of(polygon).width() >= width;
    }

    /** For a sentence, e.g. {@code 12.50 m² (30.0 cm wide)}. */
    String words() {
        return EqualArea.text(squareMetres) + " (" + LocalMetres.text(width) + " wide)";
    }

    private static double circle(Geometry metres, double scale) {
        return 2
                * new MaximumInscribedCircle(metres, Math.max(1e-4, scale / 100))
                        .getRadiusLine()
                        .getLength();
    }
}
