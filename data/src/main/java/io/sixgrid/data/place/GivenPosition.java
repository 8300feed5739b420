package io.sixgrid.data.place;

/**
 * A position as somebody gave it, with the frame it is in, and where that is.
 *
 * @param frame the frame's code; of a stored position perhaps one that is configured no more
 * @param given the coordinates in {@code frame}
 * @param place WGS 84 on the lattice: what is stored and placed
 */
public record GivenPosition(String frame, FramePoint given, LonLat place) {
    /** What {@code frame} calls {@code given}. */
    static GivenPosition of(Frame frame, FramePoint given) {
        return new GivenPosition(frame.code(), given, frame.toWgs84(given).onLattice());
    }

    /** A WGS 84 position. */
    public static GivenPosition wgs84(LonLat place) {
        return Frame.WGS84.position(FramePoint.of(place));
    }
}
