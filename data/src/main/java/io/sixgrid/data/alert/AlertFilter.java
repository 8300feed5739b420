package io.sixgrid.data.alert;

import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.InGrid;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts a list wants; an empty part wants all.
 *
 * @param grid       the grid whose subtree they are in
 * @param from       opened at or after
 * @param to         opened before
 * @param severities empty wants all
 * @param gateway    the id of the gateway that their devices are registered behind
 * @param open       true wants open ones, false closed ones
 * @param placed     true wants placed ones, false unplaced ones
 */
public record AlertFilter(
        Optional<InGrid> grid,
        Optional<BoundingBox> bbox,
        Optional<Instant> from,
        Optional<Instant> to,
        Set<Severity> severities,
        Optional<String> kind,
        Optional<String> device,
        Optional<String> gateway,
        Optional<Boolean> open,
        Optional<Boolean> placed) {
    /** Wants all. */
    public static final AlertFilter ALL = new AlertFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public AlertFilter {
        severities = Set.copyOf(severities);
    }
}
