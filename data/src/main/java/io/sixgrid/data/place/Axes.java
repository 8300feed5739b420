package io.sixgrid.data.place;

/** What the two coordinates of a frame are called at every door, as members, parameters, columns and in refusals. */
public enum Axes {
    /** Degrees, of the frames that are known by name. */
    LON_LAT("lon", "lat"),
    /** Easting and northing in metres; of a geographic EPSG frame longitude and latitude in degrees. */
    X_Y("x", "y");

    private final String first;
    private final String second;

    Axes(String first, String second) {
        this.first = first;
        this.second = second;
    }

    /** Those of the frame of that code, be it known any more or not. */
    public static Axes of(String frameCode) {
        for (DegreeFrame frame : DegreeFrame.values()) {
            if (frame.code().equals(frameCode)) {
                return LON_LAT;
            }
        }
        return X_Y;
    }

    /** Eastward. */
    public String first() {
        return first;
    }

    /** Northward. */
    public String second() {
        return second;
    }
}
