package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;

/**
 * Who changes a draft, and how far up the hierarchy.
 *
 * @param name  as it is recorded
 * @param level the widest level whose boundaries may be changed: 1 for all grids, 0 for the outline too
 */
public record Planner(String name, int level) {
    public Planner {
        if (level < 0) {
            throw SixgridException.invalid("level", "no level is wider than the outline's 0: " + level);
        }
    }

    /** One who may change everything. */
    public static Planner ofEverything(String name) {
        return new Planner(name, 0);
    }
}
