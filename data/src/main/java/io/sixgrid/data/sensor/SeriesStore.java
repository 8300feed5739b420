package io.sixgrid.data.sensor;

import io.sixgrid.data.db.ZoneName;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.sensor.Series.Bucket;
import io.sixgrid.data.sensor.Series.Point;
import io.sixgrid.data.sensor.Series.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code reading}: what sensors measured. Every query is a range of the key (device, name, at) in the partitions of
 * the months of receipt that can hold it; no other month is looked at. Safe for use by several threads.
 */
public final class SeriesStore {
    /** A Monday: buckets of whole weeks begin with one. */
    private static final LocalDate ORIGIN = LocalDate.of(2001, 1, 1);

    private static final String MONTHS = """
            select min(received_month) as first, max(received_month) as last from reading_straggler
            where at_month between :from and :to
            """;
    // Index reading_pkey of each partition. A reading that came twice has two times of receipt: it is one, the first.
    private static final String ONCE = """
            (select distinct on (r.at) r.at, r.value, r.unit from reading r
             where r.device = any(:devices) and r.name = :name and r.at >= :from and r.at < :to
               and r.received >= :receivedFrom and r.received < :receivedTo
             order by r.at, r.received) r
            """;
    private static final String UNITS = "select distinct r.unit from " + ONCE + " order by 1";
    private static final String POINTS = "select r.at, r.value, r.unit from " + ONCE
            + " where (:after::timestamptz is null or r.at > :after)" + " order by r.at limit :limit";
    private static final String PART_OF_DAY = "date_bin(make_interval(secs => :seconds), r.at, :origin)";
    // A day is as long as the city's clocks say.
    private static final String WHOLE_DAYS = "date_bin(make_interval(days => :days), r.at at time zone :zone,"
            + " timestamp '2001-01-01') at time zone :zone";
    private static final String BUCKETS = """
            select %s as bucket, r.unit, min(r.value) as min, avg(r.value) as mean, max(r.value) as max, count(*) as count
            from %s group by 1, 2 order by 1, 2
            """;

    private final Jdbi jdbi;
    private final ZoneId zone;

    /** @param zone the city's, whose days buckets are aligned to */
    public SeriesStore(Jdbi jdbi, ZoneId zone) {
        this.jdbi = jdbi;
        this.zone = zone;
    }

    /**
     * Months of receipt that can hold readings of a span.
     *
     * @param devices the names under which they are stored
     */
    private record Received(Instant from, Instant to, List<String> devices) {}

    /**
     * Single readings.
     *
     * @param after the time of the last one of the page before, null for the first page
     */
    public Series<Point> points(SensorName sensor, Span span, @Nullable Instant after, int limit) {
        return jdbi.withHandle(handle -> {
            Received received = received(handle, sensor, span);
            List<Point> points = bind(handle.createQuery(POINTS), sensor, span, received)
                    .bind("after", after)
                    .bind("limit", limit)
                    .map((row, context) ->
                            new Point(row.getTimestamp("at").toInstant(), row.getDouble("value"), unit(row)))
                    .list();
            return new Series<>(units(handle, sensor, span, received), points);
        });
    }

    /** Readings by buckets of a length that {@link Series#requireBucket} takes; a bucket without any is left out. */
    public Series<Bucket> buckets(SensorName sensor, Span span, Duration bucket) {
        boolean days = bucket.compareTo(Duration.ofDays(1)) >= 0;
        return jdbi.withHandle(handle -> {
            Received received = received(handle, sensor, span);
            var query = bind(
                    handle.createQuery(BUCKETS.formatted(days ? WHOLE_DAYS : PART_OF_DAY, ONCE)),
                    sensor,
                    span,
                    received);
            if (days) {
                query.bind("days", Math.toIntExact(bucket.toDays())).bind("zone", ZoneName.of(zone));
            } else {
                query.bind("seconds", bucket.toMillis() / 1e3)
                        .bind("origin", ORIGIN.atStartOfDay(zone).toInstant());
            }
            List<Bucket> buckets = query.map((row, context) -> bucket(row)).list();
            return new Series<>(units(handle, sensor, span, received), buckets);
        });
    }

    private static List<Optional<String>> units(Handle handle, SensorName sensor, Span span, Received received) {
        return bind(handle.createQuery(UNITS), sensor, span, received)
                .map((row, context) -> unit(row))
                .list();
    }

    /** Most readings arrive in their own month; what came in another is noted. */
    private static Received received(Handle handle, SensorName sensor, Span span) {
        List<String> devices = DeviceStore.seriesNames(handle, sensor.device());
        YearMonth first = Series.month(span.from());
        YearMonth last = Series.month(span.to());
        return handle.createQuery(MONTHS)
                .bind("from", first.atDay(1))
                .bind("to", last.atDay(1))
                .map((row, context) -> new Received(
                        start(earlier(first, month(row, "first"))),
                        start(later(last, month(row, "last")).plusMonths(1)),
                        devices))
                .one();
    }

    private static YearMonth earlier(YearMonth one, Optional<YearMonth> other) {
        return other.filter(month -> month.isBefore(one)).orElse(one);
    }

    private static YearMonth later(YearMonth one, Optional<YearMonth> other) {
        return other.filter(month -> month.isAfter(one)).orElse(one);
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<YearMonth> month(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class)).map(YearMonth::from);
    }

    private static Query bind(Query query, SensorName sensor, Span span, Received received) {
        return query.bindArray("devices", String.class, received.devices().toArray())
                .bind("name", sensor.name())
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("receivedFrom", received.from())
                .bind("receivedTo", received.to());
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return new Bucket(
                row.getTimestamp("bucket").toInstant(),
                row.getDouble("min"),
                row.getDouble("mean"),
                row.getDouble("max"),
                row.getLong("count"),
                unit(row));
    }

    private static Optional<String> unit(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("unit"));
    }
}
