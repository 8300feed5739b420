package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.MultiLineString;

/**
 * A line along which borders are not to be moved, e.g. a river or a ring road.
 *
 * @param code   unique in its scheme
 * @param shape  on the lattice
 * @param source where it is from, e.g. {@code road:123}
 * @param author who locked it
 */
public record LockedLine(
        String code,
        String nameZh,
        String nameEn,
        MultiLineString shape,
        Optional<String> source,
        String author,
        Instant at) {
    public LockedLine {
        if (code.isBlank() || code.length() > 100) {
            throw SixgridException.invalid("code", "a lock's code has 1 to 100 characters: " + code);
        }
        if (shape.isEmpty() || shape.getLength() == 0) {
            throw SixgridException.invalid("line", "the line of lock " + code + " has no length");
        }
    }

    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            segments.addAll(Segment.of(shape.getGeometryN(i).getCoordinates()));
        }
        return segments;
    }
}
