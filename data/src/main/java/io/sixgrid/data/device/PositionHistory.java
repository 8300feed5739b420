package io.sixgrid.data.device;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.GivenPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where one device stood when. No two of its periods overlap.
 *
 * @param stays in order of time
 */
record PositionHistory(List<Stay> stays) {
    /** Of a device that never stood anywhere. */
    static final PositionHistory NONE = new PositionHistory(List.of());

    PositionHistory {
        stays = stays.stream()
                .sorted(Comparator.comparing(stay -> stay.period().from(), PositionHistory::earlier))
                .toList();
    }

    /** Where it stood during a period. */
    record Stay(GivenPosition position, Period period) {
        Stay during(Optional<Instant> from, Optional<Instant> to) {
            return new Stay(position, new Period(from, to));
        }
    }

    /**
     * The history that says of {@code period} that the device stood at {@code position}, or nowhere. What it overlaps ends
     * where it begins and goes on where it ends; one that would vanish in it is refused, unless it has the very same period.
     */
    PositionHistory corrected(String device, Period period, Optional<GivenPosition> position) {
        if (says(period, position)) {
            return this;
        }
        List<Stay> kept = new ArrayList<>();
        for (Stay stay : stays) {
            if (!stay.period().overlaps(period)) {
                kept.add(stay);
            } else if (!stay.period().equals(period)) {
                kept.addAll(trimmed(device, stay, period));
            }
        }
        position.ifPresent(there -> kept.add(new Stay(there, period)));
        return new PositionHistory(kept);
    }

    private boolean says(Period period, Optional<GivenPosition> position) {
        List<Stay> then =
                stays.stream().filter(stay -> stay.period().overlaps(period)).toList();
        if (position.isEmpty() || then.isEmpty()) {
            return position.isEmpty() && then.isEmpty();
        }
        return then.size() == 1
                && then.get(0).period().holds(period)
                && then.get(0).position().place().equals(position.orElseThrow().place());
    }

    private static List<Stay> trimmed(String device, Stay stay, Period period) {
        List<Stay> left = new ArrayList<>();
        if (stay.period().startsBefore(period)) {
            left.add(stay.during(stay.period().from(), period.from()));
        }
        if (stay.period().endsAfter(period)) {
            left.add(stay.during(period.to(), stay.period().to()));
        }
        if (left.isEmpty()) {
            throw SixgridException.conflict("device " + device + " has a position of " + stay.period()
                            + ", which would vanish in one of " + period
                            + "; correct that one by its own period, or name a validTo before it")
                    .in("validFrom");
        }
        return left;
    }

    private static int earlier(Optional<Instant> a, Optional<Instant> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isPresent(), b.isPresent());
        }
        return a.orElseThrow().compareTo(b.orElseThrow());
    }
}
