package io.sixgrid.data.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sixgrid.data.Json;
import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.data.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All SQL that puts messages into {@code quarantine} and reads them; {@link HeldStore} changes what is there. */
public final class QuarantineStore {
    private static final String INSERT = """
            insert into quarantine (received, last_seen, source, topic, payload, retained, reason, detail, message_key,
                content_type, user_properties)
            select x.received, x.received, x.source, x.topic, x.payload, x.retained, x.reason, x.detail, x.key,
                x.content_type, x.user_properties::jsonb
            from unnest(:receiveds::timestamptz[], :sources, :topics, :payloads, :retaineds, :reasons, :details, :keys,
                    :contentTypes, :userProperties)
                as x (received, source, topic, payload, retained, reason, detail, key, content_type, user_properties)
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
            select id, received, last_seen, times, source, topic, payload, retained, reason, detail, replayed,
                content_type, user_properties
            from quarantine
            where (:reason::text is null or reason = :reason)
              and (:source::text is null or coalesce(source, 'no-format') = :source)
              and (:waiting::boolean is null or (state = 'waiting') = :waiting)
              and (:before::bigint is null or id < :before)
            order by id desc
            limit :limit
            """;
    private static final String ONE = """
            select id, received, last_seen, times, source, topic, payload, retained, reason, detail, replayed,
                content_type, user_properties
            from quarantine
            where id = :id
            """;
    private static final String REASONS = """
            select reason, coalesce(source, 'no-format') as source, count(*) as waiting, min(received) as first_seen,
                max(last_seen) as last_seen
            from quarantine
            where state = 'waiting'
            group by 1, 2
            order by waiting desc, reason, source
            """;
    private static final String EXPIRED = "select source, expired from quarantine_expired order by source";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;

    public QuarantineStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A message in quarantine.
     *
     * @param times    how often it came
     * @param lastSeen when it came last
     * @param replayed when a replay understood it; empty while it waits
     */
    public record Held(long id, Quarantined message, int times, Instant lastSeen, Optional<Instant> replayed) {}

    /**
     * How many messages wait for one reason.
     *
     * @param source    the format that tried, or {@link io.sixgrid.data.ledger.LedgerStore#NO_FORMAT}
     * @param firstSeen when the oldest of them came first
     * @param lastSeen  when any of them came last
     */
    public record WaitingReason(String reason, String source, long waiting, Instant firstSeen, Instant lastSeen) {}

    /** How many messages of a source left quarantine because they grew old before anything understood them. */
    public record Expired(String source, long expired) {}

    /**
     * Which messages a list wants; an empty part wants all.
     *
     * @param source the format that tried, or {@link io.sixgrid.data.ledger.LedgerStore#NO_FORMAT}
     */
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
                .text("keys", message -> message.message().key())
                .text(
                        "contentTypes",
                        message -> message.arrival().properties().contentType().orElse(null))
                .text(
                        "userProperties",
                        message -> write(message.arrival().properties().user()));
        insert.execute();
    }

    /**
     * Counts messages that are here already. Fails when one has left meanwhile because it grew old: then the transaction
     * must be tried again, which finds it new.
     */
    public static void seenAgain(Handle handle, Collection<Quarantined> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var update = handle.createUpdate(SEEN_AGAIN);
        new Columns<>(update, messages)
                .text("keys", message -> message.message().key())
                .moment("receiveds", message -> message.arrival().received());
        long there = messages.stream()
                .map(message -> message.message().key())
                .distinct()
                .count();
        if (update.execute() < there) {
            throw new IllegalStateException("a message left quarantine while it came again");
        }
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

    /** One message with its bytes. */
    public Optional<Held> byId(long id) {
        return jdbi.withHandle(h -> h.createQuery(ONE)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Why messages wait, the most frequent first. */
    public List<WaitingReason> reasons() {
        return jdbi.withHandle(h -> h.createQuery(REASONS)
                .map((row, context) -> new WaitingReason(
                        row.getString("reason"),
                        row.getString("source"),
                        row.getLong("waiting"),
                        row.getTimestamp("first_seen").toInstant(),
                        row.getTimestamp("last_seen").toInstant()))
                .list());
    }

    /** What grew too old, by source. */
    public List<Expired> expired() {
        return jdbi.withHandle(h -> h.createQuery(EXPIRED)
                .map((row, context) -> new Expired(row.getString("source"), row.getLong("expired")))
                .list());
    }

    static Held read(ResultSet row) throws SQLException {
        Arrival arrival = new Arrival(
                row.getString("topic"),
                row.getBytes("payload"),
                row.getTimestamp("received").toInstant(),
                row.getBoolean("retained"),
                new Properties(
                        Optional.ofNullable(row.getString("content_type")), read(row.getString("user_properties"))));
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
                Optional.ofNullable(row.getTimestamp("replayed")).map(Timestamp::toInstant));
    }

    private static @Nullable String write(Map<String, String> user) {
        try {
            return user.isEmpty() ? null : Json.mapper().writeValueAsString(user);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }

    private static Map<String, String> read(@Nullable String user) {
        try {
            return user == null ? Map.of() : Json.mapper().readValue(user, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column holds nothing but texts by name", e);
        }
    }
}
