package io.sixgrid.data.ledger;

import io.sixgrid.data.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL of {@code format_activity}: how many messages each format understood lately, and how many it did not. */
public final class FormatActivityStore {
    private static final Duration SLOT = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(3);
    private static final Duration LATELY = Duration.ofHours(1);

    private static final String ADD = """
            insert into format_activity as a (source, slot, run, understood, quarantined, last_understood,
                last_quarantined)
            select x.source, x.slot, :run, x.understood, x.quarantined, x.last_understood, x.last_quarantined
            from unnest(:sources, :slots::timestamptz[], :understoods, :quarantineds, :lastUnderstoods::timestamptz[],
                    :lastQuarantineds::timestamptz[])
                as x (source, slot, understood, quarantined, last_understood, last_quarantined)
            on conflict (source, slot, run) do update set
                understood = a.understood + excluded.understood, quarantined = a.quarantined + excluded.quarantined,
                last_understood = greatest(a.last_understood, excluded.last_understood),
                last_quarantined = greatest(a.last_quarantined, excluded.last_quarantined)
            """;
    private static final String ALL = """
            select source,
                   coalesce(sum(understood) filter (where slot > :since), 0) as understood,
                   coalesce(sum(quarantined) filter (where slot > :since), 0) as quarantined,
                   max(last_understood) as last_understood, max(last_quarantined) as last_quarantined
            from format_activity group by source
            """;
    // When a format was heard last is told for as long as it is silent. By index format_activity_pkey.
    private static final String FORGET = """
            delete from format_activity a
            where slot < :before and exists (
                select from format_activity b
                where b.source = a.source and b.slot > a.slot
                    and (a.last_understood is null or b.last_understood is not null)
                    and (a.last_quarantined is null or b.last_quarantined is not null))
            """;

    private final Jdbi jdbi;

    public FormatActivityStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A message that came.
     *
     * @param source     the format that took it, or {@link LedgerStore#NO_FORMAT}
     * @param understood whether it was; whether it came before does not matter
     */
    public record Delivery(String source, boolean understood, Instant received) {}

    /**
     * What came to a format.
     *
     * @param understood  within the last hour, to five minutes
     * @param quarantined the same, of what was not understood
     */
    public record Activity(
            String source,
            long understood,
            Optional<Instant> lastUnderstood,
            long quarantined,
            Optional<Instant> lastQuarantined) {
        /** Of a format to which nothing came. */
        public static Activity none(String source) {
            return new Activity(source, 0, Optional.empty(), 0, Optional.empty());
        }
    }

    private record Key(String source, Instant slot) implements Comparable<Key> {
        static Key of(Delivery delivery) {
            long seconds = delivery.received().getEpochSecond();
            return new Key(
                    delivery.source(), Instant.ofEpochSecond(seconds - Math.floorMod(seconds, SLOT.toSeconds())));
        }

        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : slot.compareTo(other.slot);
        }
    }

    /** What a batch adds to one row. */
    private static final class Sum {
        long understood;
        long quarantined;
        Optional<Instant> lastUnderstood = Optional.empty();
        Optional<Instant> lastQuarantined = Optional.empty();

        void add(Delivery delivery) {
            if (delivery.understood()) {
                understood++;
                lastUnderstood = later(lastUnderstood, delivery.received());
            } else {
                quarantined++;
                lastQuarantined = later(lastQuarantined, delivery.received());
            }
        }

        private static Optional<Instant> later(Optional<Instant> known, Instant received) {
            return known.filter(received::isBefore).or(() -> Optional.of(received));
        }
    }

    /** Counts what came to {@code run}, in the transaction that commits it. */
    public static void add(Handle handle, long run, Collection<Delivery> deliveries) {
        Map<Key, Sum> sums = new TreeMap<>();
        deliveries.forEach(delivery ->
                sums.computeIfAbsent(Key.of(delivery), key -> new Sum()).add(delivery));
        if (sums.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(ADD).bind("run", run);
        new Columns<>(insert, sums.entrySet())
                .text("sources", entry -> entry.getKey().source())
                .moment("slots", entry -> entry.getKey().slot())
                .bigint("understoods", entry -> entry.getValue().understood)
                .bigint("quarantineds", entry -> entry.getValue().quarantined)
                .moment(
                        "lastUnderstoods",
                        entry -> entry.getValue().lastUnderstood.orElse(null))
                .moment(
                        "lastQuarantineds",
                        entry -> entry.getValue().lastQuarantined.orElse(null));
        insert.execute();
    }

    /** What came to each source before {@code now}; a source that is missing was never heard. */
    public Map<String, Activity> bySource(Instant now) {
        return jdbi.withHandle(
                h -> h
                        .createQuery(ALL)
                        .bind("since", now.minus(LATELY).minus(SLOT))
                        .map((row, context) -> read(row))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Activity::source, Function.identity())));
    }

    /** Forgets what is older than three days but the last of each source. */
    public void forget(Instant now) {
        jdbi.useHandle(
                h -> h.createUpdate(FORGET).bind("before", now.minus(KEPT)).execute());
    }

    private static Activity read(ResultSet row) throws SQLException {
        return new Activity(
                row.getString("source"),
                row.getLong("understood"),
                moment(row, "last_understood"),
                row.getLong("quarantined"),
                moment(row, "last_quarantined"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
