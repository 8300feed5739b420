package io.sixgrid.ingest;

import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.MqttReceiver;
import io.sixgrid.ingest.mqtt.ReceiverSettings;
import io.sixgrid.ingest.pipeline.Intake;
import io.sixgrid.ingest.pipeline.IntakeStore;
import java.time.Clock;

/**
 * One ingest worker: whatever the broker has for it ends in the database, once, and is acknowledged after that. Several
 * workers of different names share the same subscription. Opened and closed by one thread.
 */
public final class Ingest implements AutoCloseable {
    private final IngestSettings settings;
    private final Intake intake;
    private final MqttReceiver receiver;

    /** Opens nothing yet. The boundaries of {@code store} must be loaded before {@link #start}. */
    public Ingest(IntakeStore store, FormatCatalog formats, IngestSettings settings, Clock clock) {
        this.settings = settings;
        intake = new Intake(formats::decode, store, settings.batch(), clock);
        receiver = new MqttReceiver(
                new ReceiverSettings(
                        settings.broker(),
                        settings.clientId(),
                        formats.filters(),
                        settings.inFlightLimit(),
                        settings.retained()),
                clock,
                intake::take);
    }

    /** Begins to receive, and returns: a broker that is not there yet is waited for, see {@link #state}. */
    public void start() {
        intake.start();
        receiver.start();
    }

    public IngestState state() {
        return new IngestState(receiver.state(), intake.committed(), intake.problem());
    }

    /**
     * Leaves for good: the broker gives what it has for this worker to the others. Call {@link #close} after it, which
     * then also ends the session. UNAVAILABLE when the broker is not there to be told.
     */
    public void leave() {
        receiver.leave();
    }

    /** Takes nothing more, commits and acknowledges what is in hand, then disconnects; the broker keeps the session. */
    @Override
    public void close() {
        receiver.stopAccepting();
        intake.finish(settings.finishLimit());
        receiver.close();
    }
}
