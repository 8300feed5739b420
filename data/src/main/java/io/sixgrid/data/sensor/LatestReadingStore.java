package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.BoundingBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All SQL of {@code latest_reading}: the newest value of each sensor. Safe for use by several threads. */
public final class LatestReadingStore {
    // In order of the key: who takes several rows takes them in this order. A row is locked even where it stays as it
    // is.
    private static final String TAKE = """
            insert into latest_reading as l (device, name, at, value, unit, received)
            select x.device, x.name, x.at, x.value, x.unit, x.received
            from unnest(:devices, :names, :ats::timestamptz[], :values, :units, :receiveds::timestamptz[])
                as x (device, name, at, value, unit, received)
            order by x.device, x.name
            on conflict (device, name) do update set at = excluded.at, value = excluded.value, unit = excluded.unit,
                received = excluded.received, prior = l.at
            where excluded.at > l.at
            returning device, name, prior
            """;
    private static final String STRAGGLERS = """
            insert into reading_straggler (at_month, received_month)
            select distinct date_trunc('month', x.at at time zone 'UTC'), date_trunc('month', x.received at time zone 'UTC')
            from unnest(:ats::timestamptz[], :receiveds::timestamptz[]) as x (at, received)
            order by 1, 2
            on conflict do nothing
            """;
    // latest_reading_pkey for the page; device_chain for a grid, device_kind, device_position_place for a box.
    private static final String LIST = """
            select l.device, l.name, l.value, l.unit, l.at,
                   (select min(c.severity) from crossing c
                    where c.device = l.device and c.name = l.name and c.opened is not null) as severity
            from latest_reading l
            where (:device::text is null or l.device = :device)
              and (:name::text is null or l.name = :name)
              and (:after::text is null or (l.device, l.name) > (:after, :afterName))
              and (not :registered or l.device in (
                  select d.id from device d
                  where d.retired is null
                    and (:grid::bigint is null or d.chain @> array[:grid::bigint])
                    and (:kind::text is null or d.kind = :kind)
                    and (:minLon::float8 is null or d.id in (
                        select p.device_id from device_position p
                        where upper_inf(p.valid)
                          and p.place && ST_MakeEnvelope(:minLon, :minLat, :maxLon, :maxLat, 4326)))))
            order by l.device, l.name
            limit :limit
            """;

    private final Jdbi jdbi;

    public LatestReadingStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes the newest of each sensor. The sensors stay locked until the transaction of {@code handle} ends, in order of
     * device and name.
     *
     * @return those of {@code readings} that are newer than what was known, by sensor and time, each time once; the others
     *     came late or twice
     */
    public static List<NewReading> take(Handle handle, Collection<NewReading> readings) {
        if (readings.isEmpty()) {
            return List.of();
        }
        List<NewReading> inOrder = readings.stream()
                .sorted(Comparator.comparing(NewReading::device)
                        .thenComparing(NewReading::name)
                        .thenComparing(NewReading::at))
                .toList();
        Map<SensorName, NewReading> newest = new LinkedHashMap<>();
        inOrder.forEach(reading -> newest.merge(
                sensor(reading), reading, (known, next) -> next.at().isAfter(known.at()) ? next : known));
        Map<SensorName, Optional<Instant>> prior = write(handle, newest.values());
        noteStragglers(handle, readings);
        List<NewReading> fresh = new ArrayList<>();
        for (NewReading reading : inOrder) {
            Optional<Instant> before = prior.get(sensor(reading));
            if (before != null && before.map(reading.at()::isAfter).orElse(true)) {
                fresh.add(reading);
                prior.put(sensor(reading), Optional.of(reading.at()));
            }
        }
        return fresh;
    }

    private static Map<SensorName, Optional<Instant>> write(Handle handle, Collection<NewReading> newest) {
        var insert = handle.createQuery(TAKE);
        new Columns<>(insert, newest)
                .text("devices", NewReading::device)
                .text("names", NewReading::name)
                .moment("ats", NewReading::at)
                .decimal("values", NewReading::value)
                .text("units", reading -> reading.unit().orElse(null))
                .moment("receiveds", NewReading::received);
        Map<SensorName, Optional<Instant>> prior = new HashMap<>();
        insert.map((row, context) -> Map.entry(sensor(row), prior(row)))
                .forEach(written -> prior.put(written.getKey(), written.getValue()));
        return prior;
    }

    /** Most batches have none. */
    private static void noteStragglers(Handle handle, Collection<NewReading> readings) {
        List<NewReading> stragglers = readings.stream()
                .filter(reading -> !Series.month(reading.at()).equals(Series.month(reading.received())))
                .toList();
        if (!stragglers.isEmpty()) {
            var insert = handle.createUpdate(STRAGGLERS);
            new Columns<>(insert, stragglers).moment("ats", NewReading::at).moment("receiveds", NewReading::received);
            insert.execute();
        }
    }

    /**
     * Which sensors a list wants; an empty part wants all.
     *
     * @param gridId the grid whose subtree their devices stand in
     * @param kind   of their devices
     */
    public record Filter(
            Optional<String> device,
            Optional<String> name,
            Optional<String> kind,
            Optional<Long> gridId,
            Optional<BoundingBox> bbox) {}

    /**
     * The newest values by device and name; of devices that nobody registered only where no kind, grid or box is asked.
     *
     * @param after the last one of the page before, null for the first page
     */
    public List<LatestReading> list(Filter filter, @Nullable SensorName after, int limit) {
        boolean registered = filter.kind().isPresent()
                || filter.gridId().isPresent()
                || filter.bbox().isPresent();
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("device", filter.device())
                .bind("name", filter.name())
                .bind("after", after == null ? null : after.device())
                .bind("afterName", after == null ? null : after.name())
                .bind("registered", registered)
                .bind("grid", filter.gridId())
                .bind("kind", filter.kind())
                .bind("minLon", filter.bbox().map(b -> b.min().lon()))
                .bind("minLat", filter.bbox().map(b -> b.min().lat()))
                .bind("maxLon", filter.bbox().map(b -> b.max().lon()))
                .bind("maxLat", filter.bbox().map(b -> b.max().lat()))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private static LatestReading read(ResultSet row) throws SQLException {
        int severity = row.getInt("severity");
        Optional<Severity> worst = row.wasNull() ? Optional.empty() : Optional.of(Severity.of(severity));
        return new LatestReading(
                sensor(row),
                row.getDouble("value"),
                Optional.ofNullable(row.getString("unit")),
                row.getTimestamp("at").toInstant(),
                worst);
    }

    private static SensorName sensor(ResultSet row) throws SQLException {
        return new SensorName(row.getString("device"), row.getString("name"));
    }

    private static Optional<Instant> prior(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getTimestamp("prior")).map(Timestamp::toInstant);
    }

    private static SensorName sensor(NewReading reading) {
        return new SensorName(reading.device(), reading.name());
    }
}
