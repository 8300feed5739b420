package io.sixgrid.data.grid;

import io.sixgrid.data.grid.GridStore.StoredScheme;
import java.time.Instant;
import java.util.Map;

/**
 * The boundaries of a scheme as they are stored: what applies at a time.
 *
 * @param revision the newest revision that was read, whenever it takes effect; 0 before the first
 * @param at       the time at which the boundaries apply
 * @param ids      the identity of each grid, by code
 */
public record StoredPlan(StoredScheme scheme, long revision, Instant at, Plan plan, Map<String, Long> ids) {
    public StoredPlan {
        ids = Map.copyOf(ids);
    }
}
