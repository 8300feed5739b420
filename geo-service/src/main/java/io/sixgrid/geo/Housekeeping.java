package io.sixgrid.geo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again, on one thread. Work that fails is tried again at its next turn; the log hears of it when
 * it begins to fail and when it works again, not each time.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "housekeeping");
        made.setDaemon(true);
        return made;
    });
    private final List<Task> tasks = new ArrayList<>();

    /** To be told before {@link #start}. */
    void every(Duration period, String what, Runnable work) {
        tasks.add(new Task(period, what, work));
    }

    /** Does everything once, in the order it was told, then each at its own pace. */
    void start() {
        tasks.forEach(Task::run);
        for (Task task : tasks) {
            long millis = task.period.toMillis();
            var unused = thread.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Used by one thread at a time. */
    private static final class Task implements Runnable {
        final Duration period;
        private final String what;
        private final Runnable work;
        private boolean failing;

        Task(Duration period, String what, Runnable work) {
            this.period = period;
            this.what = what;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                if (failing) {
                    LOG.info("{} works again", what);
                    failing = false;
                }
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warn("{} fails and is tried again every {}: {}", what, period, e.toString());
                    failing = true;
                }
            }
        }
    }
}
