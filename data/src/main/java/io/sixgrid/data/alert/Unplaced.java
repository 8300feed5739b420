package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import java.util.Locale;

/** Why something has no grid. */
public enum Unplaced {
    /** It names no registered device and says no position. */
    UNKNOWN_DEVICE,
    /** The device is registered, but nobody said where it stands. */
    NO_POSITION,
    /** The position is known and in no grid at that time. */
    OUTSIDE;

    /** As HTTP and the database write it, e.g. {@code unknown-device}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Unplaced parse(String text) {
        for (Unplaced reason : values()) {
            if (reason.code().equals(text)) {
                return reason;
            }
        }
        throw SixgridException.invalid("unplaced", "unplaced is not a known reason: " + text);
    }
}
