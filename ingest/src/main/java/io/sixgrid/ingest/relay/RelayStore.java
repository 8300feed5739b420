package io.sixgrid.ingest.relay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL of the relay: its position, its turn, and the events it publishes. */
public final class RelayStore {
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('sixgrid.relay.' || :name, 0))";
    private static final String POSITION = "select seq from relay_position where name = :name";
    private static final String MOVE = """
            insert into relay_position (name, seq) values (:name, :seq)
            on conflict (name) do update set seq = excluded.seq
            """;
    // The placement of its intake: what was told once is not told otherwise because a boundary moved. There is one; the
    // limit keeps the planner at probing placement_pkey, in the months that the bounds leave. Episodes of one device
    // and
    // kind do not overlap, so of its alerts only the newest that had opened may hold the event (alert_key).
    private static final String EVENTS = """
            select e.id, a.id as alert, e.device, e.kind, e.phase, e.severity, e.at, e.received, e.source,
                   ST_X(e.place) as lon, ST_Y(e.place) as lat, p.chain, p.unplaced
            from event e
            cross join lateral (
                select chain, unplaced from placement
                where subject = 'event' and subject_id = e.id and cause = 'intake'
                  and recorded >= :from and recorded < :until limit 1) p
            left join lateral (
                select id, last_seen from alert
                where device = e.device and kind = e.kind and opened <= e.at
                order by opened desc limit 1) a on a.last_seen >= e.at
            where e.id = any(:ids) and e.received >= :from and e.received < :until
            """;
    /** How far from its change an event is looked for first, so that one or two months are searched and not all. */
    private static final Duration NEAR = Duration.ofDays(1);

    private static final Instant BEGINNING = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Jdbi jdbi;

    public RelayStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An event as the relay publishes it; {@code chain} is ids of grids, level 1 first. */
    record Row(
            long id,
            Optional<Long> alert,
            String source,
            What what,
            When when,
            Optional<Position> position,
            Where where) {
        record What(String device, String kind, String phase, int severity) {}

        record When(Instant time, Instant received) {}

        /** WGS 84, in degrees. */
        record Position(double lon, double lat) {}

        record Where(List<Long> chain, Optional<String> unplaced) {}
    }

    /**
     * A relay's turn: held by one process at a time, for as long as its own connection lives. Used by one thread.
     */
    static final class Turn implements AutoCloseable {
        private final Handle handle;
        private final String name;

        private Turn(Handle handle, String name) {
            this.handle = handle;
            this.name = name;
        }

        /** The number of the newest change published; 0 before the first. */
        long position() {
            return handle.createQuery(POSITION)
                    .bind("name", name)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
        }

        /** Fails when the connection, and so the turn, is lost. */
        void moveTo(long seq) {
            handle.createUpdate(MOVE).bind("name", name).bind("seq", seq).execute();
        }

        @Override
        public void close() {
            // The connection goes back to a pool that does not know of the lock.
            try {
                handle.execute("select pg_advisory_unlock_all()");
            } finally {
                handle.close();
            }
        }
    }

    /** The turn of the relay called {@code name}; empty while another process has it. */
    Optional<Turn> take(String name) {
        Handle handle = jdbi.open();
        try {
            if (handle.createQuery(LOCK).bind("name", name).mapTo(Boolean.class).one()) {
                return Optional.of(new Turn(handle, name));
            }
        } catch (RuntimeException e) {
            handle.close();
            throw e;
        }
        handle.close();
        return Optional.empty();
    }

    /**
     * Events by id, in the order of {@code ids}.
     *
     * @param madeFrom when the oldest of their changes was made
     * @param madeTo   when the newest was
     */
    List<Row> events(Collection<Long> ids, Instant madeFrom, Instant madeTo) {
        Map<Long, Row> found = new HashMap<>();
        read(ids, madeFrom.minus(NEAR), madeTo.plus(NEAR)).forEach(row -> found.put(row.id(), row));
        // A replayed message was received long before, and clocks differ.
        List<Long> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            read(missing, BEGINNING, END).forEach(row -> found.put(row.id(), row));
        }
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private List<Row> read(Collection<Long> ids, Instant from, Instant until) {
        return jdbi.withHandle(h -> h.createQuery(EVENTS)
                .bindArray("ids", Long.class, ids.toArray())
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> read(row))
                .list());
    }

    private static Row read(ResultSet row) throws SQLException {
        long alert = row.getLong("alert");
        Optional<Long> alertId = row.wasNull() ? Optional.empty() : Optional.of(alert);
        double lon = row.getDouble("lon");
        Optional<Row.Position> position =
                row.wasNull() ? Optional.empty() : Optional.of(new Row.Position(lon, row.getDouble("lat")));
        return new Row(
                row.getLong("id"),
                alertId,
                row.getString("source"),
                new Row.What(
                        row.getString("device"), row.getString("kind"), row.getString("phase"), row.getInt("severity")),
                new Row.When(moment(row, "at"), moment(row, "received")),
                position,
                new Row.Where(
                        List.of((Long[]) row.getArray("chain").getArray()),
                        Optional.ofNullable(row.getString("unplaced"))));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment.toInstant();
    }
}
