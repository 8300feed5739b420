package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.place.LonLat;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/**
 * Where the land of an amendment goes, and which households and incidents go with it, by the boundaries in memory of the moment at
 * which its first slice begins. It costs what changed, with its neighbours, and a look at each grid. Used by one thread, once.
 */
final class LineageShares {
    private final List<Lineage> lineage;
    private final Map<Integer, LevelShares> levels = new TreeMap<>();

    LineageShares(Amendment amendment) {
        lineage = amendment.lineage();
        List<Grid> grids = amendment.before().plan().grids();
        Difference difference = amendment.slices().get(0).difference();
        Set<String> gone = new HashSet<>();
        difference.retired().forEach(grid -> gone.add(grid.code()));
        difference.changed().forEach(pair -> gone.add(pair.before().code()));
        Map<Integer, List<Grid>> before = byLevel(grids.stream());
        Map<Integer, List<Grid>> after = byLevel(Stream.concat(
                grids.stream().filter(grid -> !gone.contains(grid.code())), difference.written().stream()));
        FinestCounts counts = new FinestCounts(grids);
        lineage.stream().collect(Collectors.groupingBy(Lineage::level)).forEach((level, named) -> {
            LevelShares.Sides sides =
                    new LevelShares.Sides(before.getOrDefault(level, List.of()), after.getOrDefault(level, List.of()));
            levels.put(level, LevelShares.of(level, sides, named, counts));
        });
    }

    private static Map<Integer, List<Grid>> byLevel(Stream<Grid> grids) {
        return grids.collect(Collectors.groupingBy(Grid::level));
    }

    /** All incidents in these, each once, are to be added; others do not count. */
    List<Envelope> where() {
        return levels.values().stream().flatMap(level -> level.where().stream()).toList();
    }

    void addIncident(LonLat place) {
        levels.values().forEach(level -> level.addIncident(place));
    }

    /** With what was added by now. */
    List<Descent> descents() {
        return lineage.stream()
                .map(one -> requireNonNull(levels.get(one.level())).descent(one))
                .toList();
    }

    List<Lineage> lineage() {
        return lineage;
    }
}
