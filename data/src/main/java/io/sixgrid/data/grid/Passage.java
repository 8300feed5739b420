package io.sixgrid.data.grid;

import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what points weigh in the grids of a level before and after, and from which to which it went; grids by code. Not for several threads. */
final class Passage {
    private final GridLocator before;
    private final GridLocator after;
    private final Map<String, Integer> ofBefore = new HashMap<>();
    private final Map<String, Integer> ofAfter = new HashMap<>();
    private final Map<List<String>, Integer> passed = new HashMap<>();
    private final Map<String, Integer> lost = new HashMap<>();
    private final Map<String, Integer> fresh = new HashMap<>();

    /** Both of grids of one level only, those around included: whose a point on a border is depends on them too. */
    Passage(GridLocator before, GridLocator after) {
        this.before = before;
        this.after = after;
    }

    void add(LonLat point, int weight) {
        Optional<String> from = grid(before, point);
        Optional<String> to = grid(after, point);
        from.ifPresent(code -> ofBefore.merge(code, weight, Integer::sum));
        to.ifPresent(code -> ofAfter.merge(code, weight, Integer::sum));
        if (from.isPresent() && to.isPresent()) {
            passed.merge(List.of(from.get(), to.get()), weight, Integer::sum);
        } else {
            from.ifPresent(code -> lost.merge(code, weight, Integer::sum));
            to.ifPresent(code -> fresh.merge(code, weight, Integer::sum));
        }
    }

    boolean isEmpty() {
        return ofBefore.isEmpty() && ofAfter.isEmpty();
    }

    int before(String grid) {
        return ofBefore.getOrDefault(grid, 0);
    }

    int after(String grid) {
        return ofAfter.getOrDefault(grid, 0);
    }

    int passed(String from, String to) {
        return passed.getOrDefault(List.of(from, to), 0);
    }

    /** What a grid had, and nobody has after. */
    int lost(String before) {
        return lost.getOrDefault(before, 0);
    }

    /** What a grid has, and nobody had before. */
    int fresh(String after) {
        return fresh.getOrDefault(after, 0);
    }

    private static Optional<String> grid(GridLocator locator, LonLat point) {
        List<GridRef> chain = locator.locate(point).chain();
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(0).code());
    }
}
