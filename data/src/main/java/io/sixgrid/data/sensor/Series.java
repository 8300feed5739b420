package io.sixgrid.data.sensor;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What a sensor measured in a while.
 *
 * @param units every unit it said in that time; readings of different units are never put into one value
 * @param items in order of time, then unit
 */
public record Series<T>(List<Optional<String>> units, List<T> items) {
    /** How many buckets an answer has at most. */
    public static final int MAX_BUCKETS = 2000;

    private static final Duration DAY = Duration.ofDays(1);

    public Series {
        units = List.copyOf(units);
        items = List.copyOf(items);
    }

    /** One reading. */
    public record Point(Instant at, double value, Optional<String> unit) {}

    /**
     * The readings of a bucket, {@code [at, at + length)}.
     *
     * @param mean  of the readings, each counted alike
     */
    public record Bucket(Instant at, double min, double mean, double max, long count, Optional<String> unit) {}

    /** The half-open time asked. */
    public record Span(Instant from, Instant to) {
        public Span {
            if (!from.isBefore(to)) {
                throw SixgridException.invalid("to", "to is not after from (" + from + "): " + to);
            }
        }
    }

    /** Refuses buckets that do not fit days, or are too many for {@code span}. */
    public static void requireBucket(Duration bucket, Span span) {
        boolean fits = bucket.compareTo(DAY) >= 0
                ? bucket.toMillis() % DAY.toMillis() == 0
                : bucket.compareTo(Duration.ofSeconds(1)) >= 0 && DAY.toMillis() % bucket.toMillis() == 0;
        boolean whole = bucket.equals(Duration.ofSeconds(bucket.toSeconds()));
        if (!fits || !whole) {
            throw SixgridException.invalid(
                    "bucket", "bucket is neither whole days nor an even part of a day from PT1S on: " + bucket);
        }
        long buckets = Duration.between(span.from(), span.to()).dividedBy(bucket) + 1;
        if (buckets > MAX_BUCKETS) {
            throw SixgridException.invalid(
                    "bucket",
                    "bucket is too short for the time from " + span.from() + " to " + span.to()
                            + ", which holds more than " + MAX_BUCKETS + " of them: " + bucket);
        }
    }

    /** The month (UTC) by which readings are kept. */
    static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }
}
