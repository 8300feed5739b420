package io.sixgrid.data.replacement;

import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that stands.
 *
 * @param id     of an alert or an incident; {@code no} of a device
 * @param device id of the device, or what an alert calls it; empty for an incident
 * @param kind   of an alert, empty for others
 * @param place  empty for an incident that was reported in a grid
 * @param gridId the grid that it was reported in
 * @param chain  where it is, as it says now
 * @param since  when it began to stand there
 */
record Thing(
        long id,
        String device,
        String kind,
        Optional<LonLat> place,
        Optional<Long> gridId,
        List<Long> chain,
        Instant since) {
    /** Where a thing is to be, and whether on a border. */
    record Found(List<Long> chain, boolean onBoundary, long revision) {
        /**
         * As a placement by these boundaries.
         *
         * @param subjectId what is placed: of an alert, an event of it
         */
        Placement placement(Placement.Subject subject, long subjectId, Instant at, Optional<LonLat> place) {
            return new Placement(
                    subject,
                    subjectId,
                    Placement.Cause.BOUNDARY,
                    at,
                    place,
                    revision,
                    chain,
                    onBoundary,
                    chain.isEmpty() ? Optional.of("outside") : Optional.empty());
        }
    }

    /**
     * The moment since when it is where it is found to be: when these boundaries began to apply, whoever noticed it later; or
     * when it came to stand there, after that.
     */
    Instant from(Boundaries boundaries, Instant at) {
        Instant applies = boundaries.since(at);
        return since.isAfter(applies) ? since : applies;
    }

    /** Where it belongs by the boundaries of {@code at}; empty where it is there already, or nobody can say. */
    Optional<Found> elsewhere(Boundaries boundaries, Instant at) {
        Optional<Found> found = place.map(point -> {
            Boundaries.Placed placed = boundaries.place(point, at);
            return new Found(placed.located().chainIds(), placed.located().onBoundary(), placed.revision());
        });
        if (gridId.isPresent()) {
            // A grid that is no more has nobody's position to say which of its successors it would be.
            found = boundaries
                    .at(at)
                    .chainOf(gridId.get())
                    .map(chain -> new Found(chain.stream().map(GridRef::id).toList(), false, boundaries.revision()));
        }
        return found.filter(other -> !other.chain().equals(chain));
    }
}
