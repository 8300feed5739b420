package io.sixgrid.data.ledger;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.db.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL of the runs of ingest workers and what they count. */
public final class WorkerStore {
    /** After so long without an answer a worker tries again over another connection. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private static final String BEGIN = "insert into ingest_run (worker) values (:worker) returning id";
    // What a run that is not ended properly had in hand, the broker delivers again. One that stays away for a day is
    // ended by whoever begins next.
    private static final String END = """
            with ended as (
                select id from ingest_run
                where id = :run or worker = :worker or seen < clock_timestamp() - interval '1 day'
                order by id for update)
            insert into ledger as l (source, received, returned, stored, duplicate, quarantined, condensed, events,
                readings, alerts)
            select source, sum(stored + duplicate + quarantined), sum(received - stored - duplicate - quarantined),
                   sum(stored), sum(duplicate), sum(quarantined), sum(condensed), sum(events), sum(readings), sum(alerts)
            from ingest_count join ended on ended.id = run
            group by source order by source
            on conflict (source) do update set
                received = l.received + excluded.received, returned = l.returned + excluded.returned,
                stored = l.stored + excluded.stored, duplicate = l.duplicate + excluded.duplicate,
                quarantined = l.quarantined + excluded.quarantined, condensed = l.condensed + excluded.condensed,
                events = l.events + excluded.events, readings = l.readings + excluded.readings,
                alerts = l.alerts + excluded.alerts
            """;
    private static final String FORGET = """
            delete from ingest_run
            where id = :run or worker = :worker or seen < clock_timestamp() - interval '1 day'
            """;
    // A sign of life never takes a batch back that was committed, though the worker may not know of it yet.
    // Received is what the worker counts since its start, so it is set; what became of messages is added.
    private static final String WRITE = """
            with run as (
                update ingest_run set seen = clock_timestamp(), batch = greatest(batch, :batch), in_hand = :inHand, problem = :problem
                where id = :run
                returning id),
            counted as (
                insert into ingest_count as c (run, source, received, stored, duplicate, quarantined, condensed, events,
                    readings, alerts)
                select run.id, x.*
                from run, unnest(:sources, :receiveds, :storeds, :duplicates, :quarantineds, :condenseds, :events,
                        :readings, :alerts)
                    as x (source, received, stored, duplicate, quarantined, condensed, events, readings, alerts)
                on conflict (run, source) do update set
                    received = excluded.received, stored = c.stored + excluded.stored,
                    duplicate = c.duplicate + excluded.duplicate, quarantined = c.quarantined + excluded.quarantined,
                    condensed = c.condensed + excluded.condensed, events = c.events + excluded.events,
                    readings = c.readings + excluded.readings, alerts = c.alerts + excluded.alerts)
            select count(*) from run
            """;
    private static final String BATCH = "select batch from ingest_run where id = :run";
    // The oldest of those that are there leads: whoever asks gets the same answer, and nobody needs to be elected.
    private static final String ORDERS = """
            select leaving, id = (select min(id) from ingest_run where seen > clock_timestamp() - interval '15 seconds')
                as leads
            from ingest_run where id = :run
            """;
    private static final String ALL = """
            select worker, started, seen, seen > clock_timestamp() - interval '1 minute' as live, in_hand, problem, leaving,
                   coalesce((select sum(received) from ingest_count where run = id), 0) as received
            from ingest_run order by worker, id
            """;
    // Of two that are to leave at once, the second one must see that the first one does.
    private static final String LOCK_ALL = "select id from ingest_run order by id for update";
    private static final String ANY_OTHER = """
            select exists (
                select from ingest_run
                where worker <> :worker and not leaving and problem is null
                    and seen > clock_timestamp() - interval '5 seconds')
            """;
    private static final String ASK_TO_LEAVE = """
            update ingest_run set leaving = true
            where worker = :worker and seen > clock_timestamp() - interval '15 seconds'
            """;

    private static final String LET_STAY = "update ingest_run set leaving = false where worker = :worker";

    private final Jdbi jdbi;

    public WorkerStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * How a run stands when it writes.
     *
     * @param batch    the number of the batch that is being committed, or of the newest one
     * @param inHand   messages received and not acknowledged
     * @param problem  what keeps messages from being received; empty while nothing does
     * @param received messages received since the run began, by source
     */
    public record Standing(long batch, int inHand, Optional<String> problem, Map<String, Long> received) {}

    /**
     * What a run is to do besides.
     *
     * @param leads whether it is the one of all live runs that reads what the broker keeps as state
     * @param leave whether somebody asked it to leave for good
     */
    public record Orders(boolean leads, boolean leave) {}

