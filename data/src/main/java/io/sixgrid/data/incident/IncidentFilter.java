package io.sixgrid.data.incident;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.InGrid;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which incidents a list wants; an empty part wants all.
 *
 * @param grid       the grid whose subtree they are in
 * @param from       occurred at or after
 * @param to         occurred before
 * @param severities empty wants all
 * @param open       true wants open ones, false closed ones
 */
public record IncidentFilter(
        Optional<InGrid> grid,
        Optional<BoundingBox> bbox,
        Optional<Instant> from,
        Optional<Instant> to,
        Set<Severity> severities,
        Optional<String> kind,
        Optional<Boolean> open) {
    public IncidentFilter {
        severities = Set.copyOf(severities);
    }
}
