package io.sixgrid.data.place;

import java.util.List;

/** How far one position is from another, in metres eastward and northward; good for distances within a province. */
public record Displacement(double eastMeters, double northMeters) {
    /** Of a degree of latitude, half way to the pole; within 0.6 % anywhere. */
    private static final double METERS_A_DEGREE = 111_130;

    private static final List<String> WINDS =
            List.of("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east");

    /** From where it should be to where it is said to be, both in WGS 84. */
    static Displacement between(LonLat from, LonLat to) {
        double middle = Math.toRadians((from.lat() + to.lat()) / 2);
        return new Displacement(
                (to.lon() - from.lon()) * METERS_A_DEGREE * Math.cos(middle),
                (to.lat() - from.lat()) * METERS_A_DEGREE);
    }

    public double meters() {
        return Math.hypot(eastMeters, northMeters);
    }

    /** One of eight winds. */
    public String direction() {
        long eighth = Math.round(Math.atan2(northMeters, eastMeters) / (Math.PI / 4));
        return WINDS.get(Math.floorMod((int) eighth, WINDS.size()));
    }
}
