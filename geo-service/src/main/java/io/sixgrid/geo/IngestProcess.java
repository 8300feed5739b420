package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.DatabaseFailure;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.ingest.Ingest;
import io.sixgrid.ingest.format.LiveFormats;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.pipeline.IntakeStore;
import io.sixgrid.ingest.pipeline.SilentDeviceStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * An ingest worker alone in a process: formats and boundaries, a broker that runs elsewhere, a database that a service
 * has made ready. The constructor wires, {@link #start} opens. Opened and closed by one thread.
 */
final class IngestProcess implements AutoCloseable {
    private static final String DEFAULT_SCHEME = "default";

    /**
     * The writer's, now and then a second one of its own for boundaries of the past, and one or two for what is done again and
     * again: reading boundaries, looking for silent devices.
     */
    private static final int CONNECTIONS = 4;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Boundaries boundaries;
    private final LiveFormats formats;
    private final Ingest ingest;
    private final SilentDeviceStore silentDevices;
    private final Housekeeping housekeeping = new Housekeeping();

    IngestProcess(Config config, BrokerAddress broker, Clock clock) {
        database = new Database(DatabaseHome.whereabouts(config), CONNECTIONS);
        Jdbi jdbi = database.jdbi();
        boundaries = new Boundaries(new GridStore(jdbi), DEFAULT_SCHEME, clock);
        Clock cityClock = clock.withZone(config.map().zone());
        formats = new LiveFormats(Optional.of(config.formatsDirectory()), config.frames(), clock);
        silentDevices = new SilentDeviceStore(jdbi, boundaries, clock);
        ingest = new Ingest(
                new IntakeStore(jdbi, boundaries, config.ingest().clockTolerance(), cityClock),
                formats,
                config.ingest().settings(broker),
                clock);
    }

    /**
     * Opens in order and returns when messages flow: a database without boundaries and a broker that is not there are
     * waited for.
     *
     * @param waiting hears what is waited for, once each
     */
    void start(Consumer<String> waiting) throws InterruptedException {
        open(waiting);
        ingest.start();
        while (!ingest.state().ready()) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Waits until somebody asks this worker to leave for good. */
    void awaitLeave() throws InterruptedException {
        while (!ingest.askedToLeave()) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Leaves for good, to be closed after it: takes what the broker kept for this worker, and commits it. */
    void leave() throws InterruptedException {
        ingest.leave();
    }

    /** Instead of {@link #start}, where a worker of this name is no more: leaves in its place. */
    void leaveInItsPlace(Consumer<String> waiting) throws InterruptedException {
        open(waiting);
        ingest.startLeaving();
        ingest.leave();
    }

    /** Commits and acknowledges what is in hand; the broker keeps the session. */
    @Override
    public void close() {
        ingest.close();
        housekeeping.close();
        database.close();
    }

    private void open(Consumer<String> waiting) throws InterruptedException {
        awaitBoundaries(waiting);
        formats.makeDirectory();
        housekeeping.every(PAUSE, "reading boundaries", boundaries::refresh);
        housekeeping.every(SILENCE, "looking for silent devices", silentDevices::look);
        housekeeping.every(Config.FORMATS_LOOK, "reading formats", formats::refresh);
        housekeeping.start();
    }

    private void awaitBoundaries(Consumer<String> waiting) throws InterruptedException {
        String told = "";
        while (true) {
            try {
                database.requirePrepared();
                boundaries.refresh();
                return;
            } catch (RuntimeException e) {
                SixgridException known = DatabaseFailure.explain(e).orElseThrow(() -> e);
                String why = String.valueOf(known.getMessage());
                if (known.kind() == SixgridException.Kind.CONFLICT) {
                    throw known;
                }
                if (!why.equals(told)) {
                    waiting.accept(why);
                    told = why;
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
