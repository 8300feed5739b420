package io.sixgrid.data.edition;

import io.sixgrid.data.edition.GridChange.Kind;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.grid.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an edition would change of the published boundaries.
 *
 * @param changes   level by level; within one what moves most land first
 * @param continues code after to code before, of grids that go on as the same
 * @param lineage   where land goes, of all that is not unchanged
 * @param conflicts codes that would pass from one grid to another
 */
public record EditionDifference(
        List<GridChange> changes, Map<String, String> continues, List<Lineage> lineage, List<Finding> conflicts) {
    /** Less land than this, and than a thousandth of either grid, is no transfer. */
    private static final double LEAST_TRANSFER = 1;

    private static final double LEAST_SHARE = 0.001;

    public EditionDifference {
        changes = List.copyOf(changes);
        continues = Map.copyOf(continues);
        lineage = List.copyOf(lineage);
        conflicts = List.copyOf(conflicts);
    }

    /** Compares level by level. */
    public static EditionDifference between(Plan before, Plan after) {
        List<GridChange> changes = new ArrayList<>();
        Map<String, String> continues = new HashMap<>();
        List<Lineage> lineage = new ArrayList<>();
        Map<Integer, List<Grid>> old = byLevel(before);
        Map<Integer, List<Grid>> young = byLevel(after);
        for (int level = 1; level <= after.scheme().levels().size(); level++) {
            LevelDifference difference =
                    LevelDifference.of(level, old.getOrDefault(level, List.of()), young.getOrDefault(level, List.of()));
            changes.addAll(difference.changes().stream()
                    .sorted(Comparator.comparing(
                                    (GridChange change) -> -change.areas().moved())
                            .thenComparing(change -> change.before() + " " + change.after()))
                    .toList());
            continues.putAll(difference.continues());
            lineage.addAll(lineage(level, difference));
        }
        return new EditionDifference(changes, continues, lineage, conflicts(before, after, continues));
    }

    /** How many of each kind at a level; all levels with 0. */
    public Map<Kind, Integer> counts(int level) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (GridChange change : changes) {
            if (level == 0 || change.level() == level) {
                counts.merge(change.kind(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Whether nothing at all differs. */
    public boolean nothing() {
        return changes.stream().allMatch(change -> change.kind() == Kind.UNCHANGED);
    }

    private static Map<Integer, List<Grid>> byLevel(Plan plan) {
        return plan.grids().stream().collect(Collectors.groupingBy(Grid::level));
    }

    private static List<Lineage> lineage(int level, LevelDifference difference) {
        Map<String, GridChange> ofBefore = new HashMap<>();
        Map<String, GridChange> ofAfter = new HashMap<>();
        List<Lineage> lineage = new ArrayList<>();
        for (GridChange change : difference.changes()) {
            change.before().forEach(code -> ofBefore.put(code, change));
            change.after().forEach(code -> ofAfter.put(code, change));
            if (change.kind() == Kind.CREATED) {
                lineage.add(new Lineage(
                        Lineage.Kind.CREATE,
                        level,
                        Optional.empty(),
                        Optional.of(change.after().get(0)),
                        0,
                        1));
            } else if (change.kind() == Kind.RETIRED) {
                lineage.add(new Lineage(
                        Lineage.Kind.RETIRE, level, Optional.of(change.before().get(0)), Optional.empty(), 1, 0));
            }
        }
        for (Overlap pair : difference.overlaps()) {
            GridChange from = Objects.requireNonNull(ofBefore.get(pair.a()));
            GridChange to = Objects.requireNonNull(ofAfter.get(pair.b()));
            double ofOld = Math.min(1, pair.squareMetres() / difference.areaBefore(pair.a()));
            double ofYoung = Math.min(1, pair.squareMetres() / difference.areaAfter(pair.b()));
            boolean worth = pair.squareMetres() >= LEAST_TRANSFER && Math.max(ofOld, ofYoung) >= LEAST_SHARE;
            boolean together = from.equals(to);
            if (together ? from.kind() != Kind.UNCHANGED : worth) {
                Lineage.Kind kind = together ? kind(from.kind()) : Lineage.Kind.TRANSFER;
                lineage.add(new Lineage(kind, level, Optional.of(pair.a()), Optional.of(pair.b()), ofOld, ofYoung));
            }
        }
        return lineage;
    }

    private static Lineage.Kind kind(Kind kind) {
        return switch (kind) {
            case UNCHANGED, RENAMED, RECODED, MODIFIED, RELOCATED -> Lineage.Kind.KEEP;
            case SPLIT -> Lineage.Kind.SPLIT;
            case MERGE -> Lineage.Kind.MERGE;
            case COMPLEX, CREATED, RETIRED -> Lineage.Kind.COMPLEX;
        };
    }

    /** A code is one grid's for ever: whoever has one that was another's needs a new one. */
    private static List<Finding> conflicts(Plan before, Plan after, Map<String, String> continues) {
        Set<String> taken = new HashSet<>();
        before.grids().forEach(grid -> taken.add(grid.code()));
        return after.grids().stream()
                .filter(grid -> taken.contains(grid.code()) && !grid.code().equals(continues.get(grid.code())))
                .map(grid -> new Finding(
                        Finding.Kind.CODE,
                        List.of(grid.code()),
                        "the code " + grid.code() + " was another grid's, whose land this one does not have: "
                                + Optional.ofNullable(continues.get(grid.code()))
                                        .map(was -> "it has that of " + was)
                                        .orElse("it needs a code of its own"),
                        grid.shape()))
                .toList();
    }
}
