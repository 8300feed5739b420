package io.sixgrid.data.alert;

import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.data.db.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * All SQL that changes what {@code quarantine} holds: replays, and retention. One transaction at a time does either, so
 * what it saw waiting stays so; ingest goes on beside it.
 */
public final class HeldStore {
    private static final int EXPIRED_AT_ONCE = 500;

    private static final String NEWEST = "select coalesce(max(id), 0) from quarantine";
    private static final String WAITING = """
            select id, received from quarantine
            where state = 'waiting' and id > :after and id <= :newest
              and (:reason::text is null or reason = :reason)
              and (:source::text is null or coalesce(source, 'no-format') = :source)
            order by id
            limit :limit
            """;
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('sixgrid.quarantine')) is null as locked";
    private static final String READ = """
            select id, received, last_seen, times, source, topic, payload, retained, reason, detail, replayed,
                content_type, user_properties
            from quarantine
            where id = any(:ids) and state = 'waiting'
            order by id
            """;
    // In the order of the key, as ingest takes them.
    private static final String LOCK = "select id from quarantine where id = any(:ids) order by message_key for update";
    private static final String REPLAYED =
            "update quarantine set state = 'replayed', replayed = :at where id = any(:ids)";
    private static final String STILL_WAITING = """
            update quarantine q set source = x.source, reason = x.reason, detail = x.detail
            from unnest(:ids, :sources, :reasons, :details) as x (id, source, reason, detail)
            where q.id = x.id
            """;
    // Rows that ingest is counting again are left for the next time, so nobody is waited for with locks in hand: ingest
    // takes
    // its message first and its quarantine second.
    private static final String EXPIRE = """
            with old as materialized (
                select id, message_key, coalesce(source, 'no-format') as source, state
                from quarantine where last_seen < :before
                order by last_seen limit :limit for update skip locked),
            guards as (
                delete from message m using old where m.source = 'quarantine' and m.key = old.message_key),
            gone as (
                delete from quarantine q using old where q.id = old.id returning old.source, old.state),
            counted as (
                insert into quarantine_expired as e (source, expired)
                select source, count(*) from gone where state = 'waiting' group by source order by source
                on conflict (source) do update set expired = e.expired + excluded.expired)
            select count(*) from gone
            """;

    private final Jdbi jdbi;

    public HeldStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A message that waits.
     *
     * @param received when it came first
     */
    public record Waiting(long id, Instant received) {}

    /**
     * A message of which a replay made no more than before.
     *
     * @param now what keeps it from being understood today
     */
    public record StillWaiting(long id, Quarantined now) {}

    /** The id of the newest message; 0 when there is none. */
    public long newest() {
        return jdbi.withHandle(h -> h.createQuery(NEWEST).mapTo(Long.class).one());
    }

    /** Waiting messages that {@code filter} wants, with ids past {@code after} and up to {@code newest}, in their order. */
    public List<Waiting> waiting(Filter filter, long after, long newest, int limit) {
        return jdbi.withHandle(h -> h.createQuery(WAITING)
                .bind("reason", filter.reason())
                .bind("source", filter.source())
                .bind("after", after)
                .bind("newest", newest)
                .bind("limit", limit)
                .map((row, context) -> new Waiting(
                        row.getLong("id"), row.getTimestamp("received").toInstant()))
                .list());
    }

    /**
     * Those of {@code ids} that wait, in order of arrival. From here to the end of the transaction no other replay or
     * retention changes them; to be called first in it.
     */
    public static List<Held> readAlone(Handle handle, Collection<Long> ids) {
        handle.createQuery(ALONE).mapTo(Boolean.class).one();
        return handle.createQuery(READ)
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> QuarantineStore.read(row))
                .list();
    }

    /**
     * Writes what a replay made of messages. To be called after messages are claimed and before keys of alerts are locked.
     *
     * @param replayed ids of those understood
     * @param at       when
     */
    public static void settle(Handle handle, List<Long> replayed, List<StillWaiting> waiting, Instant at) {
        handle.createQuery(LOCK)
                .bindArray(
                        "ids",
                        Long.class,
                        Stream.concat(replayed.stream(), waiting.stream().map(StillWaiting::id))
                                .toArray())
                .mapTo(Long.class)
                .list();
        handle.createUpdate(REPLAYED)
                .bindArray("ids", Long.class, replayed.toArray())
                .bind("at", at)
                .execute();
        var update = handle.createUpdate(STILL_WAITING);
        new Columns<>(update, waiting)
                .bigint("ids", StillWaiting::id)
                .text("sources", still -> still.now().source().orElse(null))
                .text("reasons", still -> still.now().reason())
                .text("details", still -> still.now().detail());
        update.execute();
    }

    /**
     * Forgets messages that came last before {@code before}, replayed ones too: should the same bytes come again, they are
     * new. Those that nothing understood are counted.
     *
     * @return how many were forgotten
     */
    public int expire(Instant before) {
        int all = 0;
        int gone;
        do {
            gone = jdbi.inTransaction(handle -> {
                handle.createQuery(ALONE).mapTo(Boolean.class).one();
                return handle.createQuery(EXPIRE)
                        .bind("before", before)
                        .bind("limit", EXPIRED_AT_ONCE)
                        .mapTo(Integer.class)
                        .one();
            });
            all += gone;
        } while (gone == EXPIRED_AT_ONCE);
        return all;
    }
}
