package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import java.util.Locale;

/** What an event says of its episode. The order is the rank by which events of the same instant fold. */
public enum Phase {
    OPEN(0),
    REFRESH(1),
    CLOSE(2);

    private final int rank;

    Phase(int rank) {
        this.rank = rank;
    }

    /** By which events of the same instant fold, as the database keeps it; lower comes first. */
    int rank() {
        return rank;
    }

    static Phase ofRank(int rank) {
        for (Phase phase : values()) {
            if (phase.rank == rank) {
                return phase;
            }
        }
        throw SixgridException.invalid("no phase has rank " + rank);
    }

    /** {@code open}, {@code refresh} or {@code close}: as MQTT, HTTP and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Phase parse(String text) {
        for (Phase phase : values()) {
            if (phase.code().equals(text)) {
                return phase;
            }
        }
        throw SixgridException.invalid("phase", "phase is not open, refresh or close: " + text);
    }
}
