package io.sixgrid.data.file;

import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.LonLat;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

/** Brings shapes from the lattice into the frame that a file is written in, vertex by vertex. */
record FrameShapes(Frame frame) {
    private static final Pattern EPSG = Pattern.compile("epsg:([0-9]+)");

    /** Whether the frame's coordinates are those of the lattice. */
    boolean lattice() {
        return frame == Frame.WGS84 || frame == Frame.CGCS2000;
    }

    Geometry bring(Geometry shape) {
        if (lattice()) {
            return shape;
        }
        Geometry there = Shapes.FACTORY.createGeometry(shape).copy();
        there.apply((CoordinateFilter) c -> {
            FramePoint point = frame.fromWgs84(new LonLat(c.x, c.y));
            c.x = point.x();
            c.y = point.y();
        });
        there.geometryChanged();
        return there;
    }

    /** EPSG's code of the frame, where it has one. */
    OptionalInt epsg() {
        if (lattice()) {
            return OptionalInt.of(frame == Frame.WGS84 ? 4326 : 4490);
        }
        Matcher code = EPSG.matcher(frame.code());
        return code.matches() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
    }
}
