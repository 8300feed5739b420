package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** Segments along which others may lie, so near that nobody would see two lines. Immutable. */
final class Along {
    // For what is computed from whole numbers and should come out equal.
    private static final double ROUNDING = 1e-6;

    private final STRtree lines = new STRtree();
    private final double tolerance;

    /**
     * Along these.
     *
     * @param tolerance lattice units
     */
    Along(Collection<Segment> segments, double tolerance) {
        segments.forEach(segment -> lines.insert(segment.envelope(), segment));
        lines.build();
        this.tolerance = tolerance + ROUNDING;
    }

    /** Part of a segment, from 0 at its smaller end to 1 at its greater. */
    private record Stretch(double from, double to) {
        boolean isEmpty() {
            return !(from <= to);
        }
    }

    /** Whether the whole of {@code segment} is as near as the tolerance to one or another of them. */
    boolean holds(Segment segment) {
        Envelope near = segment.envelope();
        near.expandBy(Lattice.degrees(1) * tolerance);
        List<Stretch> stretches = new ArrayList<>();
        for (Object line : lines.query(near)) {
            Stretch stretch = near(segment, (Segment) line);
            if (!stretch.isEmpty()) {
                stretches.add(stretch);
            }
        }
        stretches.sort(Comparator.comparingDouble(Stretch::from));
        double reached = 0;
        for (Stretch stretch : stretches) {
            if (stretch.from() <= reached + 1e-9) {
                reached = Math.max(reached, stretch.to());
            }
        }
        return reached >= 1 - 1e-9;
    }

    /** All that is near a segment is convex: about its ends and along it. So is what it cuts out of another one. */
    private Stretch near(Segment segment, Segment line) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (Stretch part : List.of(
                about(segment, line.from()), about(segment, line.to()), beside(segment, line.from(), line.to()))) {
            if (!part.isEmpty()) {
                from = Math.min(from, part.from());
                to = Math.max(to, part.to());
            }
        }
        return new Stretch(from, to);
    }

    private Stretch about(Segment segment, Coordinate centre) {
        double x = units(segment.from().x, centre.x);
        double y = units(segment.from().y, centre.y);
        double dx = units(segment.to().x, segment.from().x);
        double dy = units(segment.to().y, segment.from().y);
        double square = dx * dx + dy * dy;
        double middle = -(x * dx + y * dy) / square;
        double across = (x * dy - y * dx) * (x * dy - y * dx) / square;
        double half = Math.sqrt((tolerance * tolerance - across) / square);
        // Not a number when the circle is missed: then so is the comparison.
        return new Stretch(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    private Stretch beside(Segment segment, Coordinate a, Coordinate b) {
        double lx = units(b.x, a.x);
        double ly = units(b.y, a.y);
        double length = Math.hypot(lx, ly);
        double x = units(segment.from().x, a.x);
        double y = units(segment.from().y, a.y);
        double dx = units(segment.to().x, segment.from().x);
        double dy = units(segment.to().y, segment.from().y);
        Stretch along = slab((x * lx + y * ly) / length, (dx * lx + dy * ly) / length, 0, length);
        Stretch across = slab((y * lx - x * ly) / length, (dy * lx - dx * ly) / length, -tolerance, tolerance);
        return new Stretch(Math.max(along.from(), across.from()), Math.min(along.to(), across.to()));
    }

    /** Where {@code start + t * step} is between two values. */
    private static Stretch slab(double start, double step, double min, double max) {
        if (step == 0) {
            return start >= min && start <= max ? new Stretch(0, 1) : new Stretch(1, 0);
        }
        double one = (min - start) / step;
        double other = (max - start) / step;
        return new Stretch(Math.max(0, Math.min(one, other)), Math.min(1, Math.max(one, other)));
    }

    private static double units(double degrees, double less) {
        return Lattice.units(degrees) - (double) Lattice.units(less);
    }
}
