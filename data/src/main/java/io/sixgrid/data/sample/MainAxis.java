package io.sixgrid.data.sample;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** The direction most of a polygon's walls run in, or run square to. */
final class MainAxis {
    private MainAxis() {}

    /**
     * Radians counter-clockwise of east, in [-pi/4, pi/4]: the mean of the walls' directions modulo a quarter turn,
     * weighted by length (taken four times, directions that differ by quarter turns fall together).
     */
    static double of(Polygon polygon) {
        Coordinate[] shell = polygon.getExteriorRing().getCoordinates();
        double east = 0;
        double north = 0;
        for (int i = 1; i < shell.length; i++) {
            Spot wall = Spot.of(shell[i]).minus(Spot.of(shell[i - 1]));
            double angle = 4 * StrictMath.atan2(wall.north(), wall.east());
            east += wall.length() * StrictMath.cos(angle);
            north += wall.length() * StrictMath.sin(angle);
        }
        return StrictMath.atan2(north, east) / 4;
    }
}
