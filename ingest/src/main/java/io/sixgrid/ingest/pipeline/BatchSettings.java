package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.SixgridException;
import java.time.Duration;

/**
 * How messages are gathered for a transaction.
 *
 * @param rows at most so many messages
 * @param patience after the first of them, at most so long
 */
public record BatchSettings(int rows, Duration patience) {
    /** 2,000 messages or 20 ms (docs/decisions/004-ingest.md). */
    public static final BatchSettings DEFAULT = new BatchSettings(2_000, Duration.ofMillis(20));

    public BatchSettings {
        if (rows < 1 || patience.isNegative()) {
            throw SixgridException.invalid("batch", "not a size and a wait of a batch: " + rows + ", " + patience);
        }
    }
}
