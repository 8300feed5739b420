package io.sixgrid.data.place;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The chain of a thing's position at a time under a revision.
 *
 * @param at       the time whose boundaries were asked
 * @param place    the point that was placed; empty where there was none, or a grid was named instead
 * @param revision the newest revision the answer knew
 * @param chain    grid ids, level 1 first; empty exactly when {@code unplaced} says why
 */
public record Placement(
        Subject subject,
        long subjectId,
        Cause cause,
        Instant at,
        Optional<LonLat> place,
        long revision,
        List<Long> chain,
        boolean onBoundary,
        Optional<String> unplaced) {
    /** What has placements. */
    public enum Subject {
        EVENT,
        INCIDENT,
        DEVICE
    }

    /** Why it was placed: at intake, because boundaries changed, or because somebody mended a fact. */
    public enum Cause {
        INTAKE,
        BOUNDARY,
        CORRECTION
    }

    public Placement {
        chain = List.copyOf(chain);
        if (chain.isEmpty() != unplaced.isPresent()) {
            throw new IllegalArgumentException("a placement has either a chain or a reason: " + chain + unplaced);
        }
    }
}
