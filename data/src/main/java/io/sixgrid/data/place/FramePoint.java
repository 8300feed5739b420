package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;

/**
 * Two coordinates in some {@link Frame}, eastward first whatever the order of axes in a registry.
 *
 * @param x easting in metres, or longitude in degrees
 * @param y northing in metres, or latitude in degrees
 */
public record FramePoint(double x, double y) {
    /** A position in degrees. */
    public static FramePoint of(LonLat degrees) {
        return new FramePoint(degrees.lon(), degrees.lat());
    }

    /** Reads decimal numbers as text; a refusal names the coordinate as {@code axes} do. */
    public static FramePoint parse(Axes axes, String x, String y) {
        return new FramePoint(number(axes.first(), x), number(axes.second(), y));
    }

    private static double number(String field, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw SixgridException.invalid(field, field + " is not a number: " + text);
        }
    }
}
