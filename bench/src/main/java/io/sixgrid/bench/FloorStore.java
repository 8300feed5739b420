package io.sixgrid.bench;

import io.sixgrid.bench.FloorAlerts.Placed;
import io.sixgrid.bench.FloorAlerts.Row;
import io.sixgrid.bench.FloorMessage.Said;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.db.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The floor's SQL: the rows that the product writes for the same messages, by bare JDBC on one connection. Used by one
 * thread.
 */
final class FloorStore {
    private static final String CLAIM = """
            insert into message (source, key, received)
            select * from unnest(?::text[], ?::text[], ?::timestamptz[])
            on conflict do nothing returning key
            """;
    private static final String QUARANTINE = """
            insert into quarantine (received, last_seen, source, topic, payload, reason, detail, message_key)
            select received, received, 'native-alerts', topic, payload, reason, reason, key
            from unnest(?::timestamptz[], ?::text[], ?::bytea[], ?::text[], ?::text[])
                as x (received, topic, payload, reason, key)
            """;
    private static final String IDS = "select nextval('event_id') from generate_series(1, ?)";
    private static final String EVENTS = """
            insert into event (id, received, source, message_key, device, kind, phase, severity, source_severity,
                external_id, device_time, at, place, position_source, text, topic, payload)
            select id, received, 'native-alerts', key, device, kind, phase, severity, severity, external_id, time, time,
                ST_SetSRID(ST_MakePoint(lon, lat), 4326), 'message', text, topic, payload
            from unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                ?::timestamptz[], ?::float8[], ?::float8[], ?::text[], ?::text[], ?::bytea[])
                as x (id, received, key, device, kind, phase, severity, external_id, time, lon, lat, text, topic, payload)
            """;
    private static final String PLACEMENTS = """
            insert into placement (subject, subject_id, cause, at, place, revision, chain, on_boundary)
            select 'event', id, 'intake', at, ST_SetSRID(ST_MakePoint(lon, lat), 4326), ?, chain::bigint[], on_boundary
            from unnest(?::bigint[], ?::timestamptz[], ?::float8[], ?::float8[], ?::text[], ?::boolean[])
                as x (id, at, lon, lat, chain, on_boundary)
            """;
    private static final String HEADS = """
            insert into fold_head (device, kind, at, rank)
            select * from unnest(?::text[], ?::text[], ?::timestamptz[], ?::bigint[])
            on conflict (device, kind) do update set at = excluded.at, rank = excluded.rank
            """;
    private static final String UPDATE = """
            update alert a set state = case when x.closed is null then 'open' else 'closed' end, severity = x.severity,
                source_severity = x.severity, last_seen = x.last_seen, last_rank = x.last_rank, closed = x.closed,
                closed_by = case when x.closed is not null then 'device' end, events = x.events, text = x.text
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::text[])
                as x (id, severity, last_seen, last_rank, closed, events, text)
            where a.id = x.id
            """;
    private static final String OPEN = """
            insert into alert (device, kind, state, severity, source_severity, opened, last_seen, last_rank, closed,
                closed_by, events, source, text, place, chain, event_id)
            select device, kind, case when closed is null then 'open' else 'closed' end, severity, severity, opened,
                last_seen, last_rank, closed, case when closed is not null then 'device' end, events, 'native-alerts',
                text, ST_SetSRID(ST_MakePoint(lon, lat), 4326), chain::bigint[], event_id
            from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::text[],
                ?::text[], ?::text[], ?::timestamptz[], ?::float8[], ?::float8[], ?::text[], ?::bigint[])
                as x (severity, last_seen, last_rank, closed, events, text, device, kind, opened, lon, lat, chain,
                    event_id)
            returning id, event_id
            """;
    private static final String LEDGER = """
            insert into ledger as l (source, received, stored, duplicate, quarantined, events, alerts)
            values ('native-alerts', ?, ?, ?, ?, ?, ?)
            on conflict (source) do update set received = l.received + excluded.received,
                stored = l.stored + excluded.stored, duplicate = l.duplicate + excluded.duplicate,
                quarantined = l.quarantined + excluded.quarantined, events = l.events + excluded.events,
                alerts = l.alerts + excluded.alerts
            """;
    private static final String CHANGE = "insert into change (events, alerts) values (?::bigint[], ?::bigint[])";

    private final Connection connection;
    private final PGConnection arrays;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    FloorStore(DatabaseAddress address) throws SQLException {
        connection = DriverManager.getConnection(address.url(), address.user(), address.password());
        connection.setAutoCommit(false);
        arrays = connection.unwrap(PGConnection.class);
    }

    /** Stores messages as the first of their identity; answers the keys of those that are. */
    Set<String> claim(List<FloorMessage> batch) throws SQLException {
        Rows<FloorMessage> rows = new Rows<>(CLAIM, batch)
                .text(FloorMessage::source)
                .text(FloorMessage::key)
                .text(message -> message.arrival().received().toString());
        Set<String> keys = new HashSet<>(2 * batch.size());
        try (ResultSet claimed = rows.statement.executeQuery()) {
            while (claimed.next()) {
                keys.add(claimed.getString(1));
            }
        }
        return keys;
    }

    void quarantine(List<FloorMessage> broken) throws SQLException {
        if (!broken.isEmpty()) {
            new Rows<>(QUARANTINE, broken)
                    .text(message -> message.arrival().received().toString())
                    .text(message -> message.arrival().topic())
                    .bytes(message -> message.arrival().payload())
                    .text(FloorMessage::reason)
                    .text(FloorMessage::key)
                    .statement
                    .executeUpdate();
        }
    }

