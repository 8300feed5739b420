package io.sixgrid.data.device;

import io.sixgrid.data.db.Columns;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Finds devices that may have fallen silent, in the caller's transaction. Each has a time before which it cannot have:
 * messages need not write it, who looks then sees whether one came and puts it off.
 */
public final class SilenceStore {
    /** Rules, and what they are about, may change meanwhile. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final Duration WHILE_GATEWAY_IS_AWAY = Duration.ofMinutes(1);

    // Index device_presence_look. Rows that a batch of messages holds are left to the next look.
    private static final String TAKE = """
            select p.*, d.kind, d.chain, d.retired is null and p.spoke as watched, nullif(g.since, '-infinity') as gateway_since,
                   coalesce(g.said_online is false or g.silent_since is not null, false) as gateway_away
            from device_presence p
            join device d on d.id = p.device_id
            left join device_presence g on g.device_id = d.gateway and d.gateway <> d.id
            where p.look_at <= :now and p.silent_since is null and p.said_online is not false
            order by p.look_at, p.device_id limit :limit
            for update of p skip locked
            """;
    private static final String PUT_OFF = """
            update device_presence p set look_at = x.look_at
            from unnest(:ids, :looks::timestamptz[]) as x (id, look_at) where p.device_id = x.id
            """;
    private static final String RULES_CHANGED = """
            update device_presence p set look_at = '-infinity'
            from (select device_id from device_presence where silent_since is null and look_at > '-infinity'
                  order by device_id for update skip locked) x
            where p.device_id = x.device_id
            """;

    private SilenceStore() {}

    /**
     * A device to be looked at.
     *
     * @param watched whether it is in service and sends messages of its own
     * @param chain   ids of the grids it stands in, level 1 first
     */
    public record Watched(
            String id, String kind, List<Long> chain, Connection connection, boolean watched, Gateway gateway) {
        /** From when on its silence counts: its newest message, or when its gateway came back after it. */
        private Instant from() {
            return Stream.of(connection.lastSeen(), connection.since(), gateway.back())
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
        }
    }

    /**
     * The gateway that a device is registered behind.
     *
     * @param away whether it is offline; what is behind it is not silent then
     * @param back since when it is not; empty where there is none
     */
    public record Gateway(boolean away, Optional<Instant> back) {}

    /** Devices that are to be looked at, at most {@code limit}, locked until the transaction ends. */
    public static List<Watched> take(Handle handle, Instant now, int limit) {
        return handle.createQuery(TAKE)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> {
                    boolean away = row.getBoolean("gateway_away");
                    Optional<Instant> since = Optional.ofNullable(row.getTimestamp("gateway_since"))
                            .map(Timestamp::toInstant);
                    return new Watched(
                            row.getString("device_id"),
                            row.getString("kind"),
                            List.of((Long[]) row.getArray("chain").getArray()),
                            PresenceStore.read(row),
                            row.getBoolean("watched"),
                            new Gateway(away, away ? Optional.empty() : since));
                })
                .list();
    }

    /** What {@link Ears#ends} needs to know of the past. */
    public static Ears ears(Handle handle) {
        return new Ears(HearingStore.gaps(handle));
    }

    /** When nothing was heard. */
    public record Ears(List<HearingStore.Gap> gaps) {
        /** When the interval of that device ends, or ended, if no message comes: only time in which one was heard counts. */
        public Instant ends(Watched device, Duration interval) {
            Instant from = device.from();
            Instant end = from.plus(interval);
            for (HearingStore.Gap gap : gaps) {
                end = gap.putOff(from, end);
            }
            return end;
        }
    }

    /** When to look at a device next that cannot be silent before {@code end}; empty where no rule minds. */
    public static Instant next(Watched device, Optional<Instant> end, Instant now) {
        Instant latest = now.plus(device.gateway().away() ? WHILE_GATEWAY_IS_AWAY : LOOK_AGAIN);
        return end.filter(moment -> moment.isBefore(latest) && moment.isAfter(now))
                .orElse(latest);
    }

    /** Notes when to look next, by the id of the device. */
    public static void putOff(Handle handle, Map<String, Instant> looks) {
        if (looks.isEmpty()) {
            return;
        }
        var update = handle.createUpdate(PUT_OFF);
        new Columns<>(update, looks.entrySet()).text("ids", Map.Entry::getKey).moment("looks", Map.Entry::getValue);
        update.execute();
    }

    /** The rules are others now: every device is to be looked at. */
    public static void rulesChanged(Handle handle) {
        handle.createUpdate(RULES_CHANGED).execute();
    }
}
