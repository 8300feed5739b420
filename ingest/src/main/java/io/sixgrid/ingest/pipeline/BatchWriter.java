package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.db.StoreFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores batches and settles their messages after the commit. A batch that cannot be stored now is tried until it can; a
 * message that can never be stored goes to quarantine. Used by one thread; its problem and count may be asked by any.
 */
final class BatchWriter {
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;
    /** How often a single message may fail for a fault of ours before it goes to quarantine. */
    private static final int PATIENCE = 5;

    /** A batch that takes longer is a problem, whatever it waits for. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final IntakeStore store;
    private final WorkerRun run;
    private final AtomicLong committed = new AtomicLong();
    private volatile @Nullable String problem;
    /** By {@link System#nanoTime}; null while no batch is being stored. */
    private volatile @Nullable Long began;

    BatchWriter(IntakeStore store, WorkerRun run) {
        this.store = store;
        this.run = run;
    }

    /** Messages committed since the start: stored, duplicate or quarantined. */
    long committed() {
        return committed.get();
    }

    /** What keeps messages from being committed; empty while nothing does. */
    Optional<String> problem() {
        Long since = began;
        long seconds =
                since == null ? 0 : Duration.ofNanos(System.nanoTime() - since).toSeconds();
        return Optional.ofNullable(problem)
                .or(() -> seconds < SLOW.toSeconds()
                        ? Optional.empty()
                        : Optional.of("a batch has waited " + seconds + " s for the database's answer"));
    }

    /**
     * Stores a batch, however long it takes; one that holds a row which is never taken is halved until the culprit stands
     * alone. Ends early, with nothing of it settled, when the thread is interrupted.
     */
    void store(List<Incoming> batch) throws InterruptedException {
        began = System.nanoTime();
        try {
            storeOrSplit(batch);
        } finally {
            began = null;
        }
    }

    private void storeOrSplit(List<Incoming> batch) throws InterruptedException {
        long delay = FIRST_DELAY_MILLIS;
        run.nextBatch();
        for (int attempt = 1; true; attempt++) {
            try {
                run.ensureBegun();
                if (attempt == 1 || !run.wasCommitted()) {
                    store.store(batch, run);
                }
                break;
            } catch (WorkerRun.Ended e) {
                LOG.warn("{}; another begins", e.getMessage());
            } catch (RuntimeException e) {
                StoreFailure failure = StoreFailure.of(e);
                if (failure != StoreFailure.PASSING && batch.size() > 1) {
                    LOG.warn("a batch of {} is halved: {}", batch.size(), StoreFailure.say(e));
                    storeOrSplit(batch.subList(0, batch.size() / 2));
                    storeOrSplit(batch.subList(batch.size() / 2, batch.size()));
                    return;
                }
                if (failure == StoreFailure.DATA || (failure == StoreFailure.UNEXPECTED && attempt >= PATIENCE)) {
                    giveUp(batch.get(0), e);
                    return;
                }
                tell("cannot store messages, they are kept and tried again: " + StoreFailure.say(e));
                showLife();
                // The batch stays in hand: MQTT delivers again only to a new connection (MQTT 5.0, 4.4).
                Thread.sleep(delay);
                delay = Math.min(2 * delay, LAST_DELAY_MILLIS);
            }
        }
        settle(batch);
    }

    /** Once a problem, not once an attempt. */
    void tell(String what) {
        if (problem == null) {
            LOG.warn("{}", what);
        }
        problem = what;
    }

    void recovered() {
        if (problem != null) {
            LOG.info("messages are stored again");
            problem = null;
        }
    }

    /** A run that is only stuck must not be taken for one that is gone. */
    private void showLife() {
        try {
            run.beat();
        } catch (RuntimeException e) {
            LOG.debug("the database takes no sign of life either: {}", StoreFailure.say(e));
        }
    }

    private void giveUp(Incoming message, RuntimeException failure) throws InterruptedException {
        if (message.understood().isEmpty()) {
            // Not even quarantine takes it, which takes any bytes: so it is the database that is at fault.
            tell("cannot quarantine a message of " + message.arrival().topic() + ": " + StoreFailure.say(failure));
            Thread.sleep(LAST_DELAY_MILLIS);
        }
        LOG.warn("a message of {} goes to quarantine", message.arrival().topic(), failure);
        storeOrSplit(List.of(message.refused(StoreFailure.say(failure))));
    }

    private void settle(List<Incoming> batch) {
        committed.addAndGet(batch.size());
        run.committed(batch);
        recovered();
        batch.forEach(message -> message.inbound().settled().run());
    }
}
