package io.sixgrid.data.statistics;

import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.statistics.Bin.Why;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many are in each grid, and how many in none and why. Filled by one thread, read by any afterwards. */
public final class Tally {
    private final Map<String, Count> grids = new HashMap<>();
    private final Map<String, String> names;
    private final Map<Why, Count> none = new EnumMap<>(Why.class);
    private final Count total = new Count();

    /** A number, and the same told apart. */
    public static final class Count {
        private long all;
        private final Map<String, Long> parts = new TreeMap<>();

        private void add(String part) {
            all++;
            if (!part.isEmpty()) {
                parts.merge(part, 1L, Long::sum);
            }
        }

        public long all() {
            return all;
        }

        /** By value of the dimension that was asked for; empty where none was. */
        public Map<String, Long> parts() {
            return Collections.unmodifiableMap(parts);
        }
    }

    /** @param names of grids by code; read when all are counted */
    Tally(Map<String, String> names) {
        this.names = names;
    }

    /** Names grids that are to be listed though they have none. */
    void list(Collection<GridRef> empty) {
        for (GridRef grid : empty) {
            names.putIfAbsent(grid.code(), grid.name());
            grids.computeIfAbsent(grid.code(), code -> new Count());
        }
    }

    void add(Bin bin, String part) {
        total.add(part);
        (bin.isGrid()
                        ? grids.computeIfAbsent(bin.code(), code -> new Count())
                        : none.computeIfAbsent(bin.why().orElseThrow(), why -> new Count()))
                .add(part);
    }

    /** The codes of the grids that have any or are to be listed, in order. */
    public List<String> codes() {
        return grids.keySet().stream().sorted().toList();
    }

    /** The name of a grid that has any; empty of any other. */
    public Optional<String> name(String code) {
        return Optional.ofNullable(names.get(code));
    }

    /** What is in the grid of that code; nothing where it has none. */
    public Count in(String code) {
        return grids.getOrDefault(code, new Count());
    }

    /** What is in none, and why. */
    public Count in(Why why) {
        return none.getOrDefault(why, new Count());
    }

    /** In any grid or none. */
    public Count total() {
        return total;
    }

    /** In no grid of the level. */
    public long outside() {
        return none.values().stream().mapToLong(Count::all).sum();
    }
}
