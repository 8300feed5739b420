package io.sixgrid.geo.alert;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.alert.AlertEvent;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One alert with what it was folded from, as JSON answers say it.
 *
 * @param history its newest events, newest first
 */
record AlertDetails(@JsonUnwrapped AlertView alert, List<EventView> history) {
    /** One event; {@code placements} oldest first: the first is as-was, the last is current. */
    record EventView(
            long id,
            String phase,
            int severity,
            Instant at,
            Instant received,
            String topic,
            Optional<String> text,
            List<PlacementView> placements) {}

    /** Where it was placed under which revision, and why. */
    record PlacementView(
            String cause,
            Instant at,
            long revision,
            List<GridRef> chain,
            boolean onBoundary,
            Optional<String> unplaced) {}

    static AlertDetails of(Alert alert, List<AlertEvent> events, Boundaries boundaries) {
        return new AlertDetails(
                AlertView.of(alert),
                events.stream().map(event -> view(event, boundaries)).toList());
    }

    private static EventView view(AlertEvent event, Boundaries boundaries) {
        return new EventView(
                event.id(),
                event.phase().code(),
                event.severity().level(),
                event.at(),
                event.received(),
                event.topic(),
                event.text(),
                event.placements().stream()
                        .map(placement -> view(placement, boundaries))
                        .toList());
    }

    private static PlacementView view(Placement placement, Boundaries boundaries) {
        return new PlacementView(
                placement.cause().name().toLowerCase(Locale.ROOT),
                placement.at(),
                placement.revision(),
                boundaries.named(placement.chain()),
                placement.onBoundary(),
                placement.unplaced());
    }
}
