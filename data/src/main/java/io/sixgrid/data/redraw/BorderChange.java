package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** What an edit does to the borders between the leaves, the unassigned land and the outside. Immutable. */
public final class BorderChange {
    /** Lattice units by which a border departs from the straight line where a vertex is put on it. */
    static final double ROUNDED = 1;

    private static final Comparator<Segment> FROM_WEST =
            Comparator.comparing(Segment::from).thenComparing(Segment::to);

    private final Set<Segment> gone;
    private final Set<Segment> moved;

    private BorderChange(Set<Segment> gone, Set<Segment> come) {
        this.gone = gone;
        this.moved = without(gone, come);
    }

    /** Of an edit of a sketch with these levels, before or after it. */
    public static BorderChange of(Sketch sketch, Edit edit) {
        Set<Segment> before = segments(sketch, edit.before(), edit.facesGone());
        Set<Segment> after = segments(sketch, edit.after(), edit.facesNew());
        Set<Segment> gone = new TreeSet<>(FROM_WEST);
        before.stream().filter(segment -> !after.contains(segment)).forEach(gone::add);
        after.removeAll(before);
        return new BorderChange(gone, after);
    }

    /** The segments of which each is not there any more, be it that it was only parted. */
    Set<Segment> gone() {
        return gone;
    }

    /** Those of them along which no border runs any more, within a lattice unit. */
    Set<Segment> moved() {
        return moved;
    }

    /** What is around them, and so near that a line which they lie on comes in; null where there are none. */
    public Envelope where() {
        Envelope where = new Envelope();
        moved.forEach(segment -> where.expandToInclude(segment.envelope()));
        where.expandBy(Lattice.degrees(1) * (Locks.TOLERANCE + 1));
        return where;
    }

    /**
     * The edges that lost a segment, whole, as they were: what nobody else may have changed when the edit is made elsewhere. A
     * segment on which a vertex was put is lost too: two who end a new border on one edge touch the same edge.
     */
    public List<Edge> touched(Topology before) {
        return before.edgesOf(gone);
    }

    /** Whether a shape's boundary runs elsewhere than another's, be it anywhere, by more than the rounding of a vertex put on it. */
    static boolean moves(Geometry from, Geometry to) {
        return !from.equalsExact(to)
                && (!lost(from, to).isEmpty() || !lost(to, from).isEmpty());
    }

    /** The boundary of one grid: what it loses when it changes from one shape to another. */
    private static Set<Segment> lost(Geometry from, Geometry to) {
        Set<Segment> before = segments(List.of(from));
        Set<Segment> after = segments(List.of(to));
        Set<Segment> gone = new HashSet<>(before);
        gone.removeAll(after);
        after.removeAll(before);
        return without(gone, after);
    }

    private static Set<Segment> without(Set<Segment> gone, Set<Segment> come) {
        Set<Segment> moved = new TreeSet<>(FROM_WEST);
        Along along = new Along(come, ROUNDED);
        gone.stream().filter(segment -> !along.holds(segment)).forEach(moved::add);
        return moved;
    }

    /** A wider grid's boundary is that of leaves too, of those that change where it does. */
    private static Set<Segment> segments(Sketch sketch, List<Piece> pieces, Collection<? extends Geometry> faces) {
        Set<Segment> segments = segments(faces);
        for (Piece piece : pieces) {
            if (sketch.tiling(piece)) {
                Segment.forEach(piece.shape(), (segment, landLeft) -> segments.add(segment));
            }
        }
        return segments;
    }

    private static Set<Segment> segments(Collection<? extends Geometry> shapes) {
        Set<Segment> segments = new HashSet<>();
        shapes.forEach(shape -> Segment.forEach(shape, (segment, landLeft) -> segments.add(segment)));
        return segments;
    }
}
