package io.sixgrid.data.concordance;

import io.sixgrid.data.concordance.ConcordanceRow.Kind;
import io.sixgrid.data.concordance.Holdings.Pair;
import java.util.HashMap;
import java.util.Map;

/** Tells what happened between an old and a new grid from how much land they share. */
final class Kinds {
    /** A square centimetre: what rounding leaves of land that is the same. */
    private static final double SAME_SQUARE_METRES = 1e-4;

    private final Map<String, String> oldNames;
    private final Map<String, String> newNames;
    private final Holdings land;
    private final double slight;
    private final Map<String, Integer> heirs = new HashMap<>();
    private final Map<String, Integer> ancestors = new HashMap<>();

    /**
     * @param oldNames by code
     * @param slight   the share of both grids below which what they have in common is no descent
     */
    Kinds(Map<String, String> oldNames, Map<String, String> newNames, Holdings land, double slight) {
        this.oldNames = oldNames;
        this.newNames = newNames;
        this.land = land;
        this.slight = slight;
        for (Pair pair : land.pairs()) {
            if (descends(pair)) {
                heirs.merge(pair.old().orElseThrow(), 1, Integer::sum);
                ancestors.merge(pair.now().orElseThrow(), 1, Integer::sum);
            }
        }
    }

    Kind of(Pair pair) {
        if (pair.old().isEmpty()) {
            return ancestors.containsKey(pair.now().orElseThrow()) ? Kind.MODIFIED : Kind.CREATED;
        }
        String old = pair.old().get();
        if (pair.now().isEmpty()) {
            return heirs.containsKey(old) ? Kind.MODIFIED : Kind.RETIRED;
        }
        String now = pair.now().get();
        if (!descends(pair)) {
            return Kind.MODIFIED;
        }
        boolean oneHeir = heirs.getOrDefault(old, 0) == 1;
        boolean oneAncestor = ancestors.getOrDefault(now, 0) == 1;
        if (oneHeir && oneAncestor) {
            return sole(pair);
        }
        return oneAncestor ? Kind.SPLIT : oneHeir ? Kind.MERGE : Kind.COMPLEX;
    }

    /** Between schemes: what would have to happen to the first to make it the second. Codes and names say nothing. */
    Kind betweenSchemes(Pair pair) {
        Kind kind = of(pair);
        return kind == Kind.RENAMED || kind == Kind.RECODED ? Kind.UNCHANGED : kind;
    }

    private Kind sole(Pair pair) {
        double whole = Math.max(land.ofOld(pair.old()), land.ofNew(pair.now()));
        if (whole - land.of(pair) >= SAME_SQUARE_METRES) {
            return Kind.MODIFIED;
        }
        if (!pair.old().equals(pair.now())) {
            return Kind.RECODED;
        }
        return pair.old().map(oldNames::get).equals(pair.now().map(newNames::get)) ? Kind.UNCHANGED : Kind.RENAMED;
    }

    private boolean descends(Pair pair) {
        double common = land.of(pair);
        return pair.old().isPresent()
                && pair.now().isPresent()
                && (common >= slight * land.ofOld(pair.old()) || common >= slight * land.ofNew(pair.now()));
    }
}
