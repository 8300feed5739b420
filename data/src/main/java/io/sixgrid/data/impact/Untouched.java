package io.sixgrid.data.impact;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The grids that a draft leaves alone, hashed on both sides: as they are stored, and as the draft's whole plan has them.
 *
 * @param levels each level with how many of its grids are untouched
 * @param grids  each of them, level by level by code; empty unless asked for
 */
public record Untouched(List<LevelHash> levels, List<GridPair> grids) {
    public Untouched {
        levels = List.copyOf(levels);
        grids = List.copyOf(grids);
    }

    /**
     * A level.
     *
     * @param count      of its untouched grids, as stored
     * @param countAfter of its untouched grids, as the draft has them
     * @param touched    stored grids that are other than they were or end, or only have a parent with another code
     * @param before  over the hashes of its untouched grids in the order of their codes, as stored
     * @param after   the same as the draft has them
     */
    public record LevelHash(int level, int count, int countAfter, int touched, GridHash before, GridHash after) {
        public boolean equal() {
            return count == countAfter && before.equals(after);
        }
    }

    /** One grid on both sides; empty where that side has no grid of that code. */
    public record GridPair(int level, String code, Optional<GridHash> before, Optional<GridHash> after) {}

    /** Whether nothing else moved. */
    public boolean equal() {
        return levels.stream().allMatch(LevelHash::equal);
    }

    /**
     * Compares.
     *
     * @param each whether every untouched grid is answered; those of the draft are then all hashed anew, those too that are
     *             the very objects that were stored
     */
    static Untouched of(Survey survey, Sketch sketch, Edit edit, boolean each) {
        Plan stored = sketch.base().stored().plan();
        Set<Long> touched = touched(sketch, edit);
        Set<String> oldCodes = new HashSet<>();
        sketch.base().stored().ids().forEach((code, id) -> {
            if (touched.contains(id)) {
                oldCodes.add(code);
            }
        });
        Set<String> newCodes = new HashSet<>();
        touched.forEach(id -> sketch.piece(id).ifPresent(piece -> newCodes.add(piece.code())));
        Side before = side(stored, oldCodes, survey::hash);
        Side after = side(sketch.plan(), newCodes, grid -> each ? Optional.empty() : survey.hash(grid));
        return compare(stored, before, after, each);
    }

    /** An untouched grid of one side. */
    private record Hashed(String code, GridHash hash) {}

    /** The untouched grids of one side, by level, in the order of their codes. */
    private record Side(Map<Integer, List<Hashed>> levels) {
        List<Hashed> of(int level) {
            return levels.getOrDefault(level, List.of());
        }

        GridHash combined(int level) {
            return GridHash.of(of(level).stream().map(Hashed::hash).toList());
        }
    }

    /** @param known the hash of a grid that was computed of this very object before */
    private static Side side(Plan plan, Set<String> touched, Function<Grid, Optional<GridHash>> known) {
        Map<Integer, List<Hashed>> levels = new TreeMap<>();
        for (Grid grid : plan.grids()) {
            if (!touched.contains(grid.code())) {
                GridHash hash = known.apply(grid).orElseGet(() -> GridHash.of(grid));
                levels.computeIfAbsent(grid.level(), none -> new ArrayList<>()).add(new Hashed(grid.code(), hash));
            }
        }
        // Plans come nearly in this order: sorting is a look at each.
        levels.values().forEach(grids -> grids.sort(Comparator.comparing(Hashed::code)));
        return new Side(levels);
    }

    /** By identity: what is other than it was, and what lies right below a grid with another code and so names it otherwise. */
    private static Set<Long> touched(Sketch sketch, Edit edit) {
        Set<Long> touched = new HashSet<>();
        edit.before().forEach(piece -> touched.add(piece.id()));
        edit.after().forEach(piece -> touched.add(piece.id()));
        for (Piece piece : edit.before()) {
            Optional<Piece> now = sketch.piece(piece.id());
            if (now.isPresent() && !now.get().code().equals(piece.code())) {
                sketch.children(piece.id()).forEach(child -> touched.add(child.id()));
            }
        }
        return touched;
    }

    private static Untouched compare(Plan stored, Side before, Side after, boolean each) {
        Map<Integer, Integer> all = new HashMap<>();
        stored.grids().forEach(grid -> all.merge(grid.level(), 1, Integer::sum));
        List<LevelHash> levels = new ArrayList<>();
        List<GridPair> pairs = new ArrayList<>();
        for (Level level : stored.scheme().levels()) {
            int number = level.number();
            int count = before.of(number).size();
            levels.add(new LevelHash(
                    number,
                    count,
                    after.of(number).size(),
                    all.getOrDefault(number, 0) - count,
                    before.combined(number),
                    after.combined(number)));
            if (each) {
                pairs.addAll(pairs(number, before.of(number), after.of(number)));
            }
        }
        return new Untouched(levels, pairs);
    }

    private static List<GridPair> pairs(int level, List<Hashed> before, List<Hashed> after) {
        Map<String, GridHash> old = new TreeMap<>();
        Map<String, GridHash> now = new TreeMap<>();
        before.forEach(one -> old.put(one.code(), one.hash()));
        after.forEach(one -> now.put(one.code(), one.hash()));
        Set<String> codes = new TreeSet<>(old.keySet());
        codes.addAll(now.keySet());
        return codes.stream()
                .map(code -> new GridPair(
                        level, code, Optional.ofNullable(old.get(code)), Optional.ofNullable(now.get(code))))
                .toList();
    }
}
