package io.sixgrid.data.impact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A grid before and after.
 *
 * @param leaf   whether its polygon is part of the tiling itself, before or after
 * @param before empty of a grid that the draft creates
 * @param after  empty of one that it ends
 */
public record GridImpact(
        long id,
        int level,
        boolean tiling,
        boolean leaf,
        Set<Change> changes,
        Optional<Side> before,
        Optional<Side> after) {
    public GridImpact {
        changes = Set.copyOf(changes);
    }

    /** In what it is other than it was. */
    public enum Change {
        CREATED,
        ENDED,
        RESHAPED,
        RECODED,
        RENAMED,
        REPARENTED,
        /** People, households, class, other attributes. */
        DESCRIBED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The grid on one side. */
    public record Side(
            String code,
            String name,
            String shortName,
            List<String> people,
            double squareMetres,
            Headcount households,
            Counts counts) {}

    /**
     * Households.
     *
     * @param stated as somebody counted for the grid itself
     * @param summed of the finest grids below it that are counted; empty where none is
     * @param stale  whether {@code stated} is of land that the grid no longer has exactly: it was not counted anew since
     */
    public record Headcount(Optional<Integer> stated, Optional<Integer> summed, boolean stale) {}
}
