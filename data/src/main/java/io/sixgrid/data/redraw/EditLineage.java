package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Difference;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.Overlaps;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where land went by a redraw: of what changed, level by level. */
final class EditLineage {
    private final int level;
    private final List<Grid> before;
    private final List<Grid> after;
    private final Set<String> ended;
    private final Set<String> created;
    private final Map<String, String> continues;

    private EditLineage(int level, Difference difference, Map<String, String> continues) {
        this.level = level;
        this.continues = continues;
        ended = codes(difference.retired());
        created = codes(difference.created());
        before = Stream.concat(
                        difference.changed().stream().map(Difference.Changed::before), difference.retired().stream())
                .filter(grid -> grid.level() == level)
                .toList();
        after = Stream.concat(
                        difference.changed().stream().map(Difference.Changed::after), difference.created().stream())
                .filter(grid -> grid.level() == level)
                .toList();
    }

    /** @param continues code after to code before of grids that go on */
    static List<Lineage> of(Difference difference, Map<String, String> continues) {
        TreeSet<Integer> levels = new TreeSet<>();
        difference.written().forEach(grid -> levels.add(grid.level()));
        difference.retired().forEach(grid -> levels.add(grid.level()));
        List<Lineage> lineage = new ArrayList<>();
        levels.forEach(level -> lineage.addAll(new EditLineage(level, difference, continues).lineage()));
        return lineage;
    }

    private static Set<String> codes(List<Grid> grids) {
        return grids.stream().map(Grid::code).collect(Collectors.toCollection(HashSet::new));
    }

    private List<Lineage> lineage() {
        Map<String, Double> areaBefore = areas(before);
        Map<String, Double> areaAfter = areas(after);
        List<Overlap> pairs = Overlaps.between(before, after).stream()
                .filter(pair -> same(pair) || share(pair, areaBefore, areaAfter) >= Concern.LEAST_SHARE)
                .toList();
        return pairs.stream()
                .map(pair -> new Lineage(
                        kind(pair, pairs),
                        level,
                        Optional.of(pair.a()),
                        Optional.of(pair.b()),
                        Math.min(1, pair.squareMetres() / areaBefore.getOrDefault(pair.a(), 1.0)),
                        Math.min(1, pair.squareMetres() / areaAfter.getOrDefault(pair.b(), 1.0))))
                .toList();
    }

    private boolean same(Overlap pair) {
        return pair.a().equals(continues.get(pair.b()));
    }

    private static double share(Overlap pair, Map<String, Double> areaBefore, Map<String, Double> areaAfter) {
        return pair.squareMetres()
                / Math.min(areaBefore.getOrDefault(pair.a(), 1.0), areaAfter.getOrDefault(pair.b(), 1.0));
    }

    private static Map<String, Double> areas(List<Grid> grids) {
        Map<String, Double> areas = new HashMap<>();
        grids.forEach(grid -> areas.put(grid.code(), EqualArea.squareMetres(grid.shape())));
        return areas;
    }

    private Lineage.Kind kind(Overlap pair, List<Overlap> pairs) {
        if (same(pair)) {
            return Lineage.Kind.KEEP;
        }
        boolean end = ended.contains(pair.a());
        boolean fresh = created.contains(pair.b());
        boolean wholly =
                pairs.stream().filter(other -> other.a().equals(pair.a())).count() == 1;
        boolean alone =
                pairs.stream().filter(other -> other.b().equals(pair.b())).count() == 1;
        if (fresh) {
            if (alone && !(end && wholly)) {
                return Lineage.Kind.SPLIT;
            }
            return end ? (wholly && !alone ? Lineage.Kind.MERGE : Lineage.Kind.COMPLEX) : Lineage.Kind.TRANSFER;
        }
        if (end) {
            return wholly ? Lineage.Kind.MERGE : Lineage.Kind.RETIRE;
        }
        return Lineage.Kind.TRANSFER;
    }
}
