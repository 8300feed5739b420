package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;

/**
 * A transverse Mercator (Gauss-Krueger) projection.
 *
 * @param centralMeridian  degrees east
 * @param latitudeOfOrigin degrees north
 * @param scale            on the central meridian, without unit
 * @param falseEasting     metres that the central meridian has
 * @param falseNorthing    metres that the latitude of origin has
 */
record TransverseMercator(
        double centralMeridian, double latitudeOfOrigin, double scale, double falseEasting, double falseNorthing) {
    TransverseMercator {
        if (!(centralMeridian >= -180 && centralMeridian <= 180 && latitudeOfOrigin >= -90 && latitudeOfOrigin <= 90)) {
            throw SixgridException.invalid(
                    "projection",
                    "not an origin in degrees: central meridian " + centralMeridian + ", latitude " + latitudeOfOrigin);
        }
        if (!(scale > 0.9 && scale < 1.1)) {
            throw SixgridException.invalid("projection", "not a scale on the central meridian, about 1: " + scale);
        }
    }

    /** Gauss-Krueger as China uses it: the equator, true to scale on the central meridian. */
    static TransverseMercator gauss(double centralMeridian, double falseEasting) {
        return new TransverseMercator(centralMeridian, 0, 1, falseEasting, 0);
    }
}
