package io.sixgrid.data.statistics;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is counted, and what it can be told apart by. */
public enum Subject {
    /** By when they occurred. */
    INCIDENTS,
    /** By when they opened. */
    ALERTS;

    /** What its tables carry. */
    public Set<Dimension> dimensions() {
        EnumSet<Dimension> apart = EnumSet.allOf(Dimension.class);
        apart.removeAll(
                switch (this) {
                    case INCIDENTS -> EnumSet.of(Dimension.SOURCE, Dimension.DEVICE);
                    case ALERTS -> EnumSet.of(Dimension.REPORTER);
                });
        return apart;
    }

    /** The word for programs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What each grid's number is told apart by. Times are of the city's zone. */
    public enum Dimension {
        KIND,
        SEVERITY,
        STATE,
        /** The payload format whose message opened the alert. */
        SOURCE,
        DEVICE,
        /** Who reported the incident. */
        REPORTER,
        /** {@code 2026-07}. */
        MONTH,
        /** {@code 1}, Monday, to {@code 7}. */
        WEEKDAY,
        /** {@code 00} to {@code 23}. */
        HOUR;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