    /**
     * A run, for people.
     *
     * @param seen     when it wrote last
     * @param live     whether that is less than a minute ago
     * @param received messages it received since {@code started}
     * @param inHand   messages received and not acknowledged then
     */
    public record Worker(
            String worker,
            Instant started,
            Instant seen,
            boolean live,
            long received,
            int inHand,
            boolean leaving,
            Optional<String> problem) {}

    /** Begins a run of {@code worker} and ends those of the same name before it; answers its number. */
    public long begin(String worker) {
        return jdbi.inTransaction(handle -> {
            Deadline.set(handle, ANSWER_LIMIT);
            end(handle, -1, worker);
            return handle.createQuery(BEGIN)
                    .bind("worker", worker)
                    .mapTo(Long.class)
                    .one();
        });
    }

    /** Ends a run: its counts go to the ledger, and what it still had in hand counts as returned. */
    public void end(long run) {
        jdbi.useTransaction(handle -> {
            Deadline.set(handle, ANSWER_LIMIT);
            end(handle, run, "");
        });
    }

    /**
     * Writes what a run counts, in the transaction that commits it.
     *
     * @param outcomes what this transaction made of messages; none where it only shows that the run goes on
     * @return whether the run still goes on; nothing is written once it was ended
     */
    public static boolean write(Handle handle, long run, Standing standing, Map<String, Outcomes> outcomes) {
        var query = handle.createQuery(WRITE)
                .bind("run", run)
                .bind("batch", standing.batch())
                .bind("inHand", standing.inHand())
                .bind("problem", standing.problem());
        // Always in the same order, and every source that counts anything: alerts may open in another's name.
        Collection<Outcomes> all = standing.received().keySet().stream()
                .sorted()
                .map(source -> outcomes.getOrDefault(source, Outcomes.none(source)))
                .toList();
        new Columns<>(query, all)
                .text("sources", Outcomes::source)
                .bigint("receiveds", one -> standing.received().get(one.source()))
                .bigint("storeds", Outcomes::stored)
                .bigint("duplicates", Outcomes::duplicate)
                .bigint("quarantineds", Outcomes::quarantined)
                .bigint("condenseds", Outcomes::condensed)
                .bigint("events", Outcomes::events)
                .bigint("readings", Outcomes::readings)
                .bigint("alerts", Outcomes::alerts);
        return query.mapTo(Integer.class).one() == 1;
    }

    /** The number of the newest batch that the run committed; empty when the run was ended. */
    public Optional<Long> committedBatch(long run) {
        return jdbi.inTransaction(handle -> {
            Deadline.set(handle, ANSWER_LIMIT);
            return handle.createQuery(BATCH).bind("run", run).mapTo(Long.class).findOne();
        });
    }

    /** Shows that the run goes on and answers what it is to do; empty when it was ended. */
    public Optional<Orders> beat(long run, Standing standing) {
        return jdbi.inTransaction(handle -> {
            Deadline.set(handle, ANSWER_LIMIT);
            write(handle, run, standing, Map.of());
            return handle.createQuery(ORDERS)
                    .bind("run", run)
                    .map((row, context) -> new Orders(row.getBoolean("leads"), row.getBoolean("leaving")))
                    .findOne();
        });
    }

    /** Every run that was not ended, by the name of its worker. */
    public List<Worker> all() {
        return jdbi.withHandle(h -> h.createQuery(ALL)
                .map((row, context) -> new Worker(
                        row.getString("worker"),
                        row.getTimestamp("started").toInstant(),
                        row.getTimestamp("seen").toInstant(),
                        row.getBoolean("live"),
                        row.getLong("received"),
                        row.getInt("in_hand"),
                        row.getBoolean("leaving"),
                        Optional.ofNullable(row.getString("problem"))))
                .list());
    }

    /**
     * Asks the live run of {@code worker} to leave for good; answers whether there is one. CONFLICT where no other worker
     * receives: the broker would then have nobody to keep messages for.
     */
    public boolean askToLeave(String worker) {
        return jdbi.inTransaction(handle -> {
            handle.createQuery(LOCK_ALL).mapTo(Long.class).list();
            if (!handle.createQuery(ANY_OTHER)
                    .bind("worker", worker)
                    .mapTo(Boolean.class)
                    .one()) {
                throw SixgridException.conflict("no other worker receives now: without " + worker
                        + " the broker would keep messages for nobody; start another one first");
            }
            return handle.createUpdate(ASK_TO_LEAVE).bind("worker", worker).execute() > 0;
        });
    }

    /** Takes back what {@link #askToLeave} asked. */
    public void letStay(String worker) {
        jdbi.useHandle(h -> h.createUpdate(LET_STAY).bind("worker", worker).execute());
    }

    private static void end(Handle handle, long run, String worker) {
        handle.createUpdate(END).bind("run", run).bind("worker", worker).execute();
        handle.createUpdate(FORGET).bind("run", run).bind("worker", worker).execute();
    }
}
