package io.sixgrid.ingest;

import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.LiveFormats;
import io.sixgrid.ingest.mqtt.MqttReceiver;
import io.sixgrid.ingest.mqtt.ReceiverSettings;
import io.sixgrid.ingest.mqtt.ReceiverState;
import io.sixgrid.ingest.pipeline.Intake;
import io.sixgrid.ingest.pipeline.IntakeStore;
import java.time.Clock;
import java.time.Duration;

/**
 * One ingest worker: whatever the broker has for it ends in the database, once, and is acknowledged after that. Several
 * workers of different names share the same subscription. Opened and closed by one thread.
 */
public final class Ingest implements AutoCloseable {
    /** MQTT has no mark for the last message of a session: this long without one is taken for the end. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final IngestSettings settings;
    private final Intake intake;
    private final MqttReceiver receiver;
    private volatile boolean askedToLeave;

    /** A worker whose formats stay as they are. */
    public Ingest(IntakeStore store, FormatCatalog formats, IngestSettings settings, Clock clock) {
        this(store, LiveFormats.fixed(formats), settings, clock);
    }

    /**
     * Opens nothing yet. The boundaries of {@code store} must be loaded before {@link #start}.
     *
     * @param formats somebody else refreshes them; this worker subscribes to what they take
     */
    public Ingest(IntakeStore store, LiveFormats formats, IngestSettings settings, Clock clock) {
        this.settings = settings;
        intake = new Intake(
                arrival -> formats.catalog().decode(arrival),
                store,
                settings.intake(),
                new Intake.Worker(settings.worker(), this::receiving, this::obey));
        receiver = new MqttReceiver(
                new ReceiverSettings(
                        settings.broker(),
                        settings.clientId(),
                        formats.catalog().filters(),
                        settings.inFlightLimit()),
                clock,
                intake::take);
        formats.onChange(catalog -> receiver.subscribeTo(catalog.filters()));
    }

    /** Begins to receive, and returns: a broker that is not there yet is waited for, see {@link #state}. */
    public void start() {
        intake.start();
        receiver.start();
    }

    /** Whether more messages wait than the next transaction takes: what can be done later should be. */
    public boolean behind() {
        return intake.behind();
    }

    public IngestState state() {
        return new IngestState(receiver.state(), intake.committed(), intake.problem());
    }

    /** Whether somebody asked this worker to leave for good. */
    public boolean askedToLeave() {
        return askedToLeave;
    }

    /** Begins to leave at once, in the place of a worker of this name that is no more; see {@link #leave}. */
    public void startLeaving() {
        receiver.leave();
        start();
    }

    /**
     * Leaves for good: the broker gives what is published to the others, and what it kept for this worker is taken and
     * committed. Returns when nothing more came for a while; a broker or database that is away is waited for. Call
     * {@link #close} after it, which then also ends the session.
     */
    public void leave() throws InterruptedException {
        receiver.leave();
        long received = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            ReceiverState now = receiver.state();
            if (!receiver.left() || now.inFlight() > 0 || now.received() != received) {
                received = now.received();
                since = System.nanoTime();
            }
            Thread.sleep(LOOK.toMillis());
        }
        receiver.forget();
    }

    /** Takes nothing more, commits and acknowledges what is in hand, then disconnects; the broker keeps the session. */
    @Override
    public void close() {
        receiver.stopAccepting();
        intake.finish(settings.finishLimit());
        receiver.close();
    }

    private Intake.Receiving receiving() {
        ReceiverState state = receiver.state();
        return new Intake.Receiving(state.inFlight(), state.problem());
    }

    private void obey(WorkerStore.Orders orders) {
        receiver.lead(orders.leads());
        askedToLeave = orders.leave();
    }
}
