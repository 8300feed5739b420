package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;

/** Which borders lie on locked lines, and so are not to be moved. Immutable. */
public final class Locks {
    /** Lattice units within which a border lies on a line. */
    static final double TOLERANCE = 2;

    private final List<Lock> locks;

    private record Lock(LockedLine line, Along along) {}

    public Locks(List<LockedLine> lines) {
        locks = lines.stream()
                .map(line -> new Lock(line, new Along(line.segments(), TOLERANCE)))
                .toList();
    }

    /** Codes of those that hold the edge, or a segment of it. */
    public List<String> on(Edge edge) {
        List<String> codes = new ArrayList<>();
        for (Lock lock : locks) {
            if (edge.segments().stream().anyMatch(lock.along::holds)) {
                codes.add(lock.line.code());
            }
        }
        return codes;
    }

    /**
     * Refuses a change that moves a border of which a whole segment lies on a locked line.
     *
     * @throws SixgridException (CONFLICT) that names the line
     */
    public void requireUnmoved(BorderChange change) {
        for (Lock lock : locks) {
            for (Segment segment : change.moved()) {
                if (lock.along.holds(segment)) {
                    throw SixgridException.conflict("the border from " + Edge.text(segment.from()) + " to "
                            + Edge.text(segment.to()) + " lies on the locked line " + lock.line.code() + " ("
                            + lock.line.nameZh() + ", " + lock.line.nameEn() + "): it is not to be moved");
                }
            }
        }
    }
}