    List<Long> eventIds(int count) throws SQLException {
        PreparedStatement ids = prepare(IDS);
        ids.setInt(1, count);
        List<Long> answer = new ArrayList<>(count);
        try (ResultSet rows = ids.executeQuery()) {
            while (rows.next()) {
                answer.add(rows.getLong(1));
            }
        }
        return answer;
    }

    /** Stores events and their placements by the boundaries of {@code revision}. */
    void events(List<Placed> events, long revision) throws SQLException {
        new Rows<>(EVENTS, events)
                .number(Placed::id)
                .text(event -> arrival(event).received().toString())
                .text(event -> event.message().key())
                .text(event -> event.said().device())
                .text(event -> event.said().kind())
                .text(event -> event.said().phase())
                .number(event -> event.said().severity())
                .text(event -> event.said().id())
                .text(event -> event.said().time().toString())
                .decimal(event -> event.place().lon())
                .decimal(event -> event.place().lat())
                .text(event -> event.said().text())
                .text(event -> arrival(event).topic())
                .bytes(event -> arrival(event).payload())
                .statement
                .executeUpdate();
        Rows<Placed> placements = new Rows<>(PLACEMENTS, events);
        placements.statement.setLong(++placements.position, revision);
        placements
                .number(Placed::id)
                .text(event -> event.said().time().toString())
                .decimal(event -> event.place().lon())
                .decimal(event -> event.place().lat())
                .text(event -> chain(event.chain()))
                .text(event -> Boolean.toString(event.onBoundary()))
                .statement
                .executeUpdate();
    }

    /** Stores what was folded; rows that were opened get their ids. */
    void alerts(FloorAlerts alerts) throws SQLException {
        new Rows<>(HEADS, alerts.heads())
                .text(Said::device)
                .text(Said::kind)
                .text(said -> said.time().toString())
                .number(Said::rank)
                .statement
                .executeUpdate();
        // What ends, ends first: at no moment two alerts of a key may be open.
        Rows<Row> updates = new Rows<>(UPDATE, alerts.updated()).number(row -> row.id);
        state(updates).statement.executeUpdate();
        Rows<Row> opened = state(new Rows<>(OPEN, alerts.opened()))
                .text(row -> row.last.device())
                .text(row -> row.last.kind())
                .text(row -> row.opening.said().time().toString())
                .decimal(row -> row.opening.place().lon())
                .decimal(row -> row.opening.place().lat())
                .text(row -> chain(row.opening.chain()))
                .number(row -> row.opening.id());
        Map<Long, Row> byEvent = new HashMap<>();
        alerts.opened().forEach(row -> byEvent.put(row.opening.id(), row));
        try (ResultSet rows = opened.statement.executeQuery()) {
            while (rows.next()) {
                Row row = byEvent.get(rows.getLong(2));
                if (row != null) {
                    row.id = rows.getLong(1);
                }
            }
        }
    }

    /** Counts a batch, tells the stream of it, and commits. */
    void finish(int received, int quarantined, List<Placed> events, FloorAlerts alerts) throws SQLException {
        PreparedStatement ledger = prepare(LEDGER);
        int stored = events.size();
        int[] counts = {
            received,
            stored,
            received - stored - quarantined,
            quarantined,
            stored,
            alerts.opened().size()
        };
        for (int i = 0; i < counts.length; i++) {
            ledger.setLong(i + 1, counts[i]);
        }
        ledger.executeUpdate();
        List<Row> changed = new ArrayList<>(alerts.updated());
        changed.addAll(alerts.opened());
        PreparedStatement change = prepare(CHANGE);
        change.setArray(
                1,
                arrays.createArrayOf(
                        "int8", events.stream().mapToLong(Placed::id).toArray()));
        change.setArray(
                2,
                arrays.createArrayOf(
                        "int8", changed.stream().mapToLong(row -> row.id).toArray()));
        change.executeUpdate();
        connection.commit();
    }

    private static Rows<Row> state(Rows<Row> rows) throws SQLException {
        return rows.number(row -> row.severity)
                .text(row -> row.last.time().toString())
                .number(row -> row.last.rank())
                .text(row -> row.open() ? null : row.last.time().toString())
                .number(row -> row.events)
                .text(row -> row.last.text());
    }

    private static Arrival arrival(Placed event) {
        return event.message().arrival();
    }

    private static String chain(List<Long> ids) {
        return ids.toString().replace('[', '{').replace(']', '}');
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Binds rows column by column, in the order of the statement's parameters. */
    private final class Rows<T> {
        private final PreparedStatement statement;
        private final List<T> rows;
        private int position;

        Rows(String sql, List<T> rows) throws SQLException {
            this.statement = prepare(sql);
            this.rows = rows;
        }

        Rows<T> text(Function<T, @Nullable String> value) throws SQLException {
            @Nullable String[] column = new @Nullable String[rows.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(rows.get(i));
            }
            return set("text", column);
        }

        Rows<T> number(ToLongFunction<T> value) throws SQLException {
            return set("int8", rows.stream().mapToLong(value).toArray());
        }

        Rows<T> decimal(ToDoubleFunction<T> value) throws SQLException {
            return set("float8", rows.stream().mapToDouble(value).toArray());
        }

        Rows<T> bytes(Function<T, byte[]> value) throws SQLException {
            return set("bytea", rows.stream().map(value).toArray(byte[][]::new));
        }

        private Rows<T> set(String type, Object column) throws SQLException {
            statement.setArray(++position, arrays.createArrayOf(type, column));
            return this;
        }
    }
}
