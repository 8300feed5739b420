package io.sixgrid.data.alert;

import io.sixgrid.data.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL that reads or writes {@code quarantine}. */
public final class QuarantineStore {
    private static final String INSERT = """
            insert into quarantine (received, last_seen, source, topic, payload, retained, reason, detail, message_key)
            select x.received, x.received, x.source, x.topic, x.payload, x.retained, x.reason, x.detail, x.key
            from unnest(:receiveds::timestamptz[], :sources, :topics, :payloads, :retaineds, :reasons, :details, :keys)
                as x (received, source, topic, payload, retained, reason, detail, key)
            order by x.key
            on conflict (message_key) do nothing
            """;
    // The rows are locked in the order of the key, as the insert takes them.
    private static final String SEEN_AGAIN = """
            with again as (
                select q.id, x.times, x.last_seen
                from quarantine q
                join (select key, count(*) as times, max(received) as last_seen
                      from unnest(:keys, :receiveds::timestamptz[]) as x (key, received) group by key) x
                    on q.message_key = x.key
                order by q.message_key for update of q)
            update quarantine q set times = q.times + again.times, last_seen = greatest(q.last_seen, again.last_seen)
            from again where q.id = again.id
            """;
    private static final String LIST = """
            select id, received, last_seen, times, source, topic, payload, retained, reason, detail, state
            from quarantine
            where (:reason::text is null or reason = :reason)
              and (:source::text is null or source = :source)
              and (:waiting::boolean is null or (state = 'waiting') = :waiting)
              and (:before::bigint is null or id < :before)
            order by id desc
            limit :limit
            """;

    private final Jdbi jdbi;

    public QuarantineStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A message in quarantine.
     *
     * @param times    how often it came
     * @param lastSeen when it came last
     * @param waiting  whether nothing was done with it yet
     */
    public record Held(long id, Quarantined message, int times, Instant lastSeen, boolean waiting) {}

    /** Which messages a list wants; an empty part wants all. */
    public record Filter(Optional<String> reason, Optional<String> source, Optional<Boolean> waiting) {
        /** Wants all. */
        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Stores messages that were claimed in this transaction. */
    public static void insert(Handle handle, Collection<Quarantined> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(INSERT);
        new Columns<>(insert, messages)
                .moment("receiveds", message -> message.arrival().received())
                .text("sources", message -> message.source().orElse(null))
                .text("topics", message -> message.arrival().topic())
                .bytes("payloads", message -> message.arrival().payload())
                .bool("retaineds", message -> message.arrival().retained())
                .text("reasons", Quarantined::reason)
                .text("details", Quarantined::detail)
                .text("keys", message -> message.message().key());
        insert.execute();
    }

    /** Counts messages that are here already. */
    public static void seenAgain(Handle handle, Collection<Quarantined> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var update = handle.createUpdate(SEEN_AGAIN);
        new Columns<>(update, messages)
                .text("keys", message -> message.message().key())
                .moment("receiveds", message -> message.arrival().received());
        update.execute();
    }

    /**
     * Messages, newest first.
     *
     * @param before the last id of the page before; empty for the first page
     */
    public List<Held> list(Filter filter, Optional<Long> before, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("reason", filter.reason())
                .bind("source", filter.source())
                .bind("waiting", filter.waiting())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private static Held read(ResultSet row) throws SQLException {
        Arrival arrival = new Arrival(
                row.getString("topic"),
                row.getBytes("payload"),
                row.getTimestamp("received").toInstant(),
                row.getBoolean("retained"));
        Quarantined message = new Quarantined(
                arrival,
                Optional.ofNullable(row.getString("source")),
                row.getString("reason"),
                row.getString("detail"));
        return new Held(
                row.getLong("id"),
                message,
                row.getInt("times"),
                row.getTimestamp("last_seen").toInstant(),
                row.getString("state").equals("waiting"));
    }
}
