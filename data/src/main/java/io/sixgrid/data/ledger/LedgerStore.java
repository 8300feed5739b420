package io.sixgrid.data.ledger;

import io.sixgrid.data.db.Columns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The ledger as a whole: what ended runs left in {@code ledger}, what replays moved there, and what runs that go on count
 * in {@code ingest_count}.
 */
public final class LedgerStore {
    /** The source of messages whose topic no format takes. */
    public static final String NO_FORMAT = "no-format";

    // What a run has in hand that has not been seen for a minute, the broker has given to others by now.
    private static final String SOURCES = """
            select source, sum(received) as received, sum(returned) as returned, sum(stored) as stored,
                   sum(duplicate) as duplicate, sum(quarantined) as quarantined, sum(condensed) as condensed,
                   sum(events) as events, sum(readings) as readings, sum(alerts) as alerts
            from (
                select source, received, returned, stored, duplicate, quarantined, condensed, events, readings, alerts
                from ledger
                union all
                select c.source, case when live then c.received else done end,
                       case when live then 0 else c.received - done end,
                       c.stored, c.duplicate, c.quarantined, c.condensed, c.events, c.readings, c.alerts
                from ingest_count c
                join ingest_run r on r.id = c.run
                cross join lateral (select r.seen > clock_timestamp() - interval '1 minute' as live,
                                           c.stored + c.duplicate + c.quarantined as done) x
            ) counted
            group by source order by source
            """;

    // Taken last in a transaction, in the order of the source. Some of it may be below zero, since what is moved away
    // from
    // may stand in ingest_count still.
    private static final String MOVE = """
            insert into ledger as l (source, received, stored, duplicate, quarantined, events, readings, alerts)
            select * from unnest(:sources, :receiveds, :storeds, :duplicates, :quarantineds, :events, :readings, :alerts)
                as x (source, received, stored, duplicate, quarantined, events, readings, alerts)
            order by x.source
            on conflict (source) do update set
                received = l.received + excluded.received, stored = l.stored + excluded.stored,
                duplicate = l.duplicate + excluded.duplicate, quarantined = l.quarantined + excluded.quarantined,
                events = l.events + excluded.events, readings = l.readings + excluded.readings,
                alerts = l.alerts + excluded.alerts
            """;

    private final Jdbi jdbi;

    public LedgerStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The counts of one source.
     *
     * @param received messages counted where they arrived, those returned not included
     * @param returned messages that a worker had in hand when it ended; the broker delivers them again
     * @param outcomes what was committed
     */
    public record Entry(String source, long received, long returned, Outcomes outcomes) {
        static final Entry NOTHING = new Entry("total", 0, 0, Outcomes.none("total"));

        /** Received and not committed yet: {@code received = stored + duplicate + quarantined + inFlight}. */
        public long inFlight() {
            return received - outcomes.messages();
        }

        Entry plus(Entry other) {
            return new Entry(
                    source, received + other.received, returned + other.returned, outcomes.plus(other.outcomes));
        }
    }

    /**
     * Moves messages out of the sources under which they were quarantined to what they became, in the transaction that
     * does it: every source balances before and after.
     *
     * @param left   how many messages leave quarantine, by source
     * @param became what they count as now, by source
     */
    public static void move(Handle handle, Map<String, Long> left, Map<String, Outcomes> became) {
        Map<String, Outcomes> moved = new TreeMap<>(became);
        left.forEach(
                (source, count) -> moved.merge(source, new Outcomes(source, 0, 0, -count, 0, 0, 0, 0), Outcomes::plus));
        var insert = handle.createUpdate(MOVE);
        new Columns<>(insert, moved.values())
                .text("sources", Outcomes::source)
                .bigint("receiveds", Outcomes::messages)
                .bigint("storeds", Outcomes::stored)
                .bigint("duplicates", Outcomes::duplicate)
                .bigint("quarantineds", Outcomes::quarantined)
                .bigint("events", Outcomes::events)
                .bigint("readings", Outcomes::readings)
                .bigint("alerts", Outcomes::alerts);
        insert.execute();
    }

    /** The counts of every source, by source. */
    public List<Entry> sources() {
        return jdbi.withHandle(h -> h.createQuery(SOURCES)
                .map((row, context) -> new Entry(
                        row.getString("source"),
                        row.getLong("received"),
                        row.getLong("returned"),
                        new Outcomes(
                                row.getString("source"),
                                row.getLong("stored"),
                                row.getLong("duplicate"),
                                row.getLong("quarantined"),
                                row.getLong("condensed"),
                                row.getLong("events"),
                                row.getLong("readings"),
                                row.getLong("alerts"))))
                .list());
    }

    /** The sum over {@code sources}, called {@code total}. */
    public static Entry total(List<Entry> sources) {
        return sources.stream().reduce(Entry.NOTHING, Entry::plus);
    }
}
