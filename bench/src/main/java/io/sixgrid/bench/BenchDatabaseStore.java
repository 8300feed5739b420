package io.sixgrid.bench;

import io.sixgrid.bench.AlertMix.Spot;
import io.sixgrid.data.alert.LedgerStore;
import io.sixgrid.data.alert.LedgerStore.Counts;
import io.sixgrid.data.db.DatabaseAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the bench asks of the database of a run. Safe for use by several threads. */
final class BenchDatabaseStore implements AutoCloseable {
    /** The database that every run's is a copy of. */
    static final String CITY = "city";

    private static final String SPOTS = """
            select d.id, ST_X(p.place) as lon, ST_Y(p.place) as lat
            from device d join device_position p on p.device_id = d.id and upper_inf(p.valid)
            where cardinality(d.chain) >= 3 order by md5(d.id) limit :count
            """;
    private static final String COMMITTED = "select coalesce(sum(received), 0) from ledger";
    // Commit times are those of the record's writing: what the disk takes after it is not in them.
    private static final String LATENCIES = """
            select coalesce(percentile_cont(:share) within group (order by
                extract(epoch from pg_xact_commit_timestamp(xmin) - device_time) * 1000), 'NaN')
            from event where device_time >= :since
            """;
    // By number, which is the order of arrival; folding is dearer for them.
    private static final String LATE = """
            select count(*) from (
                select at < max(at) over (partition by device, kind order by id rows unbounded preceding) as late
                from event) e
            where late
            """;
    private static final String UNRELAYED = """
            select coalesce(sum(cardinality(events)), 0) from change
            where seq is null or seq > (select coalesce(max(seq), 0) from relay_position)
            """;
    // What must be the same whoever wrote it: all but numbers, times and how the work was cut into transactions.
    private static final Map<String, String> SAME = Map.of(
            "message",
                    "select source, regexp_replace(key, 'refresh:.*', 'refresh') from message"
                            + " where source <> 'quarantine'",
            "event",
                    "select source, device, kind, phase, severity, source_severity, external_id, skewed, retained,"
                            + " ST_AsText(place), position_source, text, media, auto_close, topic, length(payload),"
                            + " at = device_time from event",
            "placement",
                    "select device, kind, ST_AsText(p.place), revision, p.chain, on_boundary, p.unplaced, cause,"
                            + " p.at = e.at from placement p join event e on e.id = p.subject_id where subject = 'event'",
            "fold_head",
                    "select h.device, h.kind, h.rank, h.at = (select max(at) from event e where e.device = h.device"
                            + " and e.kind = h.kind) from fold_head h",
            "alert",
                    "select device, kind, state, severity, source_severity, last_rank, closed_by, auto_close, events,"
                            + " source, text, media, ST_AsText(place), chain, unplaced, skewed, closed is null from alert",
            "quarantine", "select source, topic, length(payload), retained, reason, state, times from quarantine",
            "ledger", "select source, received, stored, duplicate, quarantined, events, readings, alerts from ledger",
            "change",
                    "select unnest(events) is null from change union all select unnest(alerts) is null from change"
                            + " where false");
    private static final String DIGEST = """
            select count(*) || ' rows ' || coalesce(md5(string_agg(x::text, '|' order by x::text)), '') || ', first '
                || coalesce(min(x::text), 'none')
            from (%s) x
            """;
    private static final String STATEMENTS = """
            select calls, total_exec_time + total_plan_time as millis, regexp_replace(query, '\\s+', ' ', 'g') as query
            from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database()
            order by 2 desc limit 25
            """;

    private final Handle handle;

    BenchDatabaseStore(DatabaseAddress address) {
        handle = Jdbi.create(address.url(), address.user(), address.password()).open();
    }

    /** Makes {@code name} a new copy of the city's database; who is connected to the old one is thrown out. */
    static void copy(DatabaseAddress maintenance, String name) {
        try (Handle handle = Jdbi.create(maintenance.url(), maintenance.user(), maintenance.password())
                .open()) {
            handle.execute("drop database if exists " + name + " with (force)");
            handle.execute("create database " + name + " template " + CITY);
            handle.execute("checkpoint");
        }
    }

    /** Tells the planner what there is, as PostgreSQL does by itself within a minute or two. */
    static void analyze(Jdbi jdbi) {
        jdbi.useHandle(handle -> handle.execute("analyze"));
    }

    /** The same in a run that is going on. */
    synchronized void analyze() {
        handle.execute("analyze");
    }

    /** Devices of the city that stand in a base grid, the same each time. */
    synchronized List<Spot> spots(int count) {
        return handle.createQuery(SPOTS)
                .bind("count", count)
                .map((row, context) -> new Spot(row.getString("id"), row.getDouble("lon"), row.getDouble("lat")))
                .list();
    }

    /** Messages that are committed as stored, duplicate or quarantined. */
    synchronized long committed() {
        return handle.createQuery(COMMITTED).mapTo(Long.class).one();
    }

    synchronized Counts ledger() {
        return new LedgerStore(Jdbi.create(handle.getConnection())).total();
    }

    /** From the publish time that a message says to its commit, in milliseconds, of messages from {@code since} on. */
    synchronized double latency(double share, Instant since) {
        return handle.createQuery(LATENCIES)
                .bind("share", share)
                .bind("since", since)
                .mapTo(Double.class)
                .one();
    }

    /** Events that came after a later one of their device and kind. */
    synchronized long late() {
        return handle.createQuery(LATE).mapTo(Long.class).one();
    }

    /** Events that the relay has still to publish. */
    synchronized long unrelayed() {
        return handle.createQuery(UNRELAYED).mapTo(Long.class).one();
    }

    synchronized long events() {
        return handle.createQuery("select count(*) from event")
                .mapTo(Long.class)
                .one();
    }

    /** What each table holds, by table: equal for whoever was given the same messages. */
    synchronized Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        SAME.forEach((table, rows) -> digests.put(
                table,
                handle.createQuery(DIGEST.formatted(rows)).mapTo(String.class).one()));
        return digests;
    }

    /** The process that serves this connection. */
    synchronized long backend() {
        return handle.createQuery("select pg_backend_pid()").mapTo(Long.class).one();
    }

    /** Begins to count what statements cost. */
    synchronized void countStatements() {
        handle.execute("create extension if not exists pg_stat_statements");
        handle.execute("select pg_stat_statements_reset()");
    }

    /** The dearest statements, the dearest first, with microseconds a message of {@code messages}. */
    synchronized List<String> statements(long messages) {
        return handle.createQuery(STATEMENTS)
                .map((row, context) -> String.format(
                        "%8.2f us/msg %7d calls %8.3f ms each  %.110s",
                        row.getDouble("millis") * 1000 / messages,
                        row.getLong("calls"),
                        row.getDouble("millis") / row.getLong("calls"),
                        row.getString("query")))
                .list();
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
