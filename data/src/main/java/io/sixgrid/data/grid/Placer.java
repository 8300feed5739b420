package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Boundaries.Placed;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes placements of one kind of thing, for one cause, by the boundaries this process knows. */
public record Placer(Boundaries boundaries, Placement.Subject subject, Placement.Cause cause) {
    /** Where the thing is at {@code at}; a thing without a position is unplaced. */
    public Placement place(long subjectId, Instant at, Optional<LonLat> position) {
        if (position.isEmpty()) {
            return new Placement(
                    subject,
                    subjectId,
                    cause,
                    at,
                    position,
                    boundaries.revision(),
                    List.of(),
                    false,
                    Optional.of("no-position"));
        }
        Placed placed = boundaries.place(position.get(), at);
        return new Placement(
                subject,
                subjectId,
                cause,
                at,
                position,
                placed.revision(),
                placed.located().chainIds(),
                placed.located().onBoundary(),
                placed.located().inside() ? Optional.empty() : Optional.of("outside"));
    }
}
