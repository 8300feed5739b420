package io.sixgrid.data.place;

import java.util.function.UnaryOperator;

/** Inverts a map of positions that moves them a little, by iterating it. */
final class Inverse {
    private static final double TOLERANCE_DEGREES = 1e-9;
    private static final int MOST_ROUNDS = 20;

    private Inverse() {}

    /**
     * What {@code forward} maps to {@code wanted}. Fixed-point iteration: the offset changes slowly, so each round shrinks
     * the error about a thousandfold.
     */
    static LonLat of(UnaryOperator<LonLat> forward, LonLat wanted) {
        double lon = wanted.lon();
        double lat = wanted.lat();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            LonLat there = forward.apply(new LonLat(lon, lat));
            double dLon = wanted.lon() - there.lon();
            double dLat = wanted.lat() - there.lat();
            lon += dLon;
            lat += dLat;
            if (Math.max(Math.abs(dLon), Math.abs(dLat)) < TOLERANCE_DEGREES) {
                break;
            }
        }
        return new LonLat(lon, lat);
    }
}
