package io.sixgrid.data.sample;

/**
 * How the lines of one level are drawn.
 *
 * @param swing    widest swing of a line as a share of its length
 * @param pace     metres between the nodes of a line
 * @param gridded  whether lines follow the grain of the streets rather than the shape of the land
 * @param unequal  how far the two sides of a line may depart from equal parts, as a share
 */
record StreetStyle(double swing, double pace, boolean gridded, double unequal) {
    static final StreetStyle COMMUNITY = new StreetStyle(0.13, 35, false, 0.16);
    static final StreetStyle PRECINCT = new StreetStyle(0.07, 30, true, 0.14);
    static final StreetStyle GRID = new StreetStyle(0.035, 28, true, 0.10);

    /** The same with less swing, for land in which no line was found. */
    StreetStyle calmer() {
        return new StreetStyle(swing * 0.5, pace, gridded, unequal * 0.5);
    }
}
