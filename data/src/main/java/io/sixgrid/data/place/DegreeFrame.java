package io.sixgrid.data.place;

/**
 * The frames in degrees that are known by name.
 *
 * <p>GCJ-02 and BD-09 are the offset frames of Chinese map providers. Formulas and constants: gcoord 1.0.7 (MIT),
 * {@code src/crs/GCJ02.ts} and {@code BD09.ts}; the inverses are iterated until the forward result agrees to 1e-9
 * degrees (0.1 mm).
 */
enum DegreeFrame implements Frame {
    WGS84("wgs84"),
    /** EPSG:4490, equal to WGS 84 on purpose: nobody's boundary or GPS fix tells the two apart. */
    CGCS2000("cgcs2000"),
    GCJ02("gcj02"),
    BD09("bd09");

    /** Semi-major axis and squared eccentricity of the Krasovsky 1940 ellipsoid, which GCJ-02 offsets are scaled by. */
    private static final double KRASOVSKY_A = 6378245;

    private static final double KRASOVSKY_EE = 0.006693421622965823;
    private static final double BD_FACTOR = Math.PI * 3000 / 180;

    private final String code;

    DegreeFrame(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Axes axes() {
        return Axes.LON_LAT;
    }

    @Override
    public LonLat toWgs84(FramePoint given) {
        LonLat degrees = new LonLat(given.x(), given.y());
        return switch (this) {
            case WGS84, CGCS2000 -> degrees;
            case GCJ02, BD09 -> Inverse.of(this::forward, degrees);
        };
    }

    @Override
    public GivenPosition position(FramePoint given) {
        return GivenPosition.of(this, given);
    }

    @Override
    public FramePoint fromWgs84(LonLat place) {
        return FramePoint.of(forward(place));
    }

    private LonLat forward(LonLat place) {
        return switch (this) {
            case WGS84, CGCS2000 -> place;
            case GCJ02 -> gcj02(place);
            case BD09 -> bd09(gcj02(place));
        };
    }

    private static LonLat gcj02(LonLat p) {
        if (!(p.lon() >= 72.004 && p.lon() <= 137.8347 && p.lat() >= 0.8293 && p.lat() <= 55.8271)) {
            return p;
        }
        double x = p.lon() - 105;
        double y = p.lat() - 35;
        double phi = Math.toRadians(p.lat());
        double magic = 1 - KRASOVSKY_EE * Math.sin(phi) * Math.sin(phi);
        double metersNorth = KRASOVSKY_A * (1 - KRASOVSKY_EE) / (magic * Math.sqrt(magic));
        double metersEast = KRASOVSKY_A / Math.sqrt(magic) * Math.cos(phi);
        return new LonLat(
                p.lon() + Math.toDegrees(eastOffset(x, y) / metersEast),
                p.lat() + Math.toDegrees(northOffset(x, y) / metersNorth));
    }

    private static double eastOffset(double x, double y) {
        return 300
                + x
                + 2 * y
                + 0.1 * x * x
                + 0.1 * x * y
                + 0.1 * Math.sqrt(Math.abs(x))
                + waves(x)
                + (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3
                + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI)) * 2 / 3;
    }

    private static double northOffset(double x, double y) {
        return -100
                + 2 * x
                + 3 * y
                + 0.2 * y * y
                + 0.1 * x * y
                + 0.2 * Math.sqrt(Math.abs(x))
                + waves(x)
                + (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3
                + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y / 30 * Math.PI)) * 2 / 3;
    }

    private static double waves(double x) {
        return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
    }

    private static LonLat bd09(LonLat gcj) {
        return bd09(gcj, BD_FACTOR);
    }

    /**
     * BD-09 of a WGS 84 position as some platforms compute it: by the sine of pi times degrees. It is 29 m off in the mean
     * and 91 m at most, and data that went through it carries that.
     */
    static LonLat wrongBd09(LonLat place) {
        return bd09(gcj02(place), Math.PI);
    }

    private static LonLat bd09(LonLat gcj, double factor) {
        double z = Math.hypot(gcj.lon(), gcj.lat()) + 0.00002 * Math.sin(gcj.lat() * factor);
        double theta = Math.atan2(gcj.lat(), gcj.lon()) + 0.000003 * Math.cos(gcj.lon() * factor);
        return new LonLat(z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006);
    }
}
