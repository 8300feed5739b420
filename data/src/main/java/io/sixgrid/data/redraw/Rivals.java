package io.sixgrid.data.redraw;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** Whose land it is that a draft has as one grid's. */
final class Rivals {
    private Rivals() {}

    /**
     * Grids of today that hold land of a grid of the draft, and that the draft does not know; where that one is no more, those
     * that it knows too.
     */
    static List<Piece> holding(Replaying both, Piece face) {
        boolean gone = both.here(face).isEmpty();
        return near(both.mine(), both.today(), face).stream()
                .filter(piece -> gone || !both.known(piece))
                .filter(piece -> overlap(piece.shape(), face.shape()))
                .toList();
    }

    /** Grids of the draft that are no more, and whose land is this one's today. */
    static List<Piece> mergedInto(Replaying both, Piece ofToday) {
        return near(both.today(), both.mine(), ofToday).stream()
                .filter(piece -> both.here(piece).isEmpty())
                .filter(piece -> overlap(piece.shape(), ofToday.shape()))
                .toList();
    }

    /** Grids of {@code other} as fine as that of {@code one}: leaves, or contained grids of its level. */
    private static List<Piece> near(Sketch one, Sketch other, Piece piece) {
        List<Piece> leaves = other.leavesNear(piece.shape().getEnvelopeInternal());
        if (one.leaf(piece)) {
            return leaves;
        }
        return one.tiling(piece)
                ? List.of()
                : leaves.stream()
                        .flatMap(leaf -> other.below(leaf, piece.level()).stream())
                        .toList();
    }

    private static boolean overlap(Geometry one, Geometry other) {
        return one.getEnvelopeInternal().intersects(other.getEnvelopeInternal())
                && one.intersection(other).getArea() > Concern.LEAST_SHARE * Math.min(one.getArea(), other.getArea());
    }
}
