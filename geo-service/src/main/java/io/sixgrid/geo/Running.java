package io.sixgrid.geo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is open of a command that runs until it is told to stop. Opened by one thread and closed by any, once, in reverse
 * order.
 */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** What a command does; each part that it opens is handed to {@link Running#keep} before it is started. */
    @FunctionalInterface
    interface Work {
        void run(Running running) throws InterruptedException;
    }

    /** Opens, and waits for a signal, at which it closes and ends the process with exit code 0. */
    static int untilStopped(Work opening) throws InterruptedException {
        return untilDone(running -> {
            opening.run(running);
            new CountDownLatch(1).await();
        });
    }

    /** Works to its end or, closed and with exit code 0, to a signal. What the work throws is thrown on, all closed. */
    static int untilDone(Work work) throws InterruptedException {
        Running running = new Running();
        // One hook for all: hooks of their own would run side by side, and the database would stop first.
        Thread onSignal = new Thread(
                () -> {
                    running.close();
                    // The normal end of a service: without this the exit code would be the signal's.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            work.run(running);
            running.closeUnlessStopping(onSignal);
            return 0;
        } catch (RuntimeException e) {
            // What breaks because it is being closed is no failure.
            running.closeUnlessStopping(onSignal);
            throw e;
        }
    }

    private void closeUnlessStopping(Thread onSignal) throws InterruptedException {
        if (stopping.get()) {
            // The hook closes and ends the process.
            new CountDownLatch(1).await();
        }
        close();
        Runtime.getRuntime().removeShutdownHook(onSignal);
    }

    /** Closes {@code part} before all that was kept earlier. */
    synchronized <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        if (stopping.compareAndSet(false, true)) {
            AutoCloseable part = last();
            while (part != null) {
                quietly(part);
                part = last();
            }
        }
    }

    private synchronized @Nullable AutoCloseable last() {
        return parts.poll();
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("could not stop cleanly", e);
        }
    }
}
