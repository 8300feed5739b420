package io.sixgrid.data.place;

/**
 * The border rule: a point on a shared border belongs to the grid just to its north-east; where there is none,
 * north-west, south-west, south-east, in this order.
 *
 * <p>"Just to the north-east" is the point moved by (d, e), both infinitely small and e infinitely smaller than d: east
 * decides first, and north decides only along an edge that runs east-west. This is what a half-open ray crossing over
 * exact integers gives. The other three are its mirror images.
 */
enum BorderDirection {
    NORTH_EAST(true, true),
    NORTH_WEST(false, true),
    SOUTH_WEST(false, false),
    SOUTH_EAST(true, false);

    private final boolean east;
    private final boolean north;

    BorderDirection(boolean east, boolean north) {
        this.east = east;
        this.north = north;
    }

    boolean east() {
        return east;
    }

    boolean north() {
        return north;
    }
}
