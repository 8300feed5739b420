package io.sixgrid.bench;

import io.sixgrid.bench.AlertMix.Fate;
import io.sixgrid.bench.AlertMix.Spot;
import io.sixgrid.bench.LoadPublisher.Pace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Ten publishers of the fixed mix, each with devices of its own. Used by one thread. */
final class Load implements AutoCloseable {
    private static final int PUBLISHERS = 10;
    private static final long SEED = 6;
    /** Published and not committed, at most: enough for a batch to be full, too little to measure a broker's queue. */
    private static final int BACKLOG = 10_000;

    private static final Duration LOOK = Duration.ofMillis(150);

    private final List<LoadPublisher> publishers = new ArrayList<>();
    private final Map<Fate, LongAdder> fates = new EnumMap<>(Fate.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LongSupplier committed;
    private volatile long lastCommitted;
    private volatile boolean stopped;
    private List<Future<?>> running = List.of();

    /** @param committed how many messages are committed, asked a few times a second */
    Load(int port, List<Spot> spots, LongSupplier committed) throws IOException {
        this.committed = committed;
        for (Fate fate : Fate.values()) {
            fates.put(fate, new LongAdder());
        }
        for (int i = 0; i < PUBLISHERS; i++) {
            List<Spot> own = new ArrayList<>();
            for (int j = i; j < spots.size(); j += PUBLISHERS) {
                own.add(spots.get(j));
            }
            publishers.add(new LoadPublisher(port, "bench-" + i, new AlertMix(SEED + i, own), fates));
        }
    }

    /** Publishes as fast as messages are committed, until {@link #stop}. */
    void saturate() {
        start(Backlogged::new);
        running.add(threads.submit(() -> {
            while (!stopped) {
                lastCommitted = committed.getAsLong();
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }));
    }

    /** Publishes {@code perSecond} messages a second over all, evenly, until {@link #stop}. */
    void pace(double perSecond) {
        start(() -> new Steady(perSecond / PUBLISHERS, Long.MAX_VALUE));
    }

    /** Publishes exactly {@code count} messages at {@code perSecond} a second and returns when they are acknowledged. */
    void publish(int count, double perSecond) {
        start(() -> new Steady(perSecond / PUBLISHERS, count / PUBLISHERS));
        join();
    }

    /** Ends publishing, waits until everything that was acknowledged is committed, and fails if that never comes. */
    void stop(Duration atMost) {
        stopped = true;
        join();
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (committed.getAsLong() < published()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("of " + published() + " messages acknowledged by the broker only "
                        + committed.getAsLong() + " are committed after " + atMost);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Messages published so far. */
    long published() {
        return fates.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Messages published so far of one fate. */
    long published(Fate fate) {
        return Objects.requireNonNull(fates.get(fate)).sum();
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        threads.shutdownNow();
        for (LoadPublisher publisher : publishers) {
            publisher.close();
        }
    }

    private interface PaceOfOne {
        Pace get();
    }

    private void start(PaceOfOne pace) {
        stopped = false;
        lastCommitted = committed.getAsLong();
        running = new ArrayList<>();
        for (LoadPublisher publisher : publishers) {
            Pace own = pace.get();
            running.add(threads.submit(() -> {
                publisher.publish(own);
                return 0;
            }));
        }
    }

    private void join() {
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a publisher failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** As many as the backlog leaves room for; what is held back is published, and timed, later. */
    private final class Backlogged implements Pace {
        @Override
        public int due(int atMost) {
            long room = BACKLOG - (published() - lastCommitted);
            return stopped ? -1 : (int) Math.max(0, Math.min(atMost, room));
        }

        @Override
        public Instant next() {
            return Instant.now();
        }
    }

    /** At its moments; one that goes out late says the moment it was due, so that waiting counts. */
    private final class Steady implements Pace {
        private final long count;
        private final double nanosEach;
        private final Instant start = Instant.now();
        private final long startNanos = System.nanoTime();
        private long taken;

        Steady(double perSecond, long count) {
            this.count = count;
            nanosEach = 1e9 / perSecond;
        }

        @Override
        public int due(int atMost) {
            long due = Math.min(count, (long) ((System.nanoTime() - startNanos) / nanosEach));
            return stopped || taken == count ? -1 : (int) Math.min(atMost, due - taken);
        }

        @Override
        public Instant next() {
            return start.plusNanos((long) (++taken * nanosEach));
        }
    }
}
