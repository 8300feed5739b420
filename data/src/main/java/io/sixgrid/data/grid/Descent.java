package io.sixgrid.data.grid;

import java.util.Optional;

/**
 * Where land went, and what went with it.
 *
 * @param households as grids below the level count them; empty where none does
 * @param incidents  of the twelve months before, by their points; empty of revisions that were not counted. Both are empty of
 *                   grids that are not in force when the revision takes effect: of its later slices
 */
public record Descent(Lineage lineage, Optional<Passed> households, Optional<Passed> incidents) {
    /**
     * So many went from one grid to the other.
     *
     * @param before all that the grid before had; empty where there is none
     * @param after  all that the grid after has; empty where there is none
     */
    public record Passed(int amount, Optional<Integer> before, Optional<Integer> after) {
        /** Which part of what the grid before had, from 0 to 1; empty where it had nothing. */
        public Optional<Double> shareOfBefore() {
            return share(before);
        }

        /** Which part of what the grid after has; empty where it has nothing. */
        public Optional<Double> shareOfAfter() {
            return share(after);
        }

        private Optional<Double> share(Optional<Integer> whole) {
            return whole.filter(all -> all > 0).map(all -> (double) amount / all);
        }
    }
}
