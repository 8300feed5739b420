package io.sixgrid.data.grid;

import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what points weigh in the grids of a level before and after, and from which to which it went. Not for several threads. */
final class Passage {
    private final GridLocator before;
    private final GridLocator after;
    private final Map<Long, Integer> ofBefore = new HashMap<>();
    private final Map<Long, Integer> ofAfter = new HashMap<>();
    private final Map<List<Long>, Integer> passed = new HashMap<>();
    private final Map<Long, Integer> lost = new HashMap<>();
    private final Map<Long, Integer> fresh = new HashMap<>();

    /** Both of grids of one level only, those around included: whose a point on a border is depends on them too. */
    Passage(GridLocator before, GridLocator after) {
        this.before = before;
        this.after = after;
    }

    void add(LonLat point, int weight) {
        Optional<Long> from = grid(before, point);
        Optional<Long> to = grid(after, point);
        from.ifPresent(id -> ofBefore.merge(id, weight, Integer::sum));
        to.ifPresent(id -> ofAfter.merge(id, weight, Integer::sum));
        if (from.isPresent() && to.isPresent()) {
            passed.merge(List.of(from.get(), to.get()), weight, Integer::sum);
        } else {
            from.ifPresent(id -> lost.merge(id, weight, Integer::sum));
            to.ifPresent(id -> fresh.merge(id, weight, Integer::sum));
        }
    }

    boolean isEmpty() {
        return ofBefore.isEmpty() && ofAfter.isEmpty();
    }

    int before(long grid) {
        return ofBefore.getOrDefault(grid, 0);
    }

    int after(long grid) {
        return ofAfter.getOrDefault(grid, 0);
    }

    int passed(long from, long to) {
        return passed.getOrDefault(List.of(from, to), 0);
    }

    /** What a grid had, and nobody has after. */
    int lost(long before) {
        return lost.getOrDefault(before, 0);
    }

    /** What a grid has, and nobody had before. */
    int fresh(long after) {
        return fresh.getOrDefault(after, 0);
    }

    private static Optional<Long> grid(GridLocator locator, LonLat point) {
        return locator.locate(point).chain().stream().findFirst().map(GridRef::id);
    }
}
