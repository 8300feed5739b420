package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.time.LocalTime;

/**
 * A part of each day in the city's time zone, {@code [from, to)}; past midnight where {@code to} is the earlier one.
 */
public record DayTime(LocalTime from, LocalTime to) {
    public DayTime {
        if (from.equals(to)) {
            throw SixgridException.invalid("to", "from and to are the same time of day: " + from);
        }
    }

    public boolean holds(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
