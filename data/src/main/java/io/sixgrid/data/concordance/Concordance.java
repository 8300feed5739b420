package io.sixgrid.data.concordance;

import io.sixgrid.data.concordance.Atoms.Side;
import io.sixgrid.data.concordance.ConcordanceRow.Amount;
import io.sixgrid.data.concordance.ConcordanceRow.Kind;
import io.sixgrid.data.concordance.ConcordanceRow.Name;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Overlaps;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the grids of one level have in common with those of another, complete: the land of all rows is the land of both sides, and so
 * are the households.
 *
 * @param level of the old grids
 * @param rows  by old code, then by how much of it
 */
public record Concordance(int level, List<ConcordanceRow> rows, Totals totals) {
    /** Between schemes, less than a hundredth part of both grids is a border that runs otherwise. */
    private static final double SLIGHT = 0.01;

    /** Between times, less than a fifth of both is a border that moved, not what a grid became: as imports tell it. */
    private static final double STRIP = 0.2;

    /** A hundred square centimetres: what adding up a thousand crossings may leave. */
    private static final double LEAST_REST = 0.01;

    public Concordance {
        rows = List.copyOf(rows);
    }

    /**
     * What the rows add up to.
     *
     * @param land       in square metres
     * @param households empty where none are counted on either side
     * @param residual   households less than the old grids themselves say: what no finer grid accounts for; negative when more
     */
    public record Totals(Sum land, Optional<Sum> households, Optional<Long> residual) {}

    /**
     * One sum on either side.
     *
     * @param old    of old grids
     * @param now    of new grids
     * @param common held by both
     */
    public record Sum(double old, double now, double common) {}

    /** Of one level at two moments; households as the older counts them, or the newer where the older counts none. */
    public static Concordance ofTimes(Plan old, Plan now, int level) {
        return between(new Side(old, level), new Side(now, level), false);
    }

    /** Of a level of one scheme with a level of another. */
    public static Concordance ofSchemes(Plan from, int level, Plan to, int toLevel) {
        return between(new Side(from, level), new Side(to, toLevel), true);
    }

    private static Concordance between(Side old, Side now, boolean schemes) {
        Holdings land = new Holdings();
        Map<String, Grid> oldGrids = byCode(old);
        Map<String, Grid> newGrids = byCode(now);
        for (Overlap overlap : Overlaps.between(old.grids(), now.grids())) {
            land.add(Optional.of(overlap.a()), Optional.of(overlap.b()), overlap.squareMetres());
        }
        Map<String, Double> oldAreas = areas(oldGrids);
        Map<String, Double> newAreas = areas(newGrids);
        land.fill(oldAreas, newAreas, LEAST_REST);
        Holdings households = new Holdings();
        boolean counted = Atoms.counted(old.plan());
        if (counted || Atoms.counted(now.plan())) {
            for (Atoms.Atom atom :
                    Atoms.of(counted ? old.plan() : now.plan(), old, now).all()) {
                if (atom.inOld().isPresent() || atom.inNew().isPresent()) {
                    households.add(atom.inOld(), atom.inNew(), atom.households());
                }
            }
        }
        Kinds kinds = new Kinds(names(oldGrids), names(newGrids), land, schemes ? SLIGHT : STRIP);
        List<ConcordanceRow> rows = new ArrayList<>();
        for (Holdings.Pair pair : Holdings.pairs(land, households)) {
            rows.add(new ConcordanceRow(
                    schemes ? kinds.betweenSchemes(pair) : kinds.of(pair),
                    old.level(),
                    name(pair.old(), oldGrids),
                    name(pair.now(), newGrids),
                    amount(land, pair),
                    households.isEmpty() ? Optional.empty() : Optional.of(amount(households, pair))));
        }
        return new Concordance(old.level(), rows, totals(land, households, counted ? oldGrids : newGrids, counted));
    }

    private static Totals totals(Holdings land, Holdings households, Map<String, Grid> counted, boolean ofOld) {
        if (households.isEmpty()) {
            return new Totals(land.sum(), Optional.empty(), Optional.empty());
        }
        long stated = counted.values().stream()
                .mapToLong(
                        grid -> Optional.ofNullable(grid.facts().households()).orElse(0))
                .sum();
        double found = ofOld ? households.sum().old() : households.sum().now();
        boolean states = counted.values().stream().anyMatch(grid -> grid.facts().households() != null);
        return new Totals(
                land.sum(),
                Optional.of(households.sum()),
                states ? Optional.of(stated - Math.round(found)) : Optional.empty());
    }

    private static Amount amount(Holdings holdings, Holdings.Pair pair) {
        return Amount.of(holdings.of(pair), holdings.ofOld(pair.old()), holdings.ofNew(pair.now()));
    }

    private static Optional<Name> name(Optional<String> code, Map<String, Grid> grids) {
        return code.map(grids::get).map(grid -> new Name(grid.code(), grid.name()));
    }

    private static Map<String, Grid> byCode(Side side) {
        Map<String, Grid> grids = new LinkedHashMap<>();
        side.grids().forEach(grid -> grids.put(grid.code(), grid));
        return grids;
    }

    private static Map<String, String> names(Map<String, Grid> grids) {
        Map<String, String> names = new HashMap<>();
        grids.forEach((code, grid) -> names.put(code, grid.name()));
        return names;
    }

    private static Map<String, Double> areas(Map<String, Grid> grids) {
        Map<String, Double> areas = new HashMap<>();
        grids.forEach((code, grid) -> areas.put(code, EqualArea.squareMetres(grid.shape())));
        return areas;
    }

    /** How many rows are of each kind. */
    public Map<Kind, Long> counts() {
        Map<Kind, Long> counts = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(kind, rows.stream().filter(row -> row.kind() == kind).count());
        }
        return counts;
    }
}
