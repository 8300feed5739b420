package io.sixgrid.data.statistics;

import java.util.Locale;
import java.util.Optional;

/**
 * Where something is counted: in a grid of the level that was asked for, or among those in none of them.
 *
 * @param code of the grid, or the word for why there is none
 * @param why  empty for a grid
 */
public record Bin(String code, Optional<Why> why) {
    /** Why something is in no grid of the level. */
    public enum Why {
        /** Its point is in no grid at all: outside the outline, or on unassigned land. */
        OUTSIDE,
        /** It is in a wider grid, and in none of the level. */
        NOT_AT_LEVEL,
        /** Nobody knows where it is. */
        NO_POSITION,
        /** It came from a device that nobody registered, and said no position. */
        UNKNOWN_DEVICE,
        /** It was reported in a grid, without a point, and the boundaries do not have that grid. */
        GRID_GONE;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Why parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    static Bin grid(String code) {
        return new Bin(code, Optional.empty());
    }

    static Bin none(Why why) {
        return new Bin(why.code(), Optional.of(why));
    }

    /** Whether it is a grid. */
    public boolean isGrid() {
        return why.isEmpty();
    }
}
