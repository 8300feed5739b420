package io.sixgrid.data.edition;

import io.sixgrid.data.edition.GridChange.Areas;
import io.sixgrid.data.edition.GridChange.Kind;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Overlaps;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Compares the grids of one level. Land decides who is who; codes only where they are stable: most of the grids that kept
 * their land kept their code too. Used by one thread.
 */
final class LevelDifference {
    /** Of the area of either: from here on two grids belong together (topo-tools {@code change}). */
    private static final double MATCH = 0.8;

    /** Of the areas of both: from here on it is the same land. */
    private static final double SAME = 0.98;

    /** Below it a border did not move; a vertex more on a straight edge makes no difference either. */
    private static final double STILL_SQUARE_METRES = 0.01;

    private final int level;
    private final Map<String, Grid> before = new LinkedHashMap<>();
    private final Map<String, Grid> after = new LinkedHashMap<>();
    private final Map<String, Double> areasBefore = new HashMap<>();
    private final Map<String, Double> areasAfter = new HashMap<>();
    private final List<Overlap> overlaps;
    private final boolean stable;
    private final List<GridChange> changes = new ArrayList<>();
    private final Map<String, String> continues = new HashMap<>();

    private LevelDifference(int level, List<Grid> before, List<Grid> after) {
        this.level = level;
        before.forEach(grid -> this.before.put(grid.code(), grid));
        after.forEach(grid -> this.after.put(grid.code(), grid));
        overlaps = Overlaps.between(before, after);
        stable = codesAreStable();
    }

    static LevelDifference of(int level, List<Grid> before, List<Grid> after) {
        LevelDifference difference = new LevelDifference(level, before, after);
        difference.classify();
        return difference;
    }

    List<GridChange> changes() {
        return changes;
    }

    /** Code after to code before, of grids that go on as the same. */
    Map<String, String> continues() {
        return continues;
    }

    /** All land that grids of both sides hold. */
    List<Overlap> overlaps() {
        return overlaps;
    }

    double areaBefore(String code) {
        return area(before, areasBefore, code);
    }

    double areaAfter(String code) {
        return area(after, areasAfter, code);
    }

    private boolean codesAreStable() {
        long land = overlaps.stream().filter(this::sameLand).count();
        long codes = overlaps.stream()
                .filter(pair -> sameLand(pair) && pair.a().equals(pair.b()))
                .count();
        return 2 * codes >= land;
    }

    private boolean sameLand(Overlap pair) {
        return pair.squareMetres() >= SAME * areaBefore(pair.a()) && pair.squareMetres() >= SAME * areaAfter(pair.b());
    }

    private boolean belongTogether(Overlap pair) {
        return pair.squareMetres() >= MATCH * areaBefore(pair.a())
                || pair.squareMetres() >= MATCH * areaAfter(pair.b());
    }

    private void classify() {
        List<Overlap> strong = overlaps.stream().filter(this::belongTogether).toList();
        Groups groups = new Groups(before.keySet(), after.keySet());
        strong.forEach(pair -> groups.join(pair.a(), pair.b()));
        if (stable) {
            // Whoever lost most of its land and kept its code is still itself, unless others already explain it.
            groups.joinLonely();
        }
        Map<String, List<Overlap>> inside = new HashMap<>();
        for (Overlap pair : overlaps) {
            if (groups.together(pair.a(), pair.b())) {
                inside.computeIfAbsent(groups.of(pair.a()), key -> new ArrayList<>())
                        .add(pair);
            }
        }
        for (Groups.Group group : groups.all()) {
            classify(group, inside.getOrDefault(group.key(), List.of()));
        }
    }

    private void classify(Groups.Group group, List<Overlap> pairs) {
        Collection<String> was = new TreeSet<>(group.before());
        Collection<String> is = new TreeSet<>(group.after());
        double common = pairs.stream().mapToDouble(Overlap::squareMetres).sum();
        Areas land = new Areas(
                was.stream().mapToDouble(this::areaBefore).sum(),
                is.stream().mapToDouble(this::areaAfter).sum(),
                common);
        if (was.size() == 1 && is.size() == 1) {
            one(group.before().get(0), group.after().get(0), land);
            return;
        }
        Kind kind = was.isEmpty()
                ? Kind.CREATED
                : is.isEmpty()
                        ? Kind.RETIRED
                        : was.size() == 1 ? Kind.SPLIT : is.size() == 1 ? Kind.MERGE : Kind.COMPLEX;
        changes.add(new GridChange(kind, level, List.copyOf(was), List.copyOf(is), List.of(), land));
        if (stable) {
            keepCodes(is, pairs);
        }
    }

    /** In a split or merge a code goes on only between the two that share the most land, for both of them. */
    private void keepCodes(Collection<String> is, List<Overlap> pairs) {
        for (String code : is) {
            if (before.containsKey(code)) {
                double shared = shared(pairs, code, code);
                boolean most = shared > 0
                        && pairs.stream()
                                .filter(pair ->
                                        pair.a().equals(code) || pair.b().equals(code))
                                .allMatch(pair -> pair.squareMetres() <= shared);
                if (most) {
                    continues.put(code, code);
                }
            }
        }
    }

    private static double shared(List<Overlap> pairs, String a, String b) {
        return pairs.stream()
                .filter(pair -> pair.a().equals(a) && pair.b().equals(b))
                .mapToDouble(Overlap::squareMetres)
                .sum();
    }

    private void one(String was, String is, Areas land) {
        Grid old = Objects.requireNonNull(before.get(was), was);
        Grid young = Objects.requireNonNull(after.get(is), is);
        List<String> what = differences(old, young, land);
        boolean same = land.common() >= SAME * Math.max(land.before(), land.after());
        boolean matched = land.common() >= MATCH * Math.max(land.before(), land.after());
        Kind kind;
        if (what.isEmpty()) {
            kind = Kind.UNCHANGED;
        } else if (same && what.contains("code")) {
            kind = Kind.RECODED;
        } else if (same && what.contains("name")) {
            kind = Kind.RENAMED;
        } else if (land.common() <= (1 - MATCH) * Math.min(land.before(), land.after())) {
            kind = Kind.RELOCATED;
        } else {
            kind = matched || was.equals(is) ? Kind.MODIFIED : Kind.COMPLEX;
        }
        changes.add(new GridChange(kind, level, List.of(was), List.of(is), what, land));
        if (kind != Kind.COMPLEX) {
            continues.put(is, was);
        }
    }

    private static List<String> differences(Grid old, Grid young, Areas land) {
        List<String> what = new ArrayList<>();
        if (!old.code().equals(young.code())) {
            what.add("code");
        }
        if (!old.name().equals(young.name()) || !old.shortName().equals(young.shortName())) {
            what.add("name");
        }
        if (!String.valueOf(old.parent()).equals(String.valueOf(young.parent()))) {
            what.add("parent");
        }
        if (!old.facts().equals(young.facts())) {
            what.add("attributes");
        }
        if (land.moved() > STILL_SQUARE_METRES && !old.shape().equalsNorm(young.shape())) {
            what.add("border");
        }
        return what;
    }

    private static double area(Map<String, Grid> side, Map<String, Double> known, String code) {
        return known.computeIfAbsent(
                code,
                one -> EqualArea.squareMetres(
                        Objects.requireNonNull(side.get(one), one).shape()));
    }
}
