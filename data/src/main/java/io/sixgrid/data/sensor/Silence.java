package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.time.Duration;

/**
 * A device that says nothing.
 *
 * @param interval for longer than this, a second to 366 days
 */
public record Silence(Duration interval) implements Watch {
    public static final String TYPE = "silence";

    /** Of the alert of a device that is away, whatever told so: its last will opens the same one. */
    public static final String ALERT_KIND = "offline";

    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(366);

    public Silence {
        if (interval.compareTo(MIN) < 0 || interval.compareTo(MAX) > 0) {
            throw SixgridException.invalid("interval", "interval is not from PT1S to P366D: " + interval);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }
}
