package io.sixgrid.data.statistics;

import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.statistics.Bin.Why;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One incident or alert.
 *
 * @param part   its value of the dimension that was asked for; empty where none was
 * @param place  where it is, as far as anybody knows today
 * @param gridId the grid that it was reported in, where it has no place; 0 for none
 * @param chain  grid ids, level 1 first: of its first placement, or of its newest where the first was not asked for
 * @param why    why the chain is empty
 * @param at     the time by whose boundaries the chain was found
 * @param known  when that placement was written
 */
record Thing(
        String part,
        Optional<LonLat> place,
        long gridId,
        List<Long> chain,
        Optional<Why> why,
        Instant at,
        Instant known) {
    Thing {
        chain = List.copyOf(chain);
    }

    /** Why it is in no grid, as far as its position tells. */
    Why unplaced() {
        return why.orElse(place.isPresent() ? Why.OUTSIDE : Why.NO_POSITION);
    }
}
