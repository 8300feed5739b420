package io.sixgrid.ingest.mqtt;

import java.time.Duration;

/**
 * How many messages are in hand and how large they are, against our own bounds: a bound on their number alone would not
 * hold the memory of those that carry pictures. Safe for use by several threads.
 */
final class InFlight {
    private final int limit;
    private final long byteLimit;
    private int count;
    private long bytes;

    InFlight(int limit, long byteLimit) {
        this.limit = limit;
        this.byteLimit = byteLimit;
    }

    synchronized void arrived(int size) {
        count++;
        bytes += size;
    }

    synchronized void settled(int size) {
        count--;
        bytes -= size;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Whether there is no room. */
    synchronized boolean full() {
        return count >= limit || bytes > byteLimit;
    }

    /** Waits until there is room again; answers whether there is. */
    boolean awaitRoom(Duration atMost) throws InterruptedException {
        return awaitAtMost(limit - 1, byteLimit, atMost);
    }

    /** Waits until half of each bound is free, so that a connection is worth its cost. */
    boolean awaitDrained(Duration atMost) throws InterruptedException {
        return awaitAtMost(limit / 2, byteLimit / 2, atMost);
    }

    private synchronized boolean awaitAtMost(int most, long mostBytes, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count > most || bytes > mostBytes) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }
}
