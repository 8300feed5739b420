package io.sixgrid.ingest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a limit. */
public final class Await {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Await() {}

    /** Waits for at most two minutes, then fails with {@code what}. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    /** Waits for at most {@code limit}, then fails with {@code what}. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toSeconds() + " seconds: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
