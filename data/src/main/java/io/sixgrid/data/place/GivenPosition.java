package io.sixgrid.data.place;

/**
 * A position as somebody gave it, with the frame it is in.
 *
 * @param given longitude and latitude in degrees of {@code frame}
 */
public record GivenPosition(Frame frame, LonLat given) {
    /** A WGS 84 position. */
    public static GivenPosition wgs84(LonLat place) {
        return new GivenPosition(Frame.WGS84, place);
    }

    /** The WGS 84 position on the lattice: what is stored and placed. */
    public LonLat place() {
        return frame.toWgs84(given).onLattice();
    }
}
