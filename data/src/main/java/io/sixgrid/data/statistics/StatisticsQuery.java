package io.sixgrid.data.statistics;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.statistics.Subject.Dimension;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be counted.
 *
 * @param level of the grids
 * @param from  occurred or opened at or after; empty means ever since
 * @param to    occurred or opened before
 * @param by    what each number is told apart by
 * @param at    whose boundaries are meant where points are restated
 * @param known the time of belief of those boundaries; empty means as we believe now
 */
public record StatisticsQuery(
        Subject of,
        int level,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Dimension> by,
        Instant at,
        Optional<Instant> known) {
    public StatisticsQuery {
        by.filter(dimension -> !of.dimensions().contains(dimension)).ifPresent(dimension -> {
            throw SixgridException.invalid(
                    "by",
                    of.code() + " are not told apart by " + dimension.code() + "; but by "
                            + String.join(
                                    ", ",
                                    of.dimensions().stream()
                                            .map(Dimension::code)
                                            .sorted()
                                            .toList()));
        });
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw SixgridException.invalid("to", "to is not after from: " + to.get());
        }
    }
}
