package io.sixgrid.data.alert;

import io.sixgrid.data.db.Columns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL that reads or writes {@code ledger}. */
public final class LedgerStore {
    /** The source of messages whose topic no format takes. */
    public static final String NO_FORMAT = "no-format";

    // Taken last in a transaction and in the order of the source: workers wait for each other only while one commits.
    private static final String ADD = """
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
    private static final String ALL = """
            select source, received, stored, duplicate, quarantined, events, readings, alerts from ledger order by source
            """;

    private final Jdbi jdbi;

    public LedgerStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Counts of one source. Balanced when received = stored + duplicate + quarantined.
     *
     * @param received messages that transactions were given
     * @param alerts   alerts opened
     */
    public record Counts(
            String source,
            long received,
            long stored,
            long duplicate,
            long quarantined,
            long events,
            long readings,
            long alerts) {
        public static Counts none(String source) {
            return new Counts(source, 0, 0, 0, 0, 0, 0, 0);
        }

        /** The same with {@code opened} alerts. */
        public Counts withAlerts(long opened) {
            return new Counts(source, received, stored, duplicate, quarantined, events, readings, opened);
        }

        /** The sum, called {@code source} of this one. */
        public Counts plus(Counts other) {
            return new Counts(
                    source,
                    received + other.received,
                    stored + other.stored,
                    duplicate + other.duplicate,
                    quarantined + other.quarantined,
                    events + other.events,
                    readings + other.readings,
                    alerts + other.alerts);
        }
    }

    /** Adds to the counts in the transaction whose work they count. */
    public static void add(Handle handle, Map<String, Counts> bySource) {
        var insert = handle.createUpdate(ADD);
        new Columns<>(insert, bySource.values())
                .text("sources", Counts::source)
                .bigint("receiveds", Counts::received)
                .bigint("storeds", Counts::stored)
                .bigint("duplicates", Counts::duplicate)
                .bigint("quarantineds", Counts::quarantined)
                .bigint("events", Counts::events)
                .bigint("readings", Counts::readings)
                .bigint("alerts", Counts::alerts);
        insert.execute();
    }

    /**
     * Moves messages out of the sources under which they were quarantined to what they became, in the transaction that
     * does it: every source balances before and after.
     *
     * @param quarantined how many messages leave quarantine, by source
     * @param became      what they count as now
     */
    public static void move(Handle handle, Map<String, Long> quarantined, Map<String, Counts> became) {
        Map<String, Counts> moved = new TreeMap<>(became);
        quarantined.forEach(
                (source, left) -> moved.merge(source, new Counts(source, -left, 0, 0, -left, 0, 0, 0), Counts::plus));
        add(handle, moved);
    }

    /** The counts of every source, by source. */
    public List<Counts> sources() {
        return jdbi.withHandle(h -> h.createQuery(ALL)
                .map((row, context) -> new Counts(
                        row.getString("source"),
                        row.getLong("received"),
                        row.getLong("stored"),
                        row.getLong("duplicate"),
                        row.getLong("quarantined"),
                        row.getLong("events"),
                        row.getLong("readings"),
                        row.getLong("alerts")))
                .list());
    }

    /** The sum over all sources. */
    public Counts total() {
        return sources().stream().reduce(Counts.none("total"), Counts::plus);
    }
}
