package io.sixgrid.data.concordance;

import java.util.Locale;
import java.util.Optional;

/**
 * What an old and a new grid have in common, or what one of them has alone.
 *
 * @param old        empty of land or households that no old grid holds
 * @param now        empty of land or households that no new grid holds
 * @param land       in square metres
 * @param households empty where none are counted on either side
 */
public record ConcordanceRow(
        Kind kind, int level, Optional<Name> old, Optional<Name> now, Amount land, Optional<Amount> households) {

    /** A grid by its code. */
    public record Name(String code, String name) {}

    /**
     * So much, and which part of the whole.
     *
     * @param shareOfOld of what the old grid has, 0 to 1; empty where there is no old grid, or it has nothing
     * @param shareOfNew of what the new grid has
     */
    public record Amount(double amount, Optional<Double> shareOfOld, Optional<Double> shareOfNew) {
        static Amount of(double amount, double old, double now) {
            return new Amount(amount, share(amount, old), share(amount, now));
        }

        private static Optional<Double> share(double amount, double whole) {
            return whole > 0 ? Optional.of(Math.min(1, amount / whole)) : Optional.empty();
        }
    }

    /** What happened to the old grid, as far as land tells. */
    public enum Kind {
        /** Same land, same code, same name. */
        UNCHANGED,
        /** Same land, same code, another name. */
        RENAMED,
        /** Same land, another code. */
        RECODED,
        /** The border moved, or a part went to a neighbour. */
        MODIFIED,
        /** One became several. */
        SPLIT,
        /** Several became one. */
        MERGE,
        /** Nobody held the land before. */
        CREATED,
        /** Nobody holds the land any more. */
        RETIRED,
        /** Several became several others; between schemes all but what is the same. */
        COMPLEX;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
