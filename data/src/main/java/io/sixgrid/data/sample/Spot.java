package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import org.locationtech.jts.geom.Coordinate;

/**
 * A place on the drawing plane: metres east and north of 121.44 E, 38.845 N (WGS 84). Streets and walls are drawn
 * here; only {@link Node}s leave. Across the zone the scale is off by less than 1 in 1 000, which no one sees.
 */
record Spot(double east, double north) {
    private static final double ORIGIN_LON = 121.44;
    private static final double ORIGIN_LAT = 38.845;

    /** Lengths of a degree at the origin on the WGS 84 ellipsoid. */
    private static final double METERS_PER_DEGREE_LON = 86_815;

    private static final double METERS_PER_DEGREE_LAT = 111_012;

    static Spot of(LonLat place) {
        return new Spot(
                (place.lon() - ORIGIN_LON) * METERS_PER_DEGREE_LON, (place.lat() - ORIGIN_LAT) * METERS_PER_DEGREE_LAT);
    }

    static Spot of(Coordinate meters) {
        return new Spot(meters.x, meters.y);
    }

    /** The unit vector {@code radians} counter-clockwise of east. */
    static Spot direction(double radians) {
        return new Spot(StrictMath.cos(radians), StrictMath.sin(radians));
    }

    /** This place on the lattice. */
    LonLat lonLat() {
        return new LonLat(ORIGIN_LON + east / METERS_PER_DEGREE_LON, ORIGIN_LAT + north / METERS_PER_DEGREE_LAT)
                .onLattice();
    }

    Node node() {
        return Node.of(lonLat());
    }

    Coordinate coordinate() {
        return new Coordinate(east, north);
    }

    Spot plus(Spot other) {
        return new Spot(east + other.east, north + other.north);
    }

    Spot minus(Spot other) {
        return new Spot(east - other.east, north - other.north);
    }

    Spot times(double factor) {
        return new Spot(east * factor, north * factor);
    }

    /** The point {@code fraction} of the way from here to {@code other}. */
    Spot towards(Spot other, double fraction) {
        return plus(other.minus(this).times(fraction));
    }

    double dot(Spot other) {
        return east * other.east + north * other.north;
    }

    double cross(Spot other) {
        return east * other.north - north * other.east;
    }

    /** This vector a quarter turn counter-clockwise. */
    Spot left() {
        return new Spot(-north, east);
    }

    /** This vector, given in a frame whose first axis is the unit vector {@code axis}, in the plane's own frame. */
    Spot inFrameOf(Spot axis) {
        return axis.times(east).plus(axis.left().times(north));
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    double distance(Spot other) {
        return minus(other).length();
    }

    double distanceToEdge(Spot from, Spot to) {
        Spot edge = to.minus(from);
        double at = Math.max(0, Math.min(1, minus(from).dot(edge) / edge.dot(edge)));
        return distance(from.plus(edge.times(at)));
    }

    Spot unit() {
        return times(1 / length());
    }

    /** Compass bearing of this vector: degrees clockwise from north, in [0, 360). */
    double bearingDegrees() {
        double degrees = StrictMath.toDegrees(StrictMath.atan2(east, north));
        return degrees < 0 ? degrees + 360 : degrees;
    }
}
