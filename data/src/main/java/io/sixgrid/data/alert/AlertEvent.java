package io.sixgrid.data.alert;

import io.sixgrid.data.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event of an alert, with all placements it ever had, oldest first.
 *
 * @param at       orders and places it
 * @param received when its message arrived
 * @param text     what the device said, for people
 */
public record AlertEvent(
        long id,
        Phase phase,
        Severity severity,
        Instant at,
        Instant received,
        String topic,
        Optional<String> text,
        List<Placement> placements) {
    public AlertEvent {
        placements = List.copyOf(placements);
    }
}
