package io.sixgrid.data.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing a message said, as far as folding looks at it.
 *
 * @param id       ascending within a message
 * @param at       orders and places it, to the microsecond: the earlier of the device's time and the time of receipt
 *                 plus the tolerance
 * @param skewed   whether the device's time was later than that
 */
public record Event(long id, MessageId message, Reported said, Instant at, boolean skewed, Standing standing) {
    /**
     * The order in which events fold: time, then open before refresh before close. What is left after those is settled
     * by what the messages say, never by the order in which they came; ids decide only within one message.
     */
    public static final Comparator<Event> FOLD_ORDER = Comparator.comparing(Event::at)
            .thenComparing(event -> event.said().phase())
            .thenComparing(event -> event.said().severity())
            .thenComparing(Event::message)
            .thenComparing(Event::id);

    /** When its alert closes by itself if nothing refreshes it; empty for never. */
    public Optional<Instant> autoClose() {
        return said.autoClose().map(at::plus);
    }
}
