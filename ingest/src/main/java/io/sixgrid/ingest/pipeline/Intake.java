package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.db.StoreFailure;
import io.sixgrid.data.ledger.WorkerStore.Orders;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.mqtt.Inbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From arrival to commit. {@link #take} decodes on the receiver's thread and never waits; one thread of its own gathers
 * batches and has them written. Whoever hands messages in bounds how many are in hand.
 */
public final class Intake implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();
    /** Two processes of one name would else end each other's runs each second. */
    private static final long ENDED_NANOS = Duration.ofSeconds(30).toNanos();

    /** Messages that carry pictures fill a transaction before their number does. */
    private static final long BATCH_BYTES = 16 << 20;

    private static final String NO_WRITER = "the writer does not run";
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Function<Arrival, DecodedMessage> formats;
    private final IntakeStore store;
    private final BatchSettings settings;
    private final FloodGate flood;
    private final WorkerRun run;
    private final BatchWriter batches;
    private final Consumer<Orders> orders;
    private final BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "ingest-writer");
    private long lastBeat = System.nanoTime() - BEAT_NANOS;
    private volatile boolean finishing;
    private volatile boolean stopped;

    /**
     * How a worker writes.
     *
     * @param name      as the ledger knows it
     * @param receiving how many messages are in hand, and what keeps others from coming
     * @param orders    hears each second what the worker is to do besides
     */
    public record Worker(String name, Supplier<Receiving> receiving, Consumer<Orders> orders) {
        /** One whose messages somebody else receives, and that takes no orders. */
        public static Worker alone(String name) {
            return new Worker(name, () -> new Receiving(0, Optional.empty()), orders -> {});
        }
    }

    /**
     * How receiving stands.
     *
     * @param inHand  messages received and not acknowledged
     * @param problem what keeps messages from being received; empty while nothing does
     */
    public record Receiving(int inHand, Optional<String> problem) {}

    /** @param formats what the formats make of a message */
    public Intake(
            Function<Arrival, DecodedMessage> formats, IntakeStore store, IntakeSettings settings, Worker worker) {
        this.formats = formats;
        this.store = store;
        this.settings = settings.batch();
        this.orders = worker.orders();
        this.flood = new FloodGate(settings.flood());
        this.run = store.run(worker);
        this.batches = new BatchWriter(store, run);
        writer.setDaemon(true);
    }

    public void start() {
        store.requireReady();
        writer.start();
    }

    /** Takes a message in hand; it is settled when what became of it is committed. */
    public void take(Inbound message) {
        Incoming incoming = Incoming.decode(formats, message);
        run.arrived(incoming.source());
        queue.add(incoming);
    }

    /** Messages committed since the start: stored, duplicate or quarantined. */
    public long committed() {
        return batches.committed();
    }

    /** Whether more messages wait than the next transaction takes. */
    public boolean behind() {
        return queue.size() > settings.rows();
    }

    /** What keeps messages from being committed; empty while nothing does. */
    public Optional<String> problem() {
        return batches.problem().or(() -> writer.isAlive() ? Optional.empty() : Optional.of(NO_WRITER));
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
                boolean done = finishing && batch.isEmpty();
                List<Incoming> admitted = done ? flood.release() : flood.admit(batch, System.nanoTime());
                if (!admitted.isEmpty()) {
                    batches.store(admitted);
                }
                batch.clear();
                beat();
                if (done) {
                    end();
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer was stopped");
        } catch (RuntimeException | Error e) {
            // What it had in hand is not settled, so the broker keeps it for the next start.
            LOG.error("the writer ended; nothing is stored until the service is started again", e);
            batches.tell(NO_WRITER);
        }
    }

    private void end() {
        try {
            run.end();
        } catch (RuntimeException e) {
            // The next start of this worker ends it.
            LOG.warn("the end of this run is not noted: {}", StoreFailure.say(e));
        }
    }

    private void beat() {
        if (System.nanoTime() - lastBeat < BEAT_NANOS) {
            return;
        }
        lastBeat = System.nanoTime();
        try {
            orders.accept(run.beat());
            batches.recovered();
        } catch (WorkerRun.Ended e) {
            LOG.warn("{}; the next begins with the next message, or in 30 s", e.getMessage());
            lastBeat = System.nanoTime() + ENDED_NANOS;
        } catch (RuntimeException e) {
            batches.tell("the database does not answer: " + StoreFailure.say(e));
        }
    }

    /** The first message is waited for, the others until the batch is full or has waited long enough. */
    private void gather(List<Incoming> batch) throws InterruptedException {
        Incoming next = queue.poll(finishing ? 0 : LOOK.toMillis(), TimeUnit.MILLISECONDS);
        long deadline = System.nanoTime() + settings.patience().toNanos();
        long bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += next.arrival().payload().length;
            if (batch.size() >= settings.rows() || bytes >= BATCH_BYTES) {
                return;
            }
            long left = Math.max(0, deadline - System.nanoTime());
            next = queue.poll(left, TimeUnit.NANOSECONDS);
        }
    }
}
