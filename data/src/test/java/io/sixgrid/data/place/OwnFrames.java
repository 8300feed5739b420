package io.sixgrid.data.place;

import java.util.List;
import java.util.Optional;

/** Frames as a city might define them: a local grid over a zone, and an old datum by both conventions. */
final class OwnFrames {
    /** Cosine and sine of 1.5 degrees, by 0.99998. */
    private static final double COSINE = 0.9996373318290577;

    private static final double SINE = 0.026176424768906994;

    static final OwnFrame.Affine CITY = new OwnFrame.Affine(
            "city", "epsg:4549", List.of(COSINE, -SINE, 565000.0), List.of(SINE, COSINE, 4247000.0));

    private OwnFrames() {}

    static Frames frames() {
        return new Frames(
                List.of(
                        CITY,
                        oldDatum("old-datum", Helmert.Convention.POSITION_VECTOR),
                        oldDatum("old-datum-turned", Helmert.Convention.COORDINATE_FRAME)),
                Optional.empty());
    }

    static OwnFrame.SevenParameters oldDatum(String name, Helmert.Convention convention) {
        return new OwnFrame.SevenParameters(
                name,
                new Ellipsoid(6378245, 298.3),
                TransverseMercator.gauss(121, 500_000),
                convention,
                new Helmert.Axis(12.5, -130.2, -95.1),
                new Helmert.Axis(0.5, -0.3, 1.2),
                4.5);
    }
}
