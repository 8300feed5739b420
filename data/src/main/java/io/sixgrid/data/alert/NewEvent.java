package io.sixgrid.data.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * An event to store, with what is kept beside it.
 *
 * @param deviceTime the device's own time, as sent
 * @param arrival    the message it came in
 */
public record NewEvent(Event event, Optional<Instant> deviceTime, Positioning positioning, Arrival arrival) {
    /**
     * How its place came about.
     *
     * @param source     who said the position; empty when nobody did
     * @param onBoundary whether it lies on a border
     * @param revision   the newest revision of boundaries known when it was placed
     */
    public record Positioning(Optional<Source> source, boolean onBoundary, long revision) {}

    /** Who said the position. */
    public enum Source {
        MESSAGE,
        REGISTRY
    }
}
