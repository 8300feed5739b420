package io.sixgrid.ingest.relay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
    // The placement of its intake: what was told once is not told otherwise because a boundary moved.
    private static final String EVENTS = """
            select e.id, a.id as alert, e.device, e.kind, e.phase, e.severity, e.at, e.received, e.source,
                   ST_X(e.place) as lon, ST_Y(e.place) as lat, p.chain, p.unplaced
            from event e
            cross join lateral (
                select chain, unplaced from placement
                where subject = 'event' and subject_id = e.id order by recorded, id limit 1) p
            left join lateral (
                select id from alert
                where device = e.device and kind = e.kind and opened <= e.at and last_seen >= e.at
                order by opened desc limit 1) a on true
            where e.id = any(:ids)
            order by e.id
            """;

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

    List<Row> events(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(EVENTS)
                .bindArray("ids", Long.class, ids.toArray())
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
