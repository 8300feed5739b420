package io.sixgrid.data.incident;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people handle: reported by a person or raised from an alert.
 *
 * @param externalId the reporter's own id, unique where given
 * @param what       what was reported
 * @param life       when, by whom, and whether it is open
 * @param place      WGS 84 on the lattice; empty where it was reported by grid code
 * @param chain      the grids of its current placement, level 1 first; empty outside every grid
 */
public record Incident(
        long id, Optional<String> externalId, What what, Life life, Optional<LonLat> place, List<GridRef> chain) {
    public Incident {
        chain = List.copyOf(chain);
    }

    /** The same with the grids of another placement. */
    Incident in(List<GridRef> other) {
        return new Incident(id, externalId, what, life, place, other);
    }

    /** What was reported; {@code kind} is a word for programs, the rest is for people. */
    public record What(String kind, String title, String description, Severity severity) {}

    /**
     * When and by whom.
     *
     * @param occurred   when it happened: the time its placement asks
     * @param closed     empty while open
     */
    public record Life(
            Instant occurred,
            Instant reported,
            String reportedBy,
            Optional<Instant> closed,
            Optional<String> closedBy) {}
}
