package io.sixgrid.ingest.broker;

import io.sixgrid.data.SixgridException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the broker again when it shut itself down, as Artemis does once it cannot write: a full disk that has room again
 * must not need an operator for messages to flow. On a thread of its own. Opened and closed by one thread.
 */
final class BrokerWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Between two attempts, of which each that fails makes Artemis write a page of log. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private final EmbeddedBroker broker;
    private final Thread thread = new Thread(this::watch, "broker-watch");

    BrokerWatch(EmbeddedBroker broker) {
        this.broker = broker;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Watches no more. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK.toMillis());
                if (!broker.active()) {
                    revive();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("told to stop");
        }
    }

    private void revive() throws InterruptedException {
        LOG.warn("the broker shut itself down; it is started again");
        String told = "";
        while (!broker.active()) {
            try {
                broker.revive();
                LOG.info("the broker runs again");
            } catch (RuntimeException e) {
                String problem = e instanceof SixgridException ? String.valueOf(e.getMessage()) : e.toString();
                if (!problem.equals(told)) {
                    LOG.warn("not yet, and tried again: {}", problem);
                    told = problem;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
