package io.sixgrid.maps.live;

import io.sixgrid.data.SixgridException;
import java.time.Duration;

/**
 * How the stream runs.
 *
 * @param poll          how often the change table is asked while nothing happens
 * @param coalesce      the shortest time between two frames to one display
 * @param beat          how often a display hears that all is well
 * @param keep          how long changes are kept for displays that come back
 * @param bounds        what one display may cost
 */
public record LiveSettings(Duration poll, Duration coalesce, Duration beat, Duration keep, Bounds bounds) {
    /** As the design measured them. */
    public static final LiveSettings DEFAULT = new LiveSettings(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofHours(24),
            new Bounds(2_000_000, 20_000));

    public LiveSettings {
        if (poll.isNegative() || poll.isZero() || coalesce.isNegative() || beat.compareTo(poll) < 0) {
            throw SixgridException.invalid(
                    "live",
                    "poll, coalesce and beat are not durations in order: " + poll + ", " + coalesce + ", " + beat);
        }
    }

    /**
     * What one display may cost.
     *
     * @param queueBytes what may wait for a display that reads slowly; past it, it is cut and resumes
     * @param resumeIds  how many alerts, incidents and devices a display may have missed; past it, it must reload
     */
    public record Bounds(int queueBytes, int resumeIds) {}
}
