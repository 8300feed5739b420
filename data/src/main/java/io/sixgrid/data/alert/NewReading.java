package io.sixgrid.data.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * A measured value to store.
 *
 * @param device   the registered id, or what the message called it
 * @param at       the earlier of the device's time and the time of receipt plus the tolerance
 * @param value    finite
 * @param unit     as the source says it, e.g. {@code °C}
 */
public record NewReading(
        String device, String name, double value, Optional<String> unit, Instant at, Instant received) {}
