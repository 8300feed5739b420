package io.sixgrid.geo.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.geo.http.PlaceView;
import java.time.Instant;
import java.util.Optional;

/** An incident as JSON answers and the live stream say it: one flat object, its parts grouped here for the reader. */
record IncidentView(
        long id,
        Optional<String> externalId,
        @JsonUnwrapped What what,
        @JsonUnwrapped Life life,
        @JsonUnwrapped PlaceView place) {
    /**
     * What was reported.
     *
     * @param severity 1 (worst) to 4
     */
    public record What(String kind, String title, String description, int severity) {}

    /**
     * When and by whom.
     *
     * @param state {@code open} or {@code closed}
     */
    public record Life(
            String state,
            Instant occurred,
            Instant reported,
            String reportedBy,
            Optional<Instant> closed,
            Optional<String> closedBy) {}

    /** How {@code incident} is said. */
    static IncidentView of(Incident incident) {
        Incident.What what = incident.what();
        Incident.Life life = incident.life();
        return new IncidentView(
                incident.id(),
                incident.externalId(),
                new What(
                        what.kind(),
                        what.title(),
                        what.description(),
                        what.severity().level()),
                new Life(
                        life.closed().isEmpty() ? "open" : "closed",
                        life.occurred(),
                        life.reported(),
                        life.reportedBy(),
                        life.closed(),
                        life.closedBy()),
                PlaceView.of(incident.place(), incident.chain()));
    }
}
