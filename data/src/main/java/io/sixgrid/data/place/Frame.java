package io.sixgrid.data.place;

/**
 * The coordinate frame that a source says its positions are in. Nothing is guessed from a bounding box. {@link Frames}
 * finds one by its code. Immutable, safe for use by several threads.
 */
public interface Frame {
    /** WGS 84, EPSG:4326: what is stored and placed, and what is meant where no frame is said. */
    Frame WGS84 = DegreeFrame.WGS84;

    /** EPSG:4490, equal to WGS 84 on purpose. */
    Frame CGCS2000 = DegreeFrame.CGCS2000;

    /** The offset frame of Chinese maps. */
    Frame GCJ02 = DegreeFrame.GCJ02;

    /** Baidu's offset upon GCJ-02. */
    Frame BD09 = DegreeFrame.BD09;

    /** Its name at every door and in the database: {@code wgs84}, {@code gcj02}, {@code epsg:4549}, a city's own. */
    String code();

    /** What its coordinates are called at every door. */
    Axes axes();

    /**
     * The WGS 84 position of what this frame calls {@code given}, not rounded.
     *
     * @throws io.sixgrid.data.SixgridException where no place of this frame has these coordinates, of the field named
     *     by {@link #axes}
     */
    LonLat toWgs84(FramePoint given);

    /** What this frame calls the WGS 84 position {@code place}. */
    FramePoint fromWgs84(LonLat place);

    /** The position that this frame calls {@code given}. */
    // Not a default method: one would have the constants above made before the enum they are taken from.
    GivenPosition position(FramePoint given);
}
