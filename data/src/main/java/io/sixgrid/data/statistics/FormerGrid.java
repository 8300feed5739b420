package io.sixgrid.data.statistics;

import java.time.Instant;

/**
 * A version of a grid: how it was called, when, and when that was believed.
 *
 * @param grid the identity
 */
record FormerGrid(long grid, String code, String name, Span valid, Span known) {
    /**
     * A half-open time.
     *
     * @param until exclusive
     */
    record Span(Instant from, Instant until) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }
}
