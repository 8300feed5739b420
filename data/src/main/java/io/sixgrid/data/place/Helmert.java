package io.sixgrid.data.place;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Seven parameters from the geocentric coordinates of another datum to those of WGS 84, rotations small (EPSG methods
 * 9606 and 9607; IOGP 373-7-2, 4.3.3).
 *
 * @param convention which way the rotations turn; the two differ by the sign of all three
 * @param shift      metres to add
 * @param rotation   arc-seconds
 * @param scale      parts per million by which WGS 84 is larger
 */
record Helmert(Convention convention, Axis shift, Axis rotation, double scale) {
    /** Which way the rotations turn. */
    enum Convention {
        /** EPSG 9606, also Bursa-Wolf, as in TOWGS84 of well-known text: the position vector is turned. */
        @JsonProperty("position-vector")
        POSITION_VECTOR(1),
        /** EPSG 9607, as in Chinese surveying texts: the axes are turned. */
        @JsonProperty("coordinate-frame")
        COORDINATE_FRAME(-1);

        private final int sign;

        Convention(int sign) {
            this.sign = sign;
        }
    }

    /** One number an axis of the geocentric frame: Z to the pole, X to Greenwich. */
    record Axis(double x, double y, double z) {}

    private static final double RADIANS_PER_SECOND = Math.PI / 180 / 3600;

    /** WGS 84 of a position on {@code source}; heights are taken as nought on either side. */
    LonLat toWgs84(Ellipsoid source, LonLat place) {
        return degrees(turned(geocentric(source, place)));
    }

    private Axis turned(Axis p) {
        double m = 1 + scale * 1e-6;
        double rx = convention.sign * rotation.x * RADIANS_PER_SECOND;
        double ry = convention.sign * rotation.y * RADIANS_PER_SECOND;
        double rz = convention.sign * rotation.z * RADIANS_PER_SECOND;
        return new Axis(
                shift.x + m * (p.x - rz * p.y + ry * p.z),
                shift.y + m * (rz * p.x + p.y - rx * p.z),
                shift.z + m * (-ry * p.x + rx * p.y + p.z));
    }

    private static Axis geocentric(Ellipsoid ellipsoid, LonLat place) {
        double lon = Math.toRadians(place.lon());
        double lat = Math.toRadians(place.lat());
        double ee = ellipsoid.eccentricitySquared();
        double normal = ellipsoid.semiMajor() / Math.sqrt(1 - ee * Math.sin(lat) * Math.sin(lat));
        return new Axis(
                normal * Math.cos(lat) * Math.cos(lon),
                normal * Math.cos(lat) * Math.sin(lon),
                normal * (1 - ee) * Math.sin(lat));
    }

    // Iterated (Heiskanen and Moritz, 5-3): GeoTools' closed form is 4 mm off at a height of 17 m below the ellipsoid.
    private static LonLat degrees(Axis p) {
        double ee = Ellipsoid.WGS84.eccentricitySquared();
        double fromPole = Math.hypot(p.x, p.y);
        double lat = Math.atan2(p.z, fromPole * (1 - ee));
        for (int round = 0; round < 10; round++) {
            double normal = Ellipsoid.WGS84.semiMajor() / Math.sqrt(1 - ee * Math.sin(lat) * Math.sin(lat));
            lat = Math.atan2(p.z + ee * normal * Math.sin(lat), fromPole);
        }
        return new LonLat(Math.toDegrees(Math.atan2(p.y, p.x)), Math.toDegrees(lat));
    }
}
