package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.ledger.WorkerStore.Orders;
import io.sixgrid.data.ledger.WorkerStore.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * This process as a run of a worker, which counts messages where they arrive and where they are committed. Arrivals may
 * be told by any thread, all else by the one that writes.
 */
final class WorkerRun {
    private static final long NONE = -1;

    private final WorkerStore store;
    private final Intake.Worker worker;
    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
    private final Map<String, Long> committed = new HashMap<>();
    /** What was committed before this run began: it counts only what it has in hand and what comes. */
    private Map<String, Long> before = Map.of();

    private long run = NONE;
    private long batch;
    private long committedBatch;

    WorkerRun(WorkerStore store, Intake.Worker worker) {
        this.store = store;
        this.worker = worker;
    }

    /** The run was ended by somebody else: another one must begin before anything is written. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("this run of the worker was ended by another process");
        }
    }

    void arrived(String source) {
        received.computeIfAbsent(source, name -> new LongAdder()).increment();
    }

    /** Begins, unless a run goes on. */
    void ensureBegun() {
        if (run == NONE) {
            run = store.begin(worker.name());
            before = Map.copyOf(committed);
        }
    }

    /** A new batch is about to be written. */
    void nextBatch() {
        batch++;
    }

    /** Whether the batch was committed after all: the answer to its commit may have been lost with the connection. */
    boolean wasCommitted() {
        return run != NONE
                && store.committedBatch(run).filter(last -> last == batch).isPresent();
    }

    /** Its number in the database. */
    long id() {
        return run;
    }

    /** It was ended by somebody else: the next {@link #ensureBegun} begins another. */
    Ended ended() {
        run = NONE;
        return new Ended();
    }

    /** The messages of a batch are committed. */
    void committed(List<Incoming> messages) {
        committedBatch = batch;
        messages.forEach(message -> committed.merge(message.source(), 1L, Long::sum));
    }

    /** Shows that the run goes on, and asks what it is to do. */
    Orders beat() {
        ensureBegun();
        // Under the number of the newest batch that is committed: the one in hand may never be.
        return store.beat(run, standing(committedBatch, Set.of())).orElseThrow(this::ended);
    }

    /** Ends the run. */
    void end() {
        if (run != NONE) {
            store.end(run);
            run = NONE;
        }
    }

    /** What it counts as the batch in hand is committed; of sources that never sent a message, nothing. */
    Standing standing(Set<String> sources) {
        return standing(batch, sources);
    }

    private Standing standing(long number, Set<String> sources) {
        Map<String, Long> counts = new HashMap<>();
        sources.forEach(source -> counts.put(source, 0L));
        received.forEach((source, count) -> counts.put(source, count.sum() - before.getOrDefault(source, 0L)));
        Intake.Receiving now = worker.receiving().get();
        return new Standing(number, now.inHand(), now.problem(), counts);
    }
}
