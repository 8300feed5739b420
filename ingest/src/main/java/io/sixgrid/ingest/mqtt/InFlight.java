package io.sixgrid.ingest.mqtt;

import java.time.Duration;

/** How many messages are in hand, against our own bound. Safe for use by several threads. */
final class InFlight {
    private final int limit;
    private int count;

    InFlight(int limit) {
        this.limit = limit;
    }

    synchronized void arrived() {
        count++;
    }

    synchronized void settled() {
        count--;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Waits until there is room again; answers whether there is. */
    boolean awaitRoom(Duration atMost) throws InterruptedException {
        return awaitAtMost(limit - 1, atMost);
    }

    /** Waits until half of the bound is free, so that a connection is worth its cost. */
    boolean awaitDrained(Duration atMost) throws InterruptedException {
        return awaitAtMost(limit / 2, atMost);
    }

    private synchronized boolean awaitAtMost(int wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count > wanted) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }
}
