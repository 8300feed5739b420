package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * All SQL of {@code crossing} and {@code monitored_device}. Who changes the crossings of devices locks the devices first, in
 * the one order of this store, until its transaction ends.
 */
public final class CrossingStore {
    private static final String CROSSING_AMONG = "select distinct device from crossing where device = any(:devices)";
    private static final String CROSSING = "select distinct device from crossing order by device";
    // Index crossing_due.
    private static final String DUE = """
            select distinct device from (
                select device from crossing where due <= :now order by due limit :limit) as due
            """;
    private static final String KNOW = """
            insert into monitored_device (device)
            select x.device from unnest(:devices) as x (device) order by 1
            on conflict do nothing
            """;
    private static final String LOCK = """
            select device, spoken from monitored_device where device = any(:devices) order by device for update
            """;
    private static final String LOCK_FREE = LOCK + " skip locked";
    private static final String LOOK = "select device, spoken from monitored_device where device = any(:devices)";
    private static final String OF = "select * from crossing where device = any(:devices)";
    private static final String NEWEST = """
            select device, name, at, value, unit, received from latest_reading
            where device = any(:devices)
            """;
    private static final String DELETE = """
            delete from crossing c using unnest(:devices, :names, :rules) as x (device, name, rule_id)
            where c.device = x.device and c.name = x.name and c.rule_id = x.rule_id
            """;
    private static final String WRITE = """
            insert into crossing (device, name, rule_id, alert_kind, severity, since, due, opened, value, text)
            select * from unnest(:devices, :names, :rules, :kinds, :severities, :sinces::timestamptz[],
                :dues::timestamptz[], :openeds::timestamptz[], :values, :texts)
            on conflict (device, name, rule_id) do update set alert_kind = excluded.alert_kind,
                severity = excluded.severity, since = excluded.since, due = excluded.due, opened = excluded.opened,
                value = excluded.value, text = excluded.text
            """;
    private static final String SPOKE = """
            update monitored_device m set spoken = x.spoken
            from unnest(:devices, :spokens::timestamptz[]) as x (device, spoken) where m.device = x.device
            """;

    private CrossingStore() {}

    /** Those of {@code devices} that cross anything. */
    public static Set<String> crossingAmong(Handle handle, Collection<String> devices) {
        return new HashSet<>(ofDevices(handle.createQuery(CROSSING_AMONG), devices)
                .mapTo(String.class)
                .list());
    }

    /** All devices that cross anything. */
    public static List<String> crossing(Handle handle) {
        return handle.createQuery(CROSSING).mapTo(String.class).list();
    }

    /** Devices of which something became due until {@code now}, at most {@code limit}. */
    public static List<String> due(Handle handle, Instant now, int limit) {
        return handle.createQuery(DUE)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Locks {@code devices} until the transaction ends, and reads what they cross. */
    public static Map<String, DeviceWatch> lock(Handle handle, Collection<String> devices) {
        ofDevices(handle.createUpdate(KNOW), devices).execute();
        return watches(handle, LOCK, devices);
    }

    /** The same of those that nobody else has locked; the others are left to whoever has. */
    public static Map<String, DeviceWatch> lockFree(Handle handle, Collection<String> devices) {
        return watches(handle, LOCK_FREE, devices);
    }

    /** What {@code devices} cross, without locking them. */
    public static Map<String, DeviceWatch> look(Handle handle, Collection<String> devices) {
        return watches(handle, LOOK, devices);
    }

    /** The newest readings of {@code devices}, as of sensors. */
    public static Map<SensorName, NewReading> newest(Handle handle, Collection<String> devices) {
        return ofDevices(handle.createQuery(NEWEST), devices)
                .map((row, context) -> new NewReading(
                        row.getString("device"),
                        row.getString("name"),
                        row.getDouble("value"),
                        Optional.ofNullable(row.getString("unit")),
                        row.getTimestamp("at").toInstant(),
                        row.getTimestamp("received").toInstant()))
                .collect(Collectors.toMap(
                        reading -> new SensorName(reading.device(), reading.name()), Function.identity()));
    }

    /** Writes what changed of devices that the transaction of {@code handle} has locked. */
    public static void write(Handle handle, Collection<DeviceWatch> watches) {
        List<Crossing> gone =
                watches.stream().flatMap(watch -> watch.gone().stream()).toList();
        if (!gone.isEmpty()) {
            key(handle.createUpdate(DELETE), gone).execute();
        }
        List<Crossing> changed =
                watches.stream().flatMap(watch -> watch.changed().stream()).toList();
        if (!changed.isEmpty()) {
            var write = key(handle.createUpdate(WRITE), changed);
            new Columns<>(write, changed)
                    .text("kinds", crossing -> crossing.alert().kind())
                    .integer(
                            "severities",
                            crossing -> crossing.alert().severity().level())
                    .moment("sinces", Crossing::since)
                    .moment("dues", crossing -> crossing.due().orElse(null))
                    .moment("openeds", crossing -> crossing.opened().orElse(null))
                    .decimal("values", Crossing::value)
                    .text("texts", crossing -> crossing.alert().text());
            write.execute();
        }
        List<DeviceWatch> spoke =
                watches.stream().filter(watch -> !watch.events().isEmpty()).toList();
        if (!spoke.isEmpty()) {
            var update = handle.createUpdate(SPOKE);
            new Columns<>(update, spoke)
                    .text("devices", DeviceWatch::device)
                    .moment("spokens", watch -> watch.spoken().orElse(null));
            update.execute();
        }
    }

    /** Devices first and what they cross after it, by a statement of its own: it sees what whoever was waited for wrote. */
    private static Map<String, DeviceWatch> watches(Handle handle, String lock, Collection<String> devices) {
        Map<String, Optional<Instant>> spoken = new LinkedHashMap<>();
        ofDevices(handle.createQuery(lock), devices)
                .map((row, context) -> Map.entry(row.getString("device"), moment(row, "spoken")))
                .forEach(device -> spoken.put(device.getKey(), device.getValue()));
        Map<String, List<Crossing>> crossings = ofDevices(handle.createQuery(OF), spoken.keySet())
                .map((row, context) -> read(row))
                .collect(Collectors.groupingBy(crossing -> crossing.sensor().device()));
        Map<String, DeviceWatch> watches = new LinkedHashMap<>();
        spoken.forEach((device, last) ->
                watches.put(device, new DeviceWatch(device, last, crossings.getOrDefault(device, List.of()))));
        return watches;
    }

    private static Crossing read(ResultSet row) throws SQLException {
        return new Crossing(
                new SensorName(row.getString("device"), row.getString("name")),
                row.getLong("rule_id"),
                new AlertTerms(row.getString("alert_kind"), Severity.of(row.getInt("severity")), row.getString("text")),
                row.getTimestamp("since").toInstant(),
                moment(row, "due"),
                moment(row, "opened"),
                row.getDouble("value"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static <S extends SqlStatement<S>> S ofDevices(S statement, Collection<String> devices) {
        return statement.bindArray("devices", String.class, devices.toArray());
    }

    private static <S extends SqlStatement<S>> S key(S statement, List<Crossing> crossings) {
        new Columns<>(statement, crossings)
                .text("devices", crossing -> crossing.sensor().device())
                .text("names", crossing -> crossing.sensor().name())
                .bigint("rules", Crossing::ruleId);
        return statement;
    }
}
