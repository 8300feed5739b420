package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.db.StoreFailure;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.mqtt.Inbound;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From arrival to commit. {@link #take} decodes on the receiver's thread and never waits; one writer of its own gathers
 * batches, stores them and settles each message after its commit. Whoever hands messages in bounds how many are in hand.
 */
public final class Intake implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;
    /** How often a single message may fail for a fault of ours before it goes to quarantine. */
    private static final int PATIENCE = 5;

    private static final String NO_WRITER = "the writer does not run";
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Function<Arrival, DecodedMessage> formats;
    private final IntakeStore store;
    private final BatchSettings settings;
    private final Clock clock;
    private final BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
    private final AtomicLong committed = new AtomicLong();
    private final Thread writer = new Thread(this::write, "ingest-writer");
    private volatile @Nullable String problem;
    private volatile boolean finishing;
    private volatile boolean stopped;

    /** @param formats what the formats make of a message */
    public Intake(Function<Arrival, DecodedMessage> formats, IntakeStore store, BatchSettings settings, Clock clock) {
        this.formats = formats;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        writer.setDaemon(true);
    }

    public void start() {
        store.requireReady();
        writer.start();
    }

    /** Takes a message in hand; it is settled when what became of it is committed. */
    public void take(Inbound message) {
        queue.add(Incoming.decode(formats, message));
    }

    /** Messages committed since the start: stored, duplicate or quarantined. */
    public long committed() {
        return committed.get();
    }

    /** What keeps messages from being committed; empty while nothing does. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem).or(() -> writer.isAlive() ? Optional.empty() : Optional.of(NO_WRITER));
    }

    /** Commits what is in hand, if the database lets it within {@code atMost}; what remains stays with the broker. */
    public void finish(Duration atMost) {
        finishing = true;
        try {
            writer.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Stops at once. */
    @Override
    public void close() {
        stopped = true;
        writer.interrupt();
    }

    private void write() {
        List<Incoming> batch = new ArrayList<>();
        try {
            while (!stopped) {
                gather(batch);
                if (!batch.isEmpty()) {
                    storeOrSplit(List.copyOf(batch));
                } else if (finishing) {
                    return;
                }
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer was stopped");
        } catch (RuntimeException | Error e) {
            // What it had in hand is not settled, so the broker keeps it for the next start.
            LOG.error("the writer ended; nothing is stored until the service is started again", e);
            problem = NO_WRITER;
        }
    }

    /** The first message is waited for, the others until the batch is full or has waited long enough. */
    private void gather(List<Incoming> batch) throws InterruptedException {
        Incoming first = queue.poll(finishing ? 0 : LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (batch.size() < settings.rows()) {
            queue.drainTo(batch, settings.rows() - batch.size());
            long left = deadline - System.nanoTime();
            if (left <= 0 || batch.size() >= settings.rows()) {
                return;
            }
            Incoming next = queue.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    /** Stores a batch; one that holds a row which is never taken is halved until the culprit stands alone. */
    private void storeOrSplit(List<Incoming> batch) throws InterruptedException {
        long delay = FIRST_DELAY_MILLIS;
        for (int attempt = 1; !stopped; attempt++) {
            try {
                store.store(batch, clock.instant());
                settle(batch);
                return;
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
                // The batch stays in hand: MQTT delivers again only to a new connection (MQTT 5.0, 4.4).
                Thread.sleep(delay);
                delay = Math.min(2 * delay, LAST_DELAY_MILLIS);
            }
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
        if (problem != null) {
            LOG.info("messages are stored again");
            problem = null;
        }
        batch.forEach(message -> message.inbound().settled().run());
    }

    /** Once a problem, not once an attempt. */
    private void tell(String what) {
        if (problem == null) {
            LOG.warn("{}", what);
        }
        problem = what;
    }
}
