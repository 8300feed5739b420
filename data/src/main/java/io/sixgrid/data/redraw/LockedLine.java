package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    /** Lattice units within which a border lies on the line. */
    static final double TOLERANCE = 2;

    public LockedLine {
        if (code.isBlank() || code.length() > 100) {
            throw SixgridException.invalid("code", "a lock's code has 1 to 100 characters: " + code);
        }
        if (shape.isEmpty() || shape.getLength() == 0) {
            throw SixgridException.invalid("line", "the line of lock " + code + " has no length");
        }
    }

    /**
     * Refuses an edit that moves a border which lies on one of these lines along the whole of a segment.
     *
     * @throws SixgridException (CONFLICT) that names the line
     */
    static void requireUnmoved(Collection<LockedLine> locks, BorderChange change) {
        for (LockedLine lock : locks) {
            Along line = new Along(lock.segments(), TOLERANCE);
            for (Segment segment : change.moved()) {
                if (line.holds(segment)) {
                    throw SixgridException.conflict("the border at " + Edge.text(segment.from()) + " to "
                            + Edge.text(segment.to()) + " lies on the locked line " + lock.code() + " (" + lock.nameZh
                            + ", " + lock.nameEn + "): it is not to be moved");
                }
            }
        }
    }

    private List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            segments.addAll(Segment.of(shape.getGeometryN(i).getCoordinates()));
        }
        return segments;
    }
}
