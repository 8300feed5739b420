package io.sixgrid.data.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same things counted twice: where each was first placed, and by other boundaries. Every one of them is in both, so the
 * totals are the same whatever the boundaries are.
 */
public record Reconciliation(Tally asWas, Tally asNow, List<Moved> moved) {
    public Reconciliation {
        moved = List.copyOf(moved);
    }

    /** So many were there and are here. */
    public record Moved(Bin from, Bin to, long count) {}

    static Reconciliation of(Tally asWas, Tally asNow, Map<Bin, Map<Bin, Long>> pairs) {
        List<Moved> moved = pairs.entrySet().stream()
                .flatMap(from -> from.getValue().entrySet().stream()
                        .filter(to -> !to.getKey().equals(from.getKey()))
                        .map(to -> new Moved(from.getKey(), to.getKey(), to.getValue())))
                .sorted(Comparator.comparing((Moved one) -> one.from().isGrid() ? 0 : 1)
                        .thenComparing(one -> one.from().code())
                        .thenComparing(one -> -one.count())
                        .thenComparing(one -> one.to().code()))
                .toList();
        return new Reconciliation(asWas, asNow, moved);
    }

    /** The codes of the grids that have any on either side, in order. */
    public Set<String> codes() {
        Set<String> codes = new TreeSet<>(asWas.codes());
        codes.addAll(asNow.codes());
        return codes;
    }

    /** How a grid of either side is called; the newer name where both know it. */
    public String name(String code) {
        return asNow.name(code).or(() -> asWas.name(code)).orElse(code);
    }

    /** How many more there are by the other boundaries: always 0. */
    public long difference() {
        return asNow.total().all() - asWas.total().all();
    }
}
