package io.sixgrid.data.place;

import java.util.Comparator;

/**
 * The border rule: a point on a shared border belongs to the grid just to its north-east; where there is none,
 * north-west, south-west, south-east, in this order.
 *
 * <p>"Just to the north-east" is the point moved by (d, e), both infinitely small and e infinitely smaller than d: east
 * decides first, and north decides only along an edge that runs east-west. This is what a half-open ray crossing over
 * exact integers gives. The other three are its mirror images. A corner so sharp that it opens between two of these
 * directions belongs to the first grid met when turning counter-clockwise from east ({@link #COUNTER_CLOCKWISE}).
 */
enum BorderDirection {
    NORTH_EAST(true, true),
    NORTH_WEST(false, true),
    SOUTH_WEST(false, false),
    SOUTH_EAST(true, false);

    /** Orders directions (dx, dy) by their angle counter-clockwise from east, exactly. */
    static final Comparator<long[]> COUNTER_CLOCKWISE = (a, b) -> {
        int half = Boolean.compare(southward(a), southward(b));
        // In the same half plane, a comes first where b is to its left.
        return half != 0 ? half : Long.signum(a[1] * b[0] - a[0] * b[1]);
    };

    private final boolean east;
    private final boolean north;

    BorderDirection(boolean east, boolean north) {
        this.east = east;
        this.north = north;
    }

    private static boolean southward(long[] direction) {
        return direction[1] < 0 || (direction[1] == 0 && direction[0] < 0);
    }

    boolean east() {
        return east;
    }

    boolean north() {
        return north;
    }
}
