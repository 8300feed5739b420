package io.sixgrid.data.place;

/**
 * A map projection, both ways. Refuses what lies outside of it as a {@link io.sixgrid.data.SixgridException} of the
 * field {@code x}.
 */
interface Projection {
    /** Longitude and latitude on the projection's own ellipsoid. */
    LonLat degrees(FramePoint metres);

    FramePoint metres(LonLat degrees);
}
