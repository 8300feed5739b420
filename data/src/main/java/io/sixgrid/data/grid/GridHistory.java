package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one grid in time.
 *
 * @param versions as they are believed now and as they were believed before, by when they apply, then by when they were
 *                 recorded
 * @param from     what it came from, revision by revision
 * @param to       where its land went
 */
public record GridHistory(int level, List<Version> versions, List<Step> from, List<Step> to) {
    public GridHistory {
        versions = List.copyOf(versions);
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /**
     * How it was, when, and when that was believed.
     *
     * @param parent the code that the parent had or has last
     * @param hash   of the shape, equal while no corner of it moves
     */
    public record Version(
            String code,
            String name,
            Optional<String> parent,
            Optional<Integer> households,
            double squareMetres,
            String hash,
            Span valid,
            Span known,
            long revision) {}

    /** Half-open; empty means for ever, and while no end is known. */
    public record Span(Optional<Instant> from, Optional<Instant> until) {}

    /** What a revision made of land. */
    public record Step(long revision, Instant effective, Descent descent) {}
}
