package io.sixgrid.data.incident;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.GivenPosition;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody reports: what happened, when, and where by position or, where nobody has one, by grid code.
 *
 * @param externalId the reporter's own id, by which a repeated report is recognised
 * @param occurred   empty means now
 */
public record IncidentReport(
        Optional<String> externalId,
        Incident.What what,
        Optional<Instant> occurred,
        Optional<GivenPosition> position,
        Optional<String> gridCode) {
    public IncidentReport {
        if (position.isPresent() && gridCode.isPresent()) {
            throw SixgridException.invalid("grid", "an incident has either lon and lat, or grid; not both");
        }
        if (position.isEmpty() && gridCode.isEmpty()) {
            throw SixgridException.invalid("lon", "an incident has neither lon and lat, nor grid");
        }
        if (what.kind().isBlank()) {
            throw SixgridException.invalid("kind", "the kind of the incident is empty");
        }
        if (what.title().isBlank()) {
            throw SixgridException.invalid("title", "the title of the incident is empty");
        }
    }

    /** Whether {@code stored} says the same, so that this is a repetition of its report. */
    public boolean repeats(Incident stored) {
        return externalId.equals(stored.externalId())
                && what.equals(stored.what())
                && (occurred.isEmpty() || occurred.get().equals(stored.life().occurred()))
                && position.map(GivenPosition::place).equals(stored.place())
                && (gridCode.isEmpty()
                        || (!stored.chain().isEmpty()
                                && stored.chain()
                                        .get(stored.chain().size() - 1)
                                        .code()
                                        .equals(gridCode.get())));
    }
}
