package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.ledger.WorkerStore.Worker;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a worker out for good, so that the broker keeps nothing for it any more: the one that runs is asked to leave
 * through its row in the database; where none runs, what one left behind at the broker is taken in its place.
 */
final class Drain {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TELL = Duration.ofSeconds(5);

    /** One that has nothing in hand leaves within seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Config config;
    private final BrokerAddress broker;
    private final Consumer<String> progress;

    Drain(Config config, BrokerAddress broker, Consumer<String> progress) {
        this.config = config;
        this.broker = broker;
        this.progress = progress;
    }

    /** Returns when the worker has left. CONFLICT where nobody else receives. */
    void run(Running running) throws InterruptedException {
        String name = config.ingest().worker();
        Database database = running.keep(new Database(DatabaseHome.whereabouts(config), 1));
        database.requirePrepared();
        WorkerStore workers = new WorkerStore(database.jdbi());
        if (workers.askToLeave(name)) {
            awaitLeft(name, workers);
        } else {
            progress.accept("no worker " + name + " runs; taking what the broker keeps for it");
            IngestProcess process = running.keep(new IngestProcess(config, broker, Clock.systemUTC()));
            process.leaveInItsPlace(progress);
        }
    }

    private void awaitLeft(String name, WorkerStore workers) throws InterruptedException {
        long told = System.nanoTime();
        long busy = System.nanoTime();
        while (true) {
            List<Worker> runs = workers.all().stream()
                    .filter(run -> run.worker().equals(name))
                    .toList();
            if (runs.isEmpty()) {
                return;
            }
            Worker run = runs.get(0);
            if (!run.leaving()) {
                throw SixgridException.conflict("worker " + name + " was started again before it had left");
            }
            if (!run.live()) {
                throw SixgridException.unavailable(
                        "worker " + name + " ended before it had left; say --drain again to take what it left behind",
                        null);
            }
            long now = System.nanoTime();
            busy = run.inHand() > 0 ? now : busy;
            if (now - busy > PATIENCE.toNanos()) {
                workers.letStay(name);
                throw SixgridException.unavailable(
                        "worker " + name
                                + " does not leave: its broker is away, or it is the worker of a `sixgrid run`,"
                                + " which leaves when that is stopped",
                        null);
            }
            if (now - told > TELL.toNanos()) {
                progress.accept("worker " + name + " has " + run.inHand() + " messages in hand");
                told = now;
            }
            Thread.sleep(LOOK.toMillis());
        }
    }
}
