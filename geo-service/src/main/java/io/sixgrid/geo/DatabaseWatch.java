package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.cluster.PrivateCluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the private database again when it died: was killed, or found no memory or disk. On a thread of its own, because
 * whoever uses the database may hang in it just then. Opened and closed by one thread; may be asked by any.
 */
final class DatabaseWatch implements AutoCloseable {
    /** Looking costs microseconds. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Between two attempts. Children of a killed server are gone after about 2 s. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    private final PrivateCluster cluster;
    private final Clock clock;
    private final Thread thread = new Thread(this::watch, "database-watch");
    private volatile boolean closing;
    private volatile @Nullable Restarts restarts;

    /**
     * How often the database was started again since this service runs.
     *
     * @param last when it was last ready again
     */
    record Restarts(int count, Instant last) {}

    DatabaseWatch(PrivateCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Empty while it never had to. */
    Optional<Restarts> restarts() {
        return Optional.ofNullable(restarts);
    }

    /** Watches no more. An attempt that runs is not waited for: closing the cluster ends it. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!closing) {
                if (!cluster.alive()) {
                    revive();
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("told to stop");
        }
    }

    private void revive() throws InterruptedException {
        LOG.warn("the private database died; it is started again");
        String told = "";
        while (!closing && !cluster.alive()) {
            try {
                cluster.revive();
            } catch (RuntimeException e) {
                String problem = e instanceof SixgridException ? String.valueOf(e.getMessage()) : e.toString();
                if (!problem.equals(told) && !closing) {
                    LOG.warn("not yet, and tried again: {}", problem);
                    told = problem;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
        if (!closing) {
            int before = restarts().map(Restarts::count).orElse(0);
            restarts = new Restarts(before + 1, clock.instant());
            LOG.info("the private database runs again");
        }
    }
}
