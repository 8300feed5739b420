package io.sixgrid.data.device;

import io.sixgrid.data.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All SQL of {@code unknown_device}: names that messages use and nobody registered. */
public final class UnknownDeviceStore {
    /** Under this name count those for which there is no room. */
    public static final String FURTHER = "";

    /** How many names are told apart; who invents names must not fill the disk. */
    static final int MAX_NAMES = 10_000;

    // In order of the key, as every transaction takes its locks. Two at once may pass the bound by what they add.
    private static final String ADD = """
            insert into unknown_device as u (source, name, topic, first_seen, last_seen, messages)
            select x.source, n.name, max(x.topic), min(x.first), max(x.last), sum(x.messages)
            from unnest(:sources, :names, :topics, :firsts::timestamptz[], :lasts::timestamptz[], :counts)
                    as x (source, name, topic, first, last, messages)
            cross join (select count(*) < :max as room from unknown_device) t
            cross join lateral (
                select case when t.room or exists (
                        select from unknown_device o where o.source = x.source and o.name = x.name)
                    then x.name else '' end as name) n
            group by x.source, n.name
            order by x.source, n.name
            on conflict (source, name) do update set
                topic = excluded.topic, first_seen = least(u.first_seen, excluded.first_seen),
                last_seen = greatest(u.last_seen, excluded.last_seen), messages = u.messages + excluded.messages
            """;
    // One that was registered while a worker wrote it is not unknown any more. Index alert_unplaced for its alerts.
    private static final String LIST = """
            select u.*, a.alerts, a.open
            from unknown_device u
            cross join lateral (
                select count(*) as alerts, count(*) filter (where state = 'open') as open
                from alert where device = u.name and source = u.source and unplaced = 'unknown-device') a
            where not exists (
                    select from device d
                    left join device_alias x on x.format = u.source and x.alias = u.name
                    where d.id = coalesce(x.device_id, u.name) and d.retired is null)
              and (:last::timestamptz is null or (u.last_seen, u.source, u.name) < (:last, :source, :name))
            order by u.last_seen desc, u.source desc, u.name desc
            limit :limit
            """;
    // Locked in order first: ingest adds in that order too.
    private static final String FORGET_REGISTERED = """
            delete from unknown_device where (source, name) in (
                select u.source, u.name from unknown_device u
                left join device_alias x on x.format = u.source and x.alias = u.name
                where coalesce(x.device_id, u.name) = any(:ids)
                order by u.source, u.name for update of u)
            returning coalesce((select x.device_id from device_alias x where x.format = source and x.alias = name), name)
                as id, last_seen
            """;
    private static final String FORGET_OLD = """
            delete from unknown_device where (source, name) in (
                select u.source, u.name from unknown_device u
                where u.last_seen < :before or exists (
                    select from device d
                    left join device_alias x on x.format = u.source and x.alias = u.name
                    where d.id = coalesce(x.device_id, u.name) and d.retired is null)
                order by u.source, u.name for update skip locked)
            """;
    /** Names that were not heard for so long are forgotten. */
    private static final Duration KEEP = Duration.ofDays(30);

    private final Jdbi jdbi;

    public UnknownDeviceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * How often messages used a name that nobody registered.
     *
     * @param source the payload format that read them
     * @param topic  of the newest
     */
    public record Sighting(String source, String name, String topic, Seen seen) {
        /** This one with those {@code before} it. */
        public Sighting after(Sighting before) {
            return new Sighting(source, name, topic, seen.plus(before.seen));
        }
    }

    /** When the first and the last message came, and how many. */
    public record Seen(Instant first, Instant last, long messages) {
        Seen plus(Seen other) {
            return new Seen(
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    messages + other.messages);
        }
    }

    /**
     * A name that waits to be registered.
     *
     * @param alerts     of it that are unplaced because of that
     * @param openAlerts how many of these are open
     */
    public record UnknownDevice(Sighting sighting, int alerts, int openAlerts) {}

    /** The border of a page. */
    public record PageEnd(Instant last, String source, String name) {}

    /** Counts messages in the transaction that stores them. */
    public static void add(Handle handle, Collection<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(ADD).bind("max", MAX_NAMES);
        new Columns<>(insert, sightings)
                .text("sources", Sighting::source)
                .text("names", Sighting::name)
                .text("topics", Sighting::topic)
                .moment("firsts", sighting -> sighting.seen().first())
                .moment("lasts", sighting -> sighting.seen().last())
                .bigint("counts", sighting -> sighting.seen().messages());
        insert.execute();
    }

    /**
     * Names that nobody registered, the one heard last first.
     *
     * @param after where the page before ended, null for the first page
     */
    public List<UnknownDevice> list(@Nullable PageEnd after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("last", after == null ? null : after.last())
                .bind("source", after == null ? null : after.source())
                .bind("name", after == null ? null : after.name())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** Takes names off the list that were registered by now, or not heard for 30 days. */
    public int forget(Instant now) {
        return jdbi.withHandle(
                h -> h.createUpdate(FORGET_OLD).bind("before", now.minus(KEEP)).execute());
    }

    /** When a device was heard last while it was not registered. */
    record LastHeard(String id, Instant at) {}

    /** Takes the names of devices that are registered now off the list, and answers when these were heard last. */
    static List<LastHeard> registered(Handle handle, Collection<String> ids) {
        return handle.createQuery(FORGET_REGISTERED)
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> new LastHeard(
                        row.getString("id"), row.getTimestamp("last_seen").toInstant()))
                .list();
    }

    private static UnknownDevice read(ResultSet row) throws SQLException {
        Seen seen = new Seen(
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                row.getLong("messages"));
        Sighting sighting = new Sighting(row.getString("source"), row.getString("name"), row.getString("topic"), seen);
        return new UnknownDevice(sighting, row.getInt("alerts"), row.getInt("open"));
    }
}
