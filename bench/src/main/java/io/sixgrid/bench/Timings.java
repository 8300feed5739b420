package io.sixgrid.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations in milliseconds, one after the other. Used by one thread. */
final class Timings {
    private final List<Double> millis = new ArrayList<>();

    void add(double duration) {
        millis.add(duration);
    }

    int size() {
        return millis.size();
    }

    /** Leaves out the first part of them, which is for the compiler. */
    Timings warm() {
        Timings warm = new Timings();
        warm.millis.addAll(millis.subList(millis.size() / 3, millis.size()));
        return warm;
    }

    /** @param share of them that take no longer, 0.5 for the median */
    double at(double share) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
