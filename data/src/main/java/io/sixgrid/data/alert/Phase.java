package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import java.util.Locale;

/** What an event says of its episode. The order is the rank by which events of the same instant fold. */
public enum Phase {
    OPEN,
    REFRESH,
    CLOSE;

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
