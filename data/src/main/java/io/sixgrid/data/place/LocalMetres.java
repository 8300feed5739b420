package io.sixgrid.data.place;

import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Degrees scaled to metres about one latitude: for widths and distances within a few kilometres, where it is right to some
 * parts in ten thousand. Areas are {@link EqualArea}'s.
 */
public final class LocalMetres {
    // Of one degree along the meridian and the parallel; WGS 84, the series of the NGA's DMA TM 8358.2, rounded.
    private final double lonMetres;
    private final double latMetres;

    private LocalMetres(double lat) {
        double phi = Math.toRadians(lat);
        latMetres = 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi);
        lonMetres = 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi);
    }

    /** About the middle of {@code shape}'s bounding box, EPSG:4326. */
    public static LocalMetres around(Geometry shape) {
        Coordinate centre = shape.getEnvelopeInternal().centre();
        return new LocalMetres(centre == null ? 0 : centre.y);
    }

    public static LocalMetres atLatitude(double lat) {
        return new LocalMetres(lat);
    }

    /** A copy of {@code shape} in metres east and north of 0, 0: not for storing. */
    public Geometry metres(Geometry shape) {
        return AffineTransformation.scaleInstance(lonMetres, latMetres).transform(shape);
    }

    /** A copy in degrees again of what {@link #metres} made. */
    public Geometry degrees(Geometry shape) {
        return AffineTransformation.scaleInstance(1 / lonMetres, 1 / latMetres).transform(shape);
    }

    /** Between two positions in degrees, in metres. */
    public double distance(Coordinate a, Coordinate b) {
        return Math.hypot((a.x - b.x) * lonMetres, (a.y - b.y) * latMetres);
    }

    /** How many metres a degree of longitude is here. */
    public double lonMetres() {
        return lonMetres;
    }

    /** How many metres a degree of latitude is here. */
    public double latMetres() {
        return latMetres;
    }

    /** For sentences: {@code 6.0 mm}, {@code 30.0 cm}, {@code 3.0 m}. */
    public static String text(double metres) {
        if (metres > 0 && metres < 0.01) {
            return String.format(Locale.ROOT, "%.1f mm", metres * 1e3);
        }
        return metres < 1
                ? String.format(Locale.ROOT, "%.1f cm", metres * 100)
                : String.format(Locale.ROOT, "%.1f m", metres);
    }
}
