package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Gauss-Krueger zone of CGCS2000, EPSG:4491 to 4554.
 *
 * @param meridian its central one, degrees east
 * @param number   what eastings begin with, in millions of metres; 0 where they begin with nothing
 * @param degrees  its width, 3 or 6
 */
record GaussZone(int epsg, int meridian, int number, int degrees) {
    private static final double FALSE_EASTING = 500_000;
    private static final double MILLION = 1e6;

    /** Half a zone of 3 degrees is 167 km at the equator, and 142 at 31.5 degrees north: the rest is for overlaps. */
    private static final double MOST_METERS_A_DEGREE = 170_000 / 1.5;

    static Optional<GaussZone> of(int epsg) {
        if (epsg >= 4491 && epsg <= 4501) {
            int number = epsg - 4491 + 13;
            return Optional.of(new GaussZone(epsg, 6 * number - 3, number, 6));
        }
        if (epsg >= 4502 && epsg <= 4512) {
            return Optional.of(new GaussZone(epsg, 6 * (epsg - 4502) + 75, 0, 6));
        }
        if (epsg >= 4513 && epsg <= 4533) {
            int number = epsg - 4513 + 25;
            return Optional.of(new GaussZone(epsg, 3 * number, number, 3));
        }
        if (epsg >= 4534 && epsg <= 4554) {
            return Optional.of(new GaussZone(epsg, 3 * (epsg - 4534) + 75, 0, 3));
        }
        return Optional.empty();
    }

    /** The zone that {@code projection} is of; of the two widths that share a meridian the one of {@code degrees}. */
    static Optional<GaussZone> of(TransverseMercator projection, int degrees) {
        return IntStream.rangeClosed(4491, 4554)
                .mapToObj(code -> of(code).orElseThrow())
                .filter(zone -> zone.projection().equals(projection))
                .min(Comparator.comparingInt(zone -> Math.abs(zone.degrees - degrees)));
    }

    TransverseMercator projection() {
        return TransverseMercator.gauss(meridian, number * MILLION + FALSE_EASTING);
    }

    /** Refuses, with what it looks like, coordinates that are not of this zone or not in this order. */
    void require(FramePoint point) {
        if (!(point.y() > 0 && point.y() < 10 * MILLION)) {
            throw SixgridException.invalid(
                    "y", "y is not a northing of " + code() + " in metres, x being the easting: " + metres(point.y()));
        }
        int begins = (int) Math.floor(point.x() / MILLION);
        if (begins > 0 && begins < 10) {
            throw wrong(point, "x is not an easting but has the size of a northing; easting comes first");
        }
        if (begins <= 0 && number > 0) {
            throw wrong(
                    point,
                    "x does not begin with the zone number " + number + " of " + code() + "; without one it is "
                            + "epsg:" + (epsg + twin()));
        }
        if (begins > 0 && number == 0) {
            throw wrong(
                    point,
                    "x begins with a zone number, " + begins + ", and " + code() + " has none" + zoneHint(begins));
        }
        if (begins > 0 && begins != number) {
            throw wrong(
                    point,
                    "x begins with the zone number " + begins + ", that of " + code() + " is " + number
                            + zoneHint(begins));
        }
        double aside = Math.abs(point.x() - number * MILLION - FALSE_EASTING);
        // Written so that NaN is refused too.
        if (!(aside <= MOST_METERS_A_DEGREE * degrees / 2)) {
            throw wrong(
                    point,
                    "x is " + Math.round(aside / 1000) + " km from the central meridian " + meridian + " of " + code()
                            + ", so it is of another zone");
        }
    }

    private String code() {
        return "epsg:" + epsg;
    }

    /** How far the code of the same zone without numbers is. */
    private int twin() {
        return degrees == 6 ? 11 : 21;
    }

    /** Zones of 6 degrees have numbers from 13 to 23, those of 3 degrees from 25 to 45. */
    private static String zoneHint(int number) {
        if (number >= 13 && number <= 23) {
            return "; zone " + number + " is epsg:" + (4491 + number - 13);
        }
        return number >= 25 && number <= 45 ? "; zone " + number + " is epsg:" + (4513 + number - 25) : "";
    }

    private static SixgridException wrong(FramePoint point, String problem) {
        return SixgridException.invalid("x", problem + ": " + metres(point.x()));
    }

    private static String metres(double value) {
        return Double.isFinite(value) ? new BigDecimal(Double.toString(value)).toPlainString() : Double.toString(value);
    }
}
