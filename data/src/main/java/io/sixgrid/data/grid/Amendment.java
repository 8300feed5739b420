package io.sixgrid.data.grid;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a revision changes, slice of time by slice of time.
 *
 * @param before the boundaries that the first slice changes; what was published since they were read is in the way
 * @param slices in their order; from the first on without a gap
 */
public record Amendment(StoredPlan before, List<Slice> slices) {
    public Amendment {
        slices = List.copyOf(slices);
    }

    public boolean isEmpty() {
        return slices.stream().allMatch(slice -> slice.difference().isEmpty());
    }

    /** New grids, each once: a code is one grid's, whichever slices it is in. */
    List<Grid> created() {
        Map<String, Grid> created = new LinkedHashMap<>();
        slices.forEach(slice -> slice.difference().created().forEach(grid -> created.putIfAbsent(grid.code(), grid)));
        return List.copyOf(created.values());
    }

    /** Grids with codes that they did not have before, each once. */
    List<Grid> newCodes() {
        Map<String, Grid> grids = new LinkedHashMap<>();
        slices.forEach(slice -> slice.difference().newCodes().forEach(grid -> grids.putIfAbsent(grid.code(), grid)));
        return List.copyOf(grids.values());
    }

    /** Identities by code before. */
    Map<String, Long> idsBefore() {
        Map<String, Long> ids = new HashMap<>();
        slices.forEach(slice -> ids.putAll(slice.ids()));
        return ids;
    }

    Map<String, Long> idsAfter(Map<String, Long> created) {
        Map<String, Long> ids = new HashMap<>();
        slices.forEach(slice -> ids.putAll(slice.idsAfter(created)));
        return ids;
    }

    /** How many grids go on and differ. */
    int changed() {
        Set<Long> ids = new LinkedHashSet<>();
        slices.forEach(slice -> slice.difference()
                .changed()
                .forEach(pair -> ids.add(slice.ids().get(pair.before().code()))));
        return ids.size();
    }

    /** How many end. */
    int retired() {
        Set<Long> ids = new LinkedHashSet<>();
        slices.forEach(slice ->
                slice.difference().retired().forEach(grid -> ids.add(slice.ids().get(grid.code()))));
        return ids.size();
    }

    /** Where land went, in the first slice; of later ones what the first does not have. */
    List<Lineage> lineage() {
        record Pair(int level, String before, String after) {}
        Map<Pair, Lineage> lineage = new LinkedHashMap<>();
        for (Slice slice : slices) {
            for (Lineage one : LineageStore.complete(slice.lineage(), slice.difference())) {
                lineage.putIfAbsent(
                        new Pair(
                                one.level(),
                                one.before().orElse(""),
                                one.after().orElse("")),
                        one);
            }
        }
        return List.copyOf(lineage.values());
    }
}
