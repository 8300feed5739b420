package io.sixgrid.data.code;

import io.sixgrid.data.SixgridException;
import java.util.stream.IntStream;

/**
 * A run of numbers, both ends included.
 *
 * @param step from one to the next; more than 1 leaves numbers in reserve, which are given when the others are gone
 */
public record CodeNumbers(int first, int last, int step) {
    public CodeNumbers {
        step = step == 0 ? 1 : step;
        if (first < 0 || last < first || step < 1) {
            throw SixgridException.invalid(
                    "numbers", "numbers do not run from first to last: " + first + " to " + last);
        }
    }

    /** Whether the digits of {@code text} are one of them, those in reserve included. */
    boolean hold(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(text);
        return number >= first && number <= last;
    }

    /** Those after {@code highest} by steps, then all others from the first: the order in which numbers are given. */
    IntStream after(int highest) {
        int next = highest < first ? first : first + (highest - first) / step * step + step;
        IntStream following = IntStream.iterate(next, number -> number <= last, number -> number + step);
        return IntStream.concat(following, IntStream.rangeClosed(first, last)).distinct();
    }

    @Override
    public String toString() {
        return first + " to " + last;
    }
}
