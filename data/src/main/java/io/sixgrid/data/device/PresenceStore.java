package io.sixgrid.data.device;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.db.Columns;
import io.sixgrid.data.device.Connection.Signal;
import io.sixgrid.data.device.Connection.Way;
import io.sixgrid.data.device.UnknownDeviceStore.LastHeard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes what is known of devices' connections, in the caller's transaction. Rows are locked in the order of their
 * ids, after messages and before the heads of alerts (docs/decisions/004, "Locks").
 */
public final class PresenceStore {
    /** How old what is written of a device may be while nothing changes. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    // One probe a device by its primary key, and nothing to write for most: those heard within the last seconds.
    private static final String DUE = """
            with due as (
                select d.id, d.gateway, p.device_id is null as fresh
                from unnest(:heard || :said) as n (id)
                join device d on d.id = n.id and d.retired is null
                left join device_presence p on p.device_id = d.id
                where d.id = any(:said) or p.device_id is null or not p.spoke or p.said_online is false or p.silent_since is not null
                   or p.last_seen is null or p.last_seen < :stale)
            select id, gateway, fresh from due
            union
            select g.id, null, p.device_id is null
            from (select distinct gateway from due where id = any(:heard)) b
            join device g on g.id = b.gateway and g.retired is null
            left join device_presence p on p.device_id = g.id
            where p.device_id is null or p.silent_since is not null or p.last_seen is null or p.last_seen < :stale
            """;
    private static final String OPEN = """
            insert into device_presence (device_id, since)
            select n.id, '-infinity' from unnest(:ids) as n (id) order by n.id
            on conflict do nothing
            """;
    // Rows are locked in the order of the sort: the order in which everybody takes them.
    private static final String LOCK = """
            select device_id, last_seen, said_online, said_at, silent_since, nullif(since, '-infinity') as since, spoke
            from device_presence where device_id = any(:ids) order by device_id for update
            """;
    private static final String WRITE = """
            update device_presence p set last_seen = x.last_seen, said_online = x.said_online, said_at = x.said_at,
                silent_since = x.silent_since, since = coalesce(x.since, '-infinity'), spoke = x.spoke
            from unnest(:ids, :lastSeens::timestamptz[], :saidOnlines, :saidAts::timestamptz[],
                    :silentSinces::timestamptz[], :sinces::timestamptz[], :spokes)
                as x (id, last_seen, said_online, said_at, silent_since, since, spoke)
            where p.device_id = x.id
            """;
    // Its kind, gateway or place may be others now, and with them its silence rule.
    private static final String LOOK_AGAIN = """
            update device_presence p set look_at = '-infinity'
            from (select device_id from device_presence where device_id = any(:ids) order by device_id for update) x
            where p.device_id = x.device_id
            """;
    private static final String BEHIND = """
            select id from device where gateway = any(:ids) and retired is null order by id limit :limit
            """;

    private PresenceStore() {}

    /**
     * A device whose row is to be written.
     *
     * @param gateway the one that it is registered behind
     * @param fresh   whether it has no row yet
     */
    public record Due(String id, Optional<String> gateway, boolean fresh) {}

    /**
     * Of the registered devices that were heard those whose rows are to be written: not heard within {@link #EVERY} before,
     * or not known to be online; all that said something; and of their gateways the same.
     *
     * @param heard ids of devices of which a message came
     * @param said  ids of devices of which a message said whether they are connected
     */
    public static List<Due> due(Handle handle, Collection<String> heard, Collection<String> said, Instant now) {
        return handle.createQuery(DUE)
                .bindArray("heard", String.class, heard.toArray())
                .bindArray("said", String.class, said.toArray())
                .bind("stale", now.minus(EVERY))
                .map((row, context) -> new Due(
                        row.getString("id"), Optional.ofNullable(row.getString("gateway")), row.getBoolean("fresh")))
                .list();
    }

    /** Locks the rows of {@code devices}, new ones included, until the transaction ends. */
    public static Map<String, Connection> lock(Handle handle, Collection<Due> devices) {
        List<String> fresh = devices.stream().filter(Due::fresh).map(Due::id).toList();
        if (!fresh.isEmpty()) {
            handle.createUpdate(OPEN)
                    .bindArray("ids", String.class, fresh.toArray())
                    .execute();
        }
        Map<String, Connection> locked = new HashMap<>();
        handle.createQuery(LOCK)
                .bindArray("ids", String.class, devices.stream().map(Due::id).toArray())
                .map((row, context) -> Map.entry(row.getString("device_id"), read(row)))
                .forEach(entry -> locked.put(entry.getKey(), entry.getValue()));
        return locked;
    }

    /** Writes rows that {@link #lock} locked. */
    public static void write(Handle handle, Map<String, Connection> connections) {
        if (connections.isEmpty()) {
            return;
        }
        var update = handle.createUpdate(WRITE);
        new Columns<>(update, connections.entrySet())
                .text("ids", Map.Entry::getKey)
                .moment("lastSeens", row -> row.getValue().lastSeen().orElse(null))
                .bool("saidOnlines", row -> row.getValue().saidOnline().orElse(null))
                .moment("saidAts", row -> row.getValue().saidAt().orElse(null))
                .moment("silentSinces", row -> row.getValue().silentSince().orElse(null))
                .moment("sinces", row -> row.getValue().since().orElse(null))
                .bool("spokes", row -> row.getValue().spoke());
        update.execute();
    }

    /** Ids of devices in service that are registered behind those, at most {@code limit}. */
    public static List<String> behind(Handle handle, Collection<String> gateways, int limit) {
        return handle.createQuery(BEHIND)
                .bindArray("ids", String.class, gateways.toArray())
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Devices were registered or changed; {@code heard} says which were heard before, while nobody knew them. */
    static void registered(Handle handle, Collection<String> ids, Collection<LastHeard> heard) {
        Map<String, Signal> last = new HashMap<>();
        heard.forEach(one -> last.merge(
                one.id(),
                new Signal(one.at(), one.at(), Optional.empty(), Way.ITSELF),
                (a, b) -> a.received().isAfter(b.received()) ? a : b));
        if (!last.isEmpty()) {
            List<Due> fresh = last.keySet().stream()
                    .sorted()
                    .map(id -> new Due(id, Optional.empty(), true))
                    .toList();
            Map<String, Connection> known = new HashMap<>();
            lock(handle, fresh).forEach((id, before) -> {
                if (before.unknown()) {
                    known.put(id, before.hear(requireNonNull(last.get(id))));
                }
            });
            write(handle, known);
        }
        handle.createUpdate(LOOK_AGAIN)
                .bindArray("ids", String.class, ids.toArray())
                .execute();
    }

    static Connection read(ResultSet row) throws SQLException {
        boolean online = row.getBoolean("said_online");
        Optional<Boolean> said = row.wasNull() ? Optional.empty() : Optional.of(online);
        return new Connection(
                instant(row.getTimestamp("last_seen")),
                said,
                instant(row.getTimestamp("said_at")),
                instant(row.getTimestamp("silent_since")),
                instant(row.getTimestamp("since")),
                row.getBoolean("spoke"));
    }

    private static Optional<Instant> instant(@Nullable Timestamp value) {
        return Optional.ofNullable(value).map(Timestamp::toInstant);
    }
}
