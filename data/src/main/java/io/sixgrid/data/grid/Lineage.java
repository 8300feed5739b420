package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.util.Locale;
import java.util.Optional;

/**
 * That land of a grid before a revision is land of a grid after it.
 *
 * @param level         the level of both
 * @param before        the code that it had before; empty where no grid of the level held the land
 * @param after         the code that it has since; empty where no grid of the level holds it any more
 * @param shareOfBefore which part of the grid before it is, of its area, from 0 to 1
 * @param shareOfAfter  which part of the grid after it is, likewise
 */
public record Lineage(
        Kind kind,
        int level,
        Optional<String> before,
        Optional<String> after,
        double shareOfBefore,
        double shareOfAfter) {
    /** What became of the grid. */
    public enum Kind {
        KEEP,
        SPLIT,
        MERGE,
        TRANSFER,
        RETIRE,
        CREATE,
        COMPLEX;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public Lineage {
        if (before.isEmpty() && after.isEmpty()) {
            throw SixgridException.invalid("lineage", "a lineage names no grid");
        }
        if (!isShare(shareOfBefore) || !isShare(shareOfAfter)) {
            throw SixgridException.invalid(
                    "lineage", "a share is not from 0 to 1: " + shareOfBefore + ", " + shareOfAfter);
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
