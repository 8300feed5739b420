package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.function.Function;

/** A city's own frame as the configuration defines it (docs/configuration.md). */
public sealed interface OwnFrame {
    /** Its code at every door. */
    String name();

    /**
     * Makes it.
     *
     * @param others finds a frame by its code
     */
    Frame make(Projections projections, Function<String, Frame> others);

    private static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}") || name.startsWith("epsg")) {
            throw SixgridException.invalid(
                    "name",
                    "a frame's name has up to 40 small letters, digits and hyphens, and does not begin with epsg: "
                            + name);
        }
    }

    /**
     * Six numbers from the own x and y to easting and northing of the base:
     * {@code easting = east[0] * x + east[1] * y + east[2]}, {@code northing = north[0] * x + north[1] * y + north[2]}.
     *
     * @param base code of a frame in metres: {@code epsg:N}, or an own one of seven parameters
     */
    record Affine(String name, String base, List<Double> east, List<Double> north) implements OwnFrame {
        public Affine {
            requireName(name);
            if (east.size() != 3 || north.size() != 3) {
                throw SixgridException.invalid(
                        "east",
                        "east and north of frame " + name + " are not three numbers each: " + east + ", " + north);
            }
            east = List.copyOf(east);
            north = List.copyOf(north);
            double area = Math.abs(determinant(east, north));
            // Metres over metres: about the same area. Written so that NaN is refused too.
            if (!(area > 0.5 && area < 2)) {
                throw SixgridException.invalid(
                        "east",
                        "a square metre of frame " + name + " would be " + area + " by east " + east + ", north "
                                + north);
            }
        }

        @Override
        public Frame make(Projections projections, Function<String, Frame> others) {
            Frame under = others.apply(base);
            if (under.axes() != Axes.X_Y) {
                throw SixgridException.invalid("base", "the base is not a frame in metres: " + base);
            }
            return new AffineFrame(this, under);
        }

        FramePoint apply(FramePoint own) {
            return new FramePoint(row(east, own), row(north, own));
        }

        FramePoint undo(FramePoint there) {
            double e = there.x() - east.get(2);
            double n = there.y() - north.get(2);
            double determinant = determinant(east, north);
            return new FramePoint(
                    (north.get(1) * e - east.get(1) * n) / determinant,
                    (east.get(0) * n - north.get(0) * e) / determinant);
        }

        private static double row(List<Double> row, FramePoint point) {
            return row.get(0) * point.x() + row.get(1) * point.y() + row.get(2);
        }

        private static double determinant(List<Double> east, List<Double> north) {
            return east.get(0) * north.get(1) - east.get(1) * north.get(0);
        }
    }

    /**
     * A transverse Mercator projection on an ellipsoid of its own, and the seven parameters from its datum to WGS 84,
     * which equals CGCS2000 here.
     *
     * @param shift    metres to add to geocentric coordinates
     * @param rotation arc-seconds about the geocentric axes, turned as {@code convention} says
     * @param scale    parts per million by which WGS 84 is larger
     */
    record SevenParameters(
            String name,
            Ellipsoid ellipsoid,
            TransverseMercator projection,
            Helmert.Convention convention,
            Helmert.Axis shift,
            Helmert.Axis rotation,
            double scale)
            implements OwnFrame {
        public SevenParameters {
            requireName(name);
        }

        @Override
        public Frame make(Projections projections, Function<String, Frame> others) {
            Helmert helmert = new Helmert(convention, shift, rotation, scale);
            return ProjectedFrame.checkedByReturn(
                    name,
                    projections.transverseMercator(ellipsoid, projection),
                    place -> helmert.toWgs84(ellipsoid, place));
        }
    }
}
