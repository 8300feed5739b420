package io.sixgrid.data.ledger;

import io.sixgrid.data.db.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL of {@code device_flood}: what flooding devices sent beyond the limit. */
public final class FloodStore {
    // In order of the key, as every transaction takes its locks.
    private static final String ADD = """
            insert into device_flood as f (day, device, source, since, last, condensed)
            select (max(x.received) at time zone 'UTC')::date, x.device, x.source, min(x.received), max(x.received), count(*)
            from unnest(:devices, :sources, :receiveds::timestamptz[]) as x (device, source, received)
            group by x.device, x.source, (x.received at time zone 'UTC')::date
            order by 1, 2, 3
            on conflict (day, device, source) do update set
                since = least(f.since, excluded.since), last = greatest(f.last, excluded.last),
                condensed = f.condensed + excluded.condensed
            """;
    private static final String RECENT = """
            select device, source, min(since) as since, max(last) as last, sum(condensed) as condensed
            from device_flood where day >= (:now::timestamptz at time zone 'UTC')::date - 7
            group by device, source order by max(last) desc, device, source limit :limit
            """;

    private final Jdbi jdbi;

    public FloodStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One message beyond the limit of its device. */
    public record Excess(String device, String source, Instant received) {}

    /**
     * A device that flooded.
     *
     * @param device    as its messages name it
     * @param since     when the first message beyond the limit was received
     * @param last      when the last one was
     * @param condensed messages kept by their count only
     */
    public record Flood(String device, String source, Instant since, Instant last, long condensed) {}

    /** Counts messages in the transaction that commits them. */
    public static void add(Handle handle, Collection<Excess> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(ADD);
        new Columns<>(insert, messages)
                .text("devices", Excess::device)
                .text("sources", Excess::source)
                .moment("receiveds", Excess::received);
        insert.execute();
    }

    /** Devices that flooded within the last week before {@code now}, the latest first. */
    public List<Flood> recent(Instant now, int limit) {
        return jdbi.withHandle(h -> h.createQuery(RECENT)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Flood(
                        row.getString("device"),
                        row.getString("source"),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("last").toInstant(),
                        row.getLong("condensed")))
                .list());
    }
}
