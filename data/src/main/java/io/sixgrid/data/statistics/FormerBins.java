package io.sixgrid.data.statistics;

import io.sixgrid.data.statistics.Bin.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells in which grid of a level something was first placed, by the code that the grid had then. Not for several threads. */
final class FormerBins {
    private final Map<Long, List<FormerGrid>> versions = new HashMap<>();
    private final Map<String, FormerGrid> met = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    FormerBins(List<FormerGrid> all) {
        all.forEach(version -> versions.computeIfAbsent(version.grid(), grid -> new ArrayList<>())
                .add(version));
    }

    /** By code, of the grids that something was in: each the last that it had while something was. */
    Map<String, String> names() {
        return names;
    }

    Bin of(Thing thing) {
        if (thing.chain().isEmpty()) {
            return Bin.none(thing.unplaced());
        }
        for (Long id : thing.chain()) {
            List<FormerGrid> known = versions.get(id);
            if (known != null) {
                return bin(then(known, thing));
            }
        }
        return Bin.none(Why.NOT_AT_LEVEL);
    }

    private Bin bin(FormerGrid version) {
        FormerGrid before = met.get(version.code());
        if (before == null || before.valid().from().isBefore(version.valid().from())) {
            met.put(version.code(), version);
            names.put(version.code(), version.name());
        }
        return Bin.grid(version.code());
    }

    /** As it was believed when the thing was placed; else what was valid as it is believed now; else the last there is. */
    private static FormerGrid then(List<FormerGrid> versions, Thing thing) {
        return versions.stream()
                .max(Comparator.comparing(
                                (FormerGrid version) -> version.valid().holds(thing.at()))
                        .thenComparing(version -> version.known().holds(thing.known()))
                        .thenComparing(versions::indexOf))
                .orElseThrow();
    }
}
