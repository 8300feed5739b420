package io.sixgrid.data.change;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * All SQL of the stream of changes. Writers append in their own transaction; rows get their number after the commit, by
 * whichever reader comes first, so readers see them in commit order and agree on it (docs/decisions/003).
 */
public final class ChangeStore {
    private static final String APPEND = """
            insert into change (events, alerts, incidents, devices, revision)
            values (:events, :alerts, :incidents, :devices, :revision)
            """;
    private static final String NUMBER = "select number_changes()";
    private static final String SINCE = """
            select seq, made, events, alerts, incidents, devices, revision
            from change where seq > :after order by seq limit :limit
            """;
    // Without a row in relay_position min() is null, and nothing is held back.
    private static final String TRIM = """
            delete from change
            where made < clock_timestamp() - make_interval(secs => :seconds)
              and seq <= coalesce((select min(seq) from relay_position), seq)
            """;

    private final Jdbi jdbi;

    public ChangeStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Appends to the stream in the transaction of {@code handle}: what it changed, by id. */
    public static void append(
            Handle handle,
            Collection<Long> events,
            Collection<Long> alerts,
            Collection<Long> incidents,
            Collection<String> devices) {
        append(handle, events, alerts, incidents, devices, null);
    }

    /** Tells in the transaction of {@code handle} that boundaries were published as {@code revision}. */
    public static void appendRevision(Handle handle, long revision) {
        append(handle, List.of(), List.of(), List.of(), List.of(), revision);
    }

    /** Numbers what was committed since, and answers the number of the newest change: the head of the stream. */
    public long number() {
        return jdbi.withHandle(h -> h.createQuery(NUMBER).mapTo(Long.class).one());
    }

    /** Numbered changes after {@code after}, oldest first, at most {@code limit}. */
    public List<Change> since(long after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(SINCE)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * Forgets numbered changes older than {@code age}, but none that a relay has still to read: what it has not published
     * would be left out for ever. A relay that never moved holds nothing back.
     */
    public int trim(Duration age) {
        return jdbi.withHandle(
                h -> h.createUpdate(TRIM).bind("seconds", age.toSeconds()).execute());
    }

    private static void append(
            Handle handle,
            Collection<Long> events,
            Collection<Long> alerts,
            Collection<Long> incidents,
            Collection<String> devices,
            @Nullable Long revision) {
        handle.createUpdate(APPEND)
                .bindArray("events", Long.class, events.toArray())
                .bindArray("alerts", Long.class, alerts.toArray())
                .bindArray("incidents", Long.class, incidents.toArray())
                .bindArray("devices", String.class, devices.toArray())
                .bind("revision", revision)
                .execute();
    }

    private static Change read(ResultSet row) throws SQLException {
        long revision = row.getLong("revision");
        return new Change(
                row.getLong("seq"),
                row.getTimestamp("made").toInstant(),
                List.of((Long[]) row.getArray("events").getArray()),
                List.of((Long[]) row.getArray("alerts").getArray()),
                List.of((Long[]) row.getArray("incidents").getArray()),
                List.of((String[]) row.getArray("devices").getArray()),
                revision == 0 ? OptionalLong.empty() : OptionalLong.of(revision));
    }
}
