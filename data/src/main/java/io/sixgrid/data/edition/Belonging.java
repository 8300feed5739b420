package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Overlaps;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the wider grids that hold others, by their land. */
final class Belonging {
    /** Of the land of the narrower grid: less does not make it somebody's. */
    private static final double MOST = 0.5;

    private Belonging() {}

    /**
     * By code of each of {@code narrow} the code of the grid that holds most of it: one of the deepest level at which there
     * is any. What no single grid holds half of is not named.
     *
     * @param wide of any levels; only wider ones than that of the grid are looked at
     */
    static Map<String, String> byPlace(List<Grid> narrow, List<Grid> wide) {
        Map<Integer, List<Grid>> levels = new TreeMap<>();
        wide.stream()
                .filter(grid -> !grid.shape().isEmpty())
                .forEach(grid -> levels.computeIfAbsent(-grid.level(), level -> new ArrayList<>())
                        .add(grid));
        Map<String, String> found = new HashMap<>();
        // From the narrowest level of candidates to the widest: the first that holds it is the nearest.
        levels.forEach((negative, candidates) -> {
            List<Grid> open = narrow.stream()
                    .filter(grid -> grid.level() > -negative && !found.containsKey(grid.code()))
                    .filter(grid -> !grid.shape().isEmpty())
                    .toList();
            found.putAll(most(open, candidates));
        });
        return found;
    }

    private static Map<String, String> most(List<Grid> narrow, List<Grid> candidates) {
        Map<String, Overlap> largest = new HashMap<>();
        for (Overlap overlap : Overlaps.between(narrow, candidates)) {
            largest.merge(
                    overlap.a(), overlap, (one, other) -> other.squareMetres() > one.squareMetres() ? other : one);
        }
        Map<String, String> holders = new HashMap<>();
        for (Grid grid : narrow) {
            Overlap overlap = largest.get(grid.code());
            if (overlap != null && overlap.squareMetres() >= MOST * EqualArea.squareMetres(grid.shape())) {
                holders.put(grid.code(), overlap.b());
            }
        }
        return holders;
    }
}
