package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A value that is too high or too low.
 *
 * @param readings names of the readings that are compared
 * @param units    a reading that says another unit is not compared, one that says none is; empty for any
 * @param bound    finite; the value itself is not beyond it yet
 * @param clear    where a crossing is over: at most {@code bound} where above is bad, at least where below is
 * @param hold     so long a value stays beyond before it counts
 * @param time     of each day at which it applies; empty for always
 */
public record Threshold(
        NamePattern readings,
        Optional<NamePattern> units,
        Side side,
        double bound,
        double clear,
        Duration hold,
        Optional<DayTime> time)
        implements Watch {
    public static final String TYPE = "threshold";

    private static final Duration MAX_HOLD = Duration.ofDays(7);

    /** Which side of the bound is bad. */
    public enum Side {
        ABOVE,
        BELOW;

        /** {@code above} or {@code below}: as HTTP and the database write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Threshold {
        if (!Double.isFinite(bound)) {
            throw SixgridException.invalid(side.code(), side.code() + " is not a finite number: " + bound);
        }
        boolean behind = side == Side.ABOVE ? clear <= bound : clear >= bound;
        if (!Double.isFinite(clear) || !behind) {
            throw SixgridException.invalid(
                    "clear",
                    "clear is not " + (side == Side.ABOVE ? "at most " : "at least ") + bound + ", the value of "
                            + side.code() + ": " + clear);
        }
        if (hold.isNegative() || hold.compareTo(MAX_HOLD) > 0) {
            throw SixgridException.invalid("hold", "hold is not from PT0S to P7D: " + hold);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** Whether {@code value} is on the bad side of the bound. */
    public boolean crossedBy(double value) {
        return side == Side.ABOVE ? value > bound : value < bound;
    }

    /** Whether a crossing ends at {@code value}. */
    public boolean clearedBy(double value) {
        return side == Side.ABOVE ? value <= clear : value >= clear;
    }

    /** Whether a reading of this unit may be compared; one without a unit is taken to be in the rule's. */
    boolean comparable(Optional<String> unit) {
        return unit.isEmpty() || units.isEmpty() || units.get().matches(unit.get());
    }

    /** The unit that is meant. */
    Optional<String> unit() {
        return units.map(NamePattern::first);
    }
}
