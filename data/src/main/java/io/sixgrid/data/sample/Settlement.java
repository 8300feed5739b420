package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.util.List;

/**
 * How densely the zone is built, and which way its streets run. Generated, after the look of the real city: three
 * dense quarters in the east, small towns along the coast, hills between and behind them.
 */
final class Settlement {
    /** Grids per square kilometre where nobody lives. */
    private static final double HILLS = 2.1;

    /** Below this many grids per square kilometre land is hills or village. */
    static final double RURAL = 5.2;

    private static final List<Quarter> QUARTERS = List.of(
            new Quarter(new LonLat(121.5180, 38.8560), 26, 1500),
            new Quarter(new LonLat(121.5270, 38.8730), 22, 1100),
            new Quarter(new LonLat(121.4950, 38.8330), 21, 1300),
            new Quarter(new LonLat(121.4830, 38.8200), 16, 800),
            new Quarter(new LonLat(121.5010, 38.8730), 12, 900),
            new Quarter(new LonLat(121.4400, 38.8220), 11, 900),
            new Quarter(new LonLat(121.4250, 38.8420), 7, 800),
            new Quarter(new LonLat(121.3850, 38.8230), 12, 1000),
            new Quarter(new LonLat(121.3560, 38.8330), 8, 700),
            new Quarter(new LonLat(121.4620, 38.8400), 8, 800));

    private Settlement() {}

    /** A dense place that fades with distance like a bell. */
    private record Quarter(LonLat middle, double peak, double reachMeters) {
        double at(Spot spot) {
            double distance = Spot.of(middle).distance(spot) / reachMeters;
            return peak * StrictMath.exp(-distance * distance / 2);
        }
    }

    /** Base grids per square kilometre. */
    static double density(Spot spot) {
        double density = HILLS;
        for (Quarter quarter : QUARTERS) {
            density += quarter.at(spot);
        }
        return density;
    }

    /** The direction of the streets around here, in radians counter-clockwise of east; the others cross it. */
    static double grain(Spot spot) {
        return 0.34 * StrictMath.sin(spot.east() / 1650 + 0.8)
                + 0.30 * StrictMath.sin(spot.north() / 1250 + spot.east() / 4100 + 2.1);
    }

    /** Metres from {@code place} to {@code spot}. */
    static double distance(LonLat place, Spot spot) {
        return Spot.of(place).distance(spot);
    }
}
