package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.SixgridException;

/**
 * What one device may send to one worker before its excess is kept by count only.
 *
 * @param perSecond messages a second for as long as it likes; 0 means no limit
 * @param burst     messages it may send at once besides, as a gateway does that was away
 */
public record FloodLimit(int perSecond, int burst) {
    /** No device sends so much in earnest; one that catches up after an hour away stays below it. */
    public static final FloodLimit DEFAULT = new FloodLimit(100, 10_000);

    public FloodLimit {
        if (perSecond < 0 || burst < 1) {
            throw SixgridException.invalid(
                    "device-rate", "not a rate and a burst of messages: " + perSecond + ", " + burst);
        }
    }
}
