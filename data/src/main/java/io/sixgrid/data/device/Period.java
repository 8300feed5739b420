package io.sixgrid.data.device;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.Optional;

/**
 * A time range, half-open.
 *
 * @param from the first moment; empty for as long as anything is known
 * @param to   the moment after it; empty while no end is known
 */
public record Period(Optional<Instant> from, Optional<Instant> to) {
    public Period {
        if (from.isPresent() && to.isPresent() && !from.orElseThrow().isBefore(to.orElseThrow())) {
            throw SixgridException.invalid(
                    "validTo", "validTo " + to.orElseThrow() + " is not after validFrom " + from.orElseThrow());
        }
    }

    /** Whether both have a moment in common. */
    boolean overlaps(Period other) {
        return beginsBefore(other.to) && other.beginsBefore(to);
    }

    /** Whether every moment of {@code other} is one of this. */
    boolean holds(Period other) {
        return !other.startsBefore(this) && !other.endsAfter(this);
    }

    /** Whether this begins earlier than {@code other}. */
    boolean startsBefore(Period other) {
        return other.from.isPresent()
                && from.map(moment -> moment.isBefore(other.from.orElseThrow())).orElse(true);
    }

    /** Whether this ends later than {@code other}. */
    boolean endsAfter(Period other) {
        return other.to.isPresent()
                && to.map(moment -> moment.isAfter(other.to.orElseThrow())).orElse(true);
    }

    private boolean beginsBefore(Optional<Instant> end) {
        return from.isEmpty() || end.isEmpty() || from.orElseThrow().isBefore(end.orElseThrow());
    }

    /** For people: {@code 2026-01-01T00:00:00Z to now}. */
    @Override
    public String toString() {
        return from.map(Instant::toString).orElse("the beginning") + " to "
                + to.map(Instant::toString).orElse("now");
    }
}
