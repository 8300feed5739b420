package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;

/**
 * A position on the WGS 84 ellipsoid (EPSG:4326), longitude first. CGCS2000 (EPSG:4490) counts as equal to it.
 *
 * @param lon degrees east, in [-180, 180]
 * @param lat degrees north, in [-90, 90]
 */
public record LonLat(double lon, double lat) {
    public LonLat {
        // Written so that NaN is refused too: NaN compares false with everything.
        if (!(lon >= -180 && lon <= 180)) {
            throw SixgridException.invalid("lon", "not a longitude in degrees from -180 to 180: " + lon);
        }
        if (!(lat >= -90 && lat <= 90)) {
            throw SixgridException.invalid("lat", "not a latitude in degrees from -90 to 90: " + lat);
        }
    }

    /** Reads decimal degrees as text, as a query or a command line gives them. */
    public static LonLat parse(String lon, String lat) {
        return new LonLat(number("lon", lon), number("lat", lat));
    }

    /** This position on the lattice: every door rounds, so that a stored point and a fresh one answer alike. */
    public LonLat onLattice() {
        return new LonLat(Lattice.round(lon), Lattice.round(lat));
    }

    private static double number(String field, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw SixgridException.invalid(field, field + " is not a number: " + text);
        }
    }
}
