package io.sixgrid.data.concordance;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.LabelPoint;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/**
 * The finest counts of households there are: grids that have households counted, and no grid below them that has. Each stands at
 * its label point, so households follow where people live, never the area.
 */
record Atoms(List<Atom> all) {
    /**
     * One count.
     *
     * @param inOld the code of the old grid that holds it
     * @param inNew the code of the new grid that holds it
     */
    record Atom(int households, Optional<String> inOld, Optional<String> inNew) {}

    /**
     * Those of {@code counted}, located on both sides.
     *
     * @param counted {@code old} or {@code now}: whose counts are meant
     */
    static Atoms of(Plan counted, Side old, Side now) {
        Set<String> counting = new HashSet<>();
        Map<String, Grid> byCode = new HashMap<>();
        counted.grids().forEach(grid -> byCode.put(grid.code(), grid));
        List<Grid> grids = counted.grids().stream()
                .filter(grid -> grid.facts().households() != null)
                .toList();
        for (Grid grid : grids) {
            for (Grid above = parent(grid, byCode); above != null && counting.add(above.code()); ) {
                above = parent(above, byCode);
            }
        }
        Function<Grid, Optional<String>> inOld = finder(counted, old, byCode);
        Function<Grid, Optional<String>> inNew = finder(counted, now, byCode);
        List<Atom> atoms = new ArrayList<>();
        for (Grid grid : grids) {
            if (!counting.contains(grid.code())) {
                int households = Optional.ofNullable(grid.facts().households()).orElse(0);
                atoms.add(new Atom(households, inOld.apply(grid), inNew.apply(grid)));
            }
        }
        return new Atoms(atoms);
    }

    static boolean counted(Plan plan) {
        return plan.grids().stream().anyMatch(grid -> grid.facts().households() != null);
    }

    private static @Nullable Grid parent(Grid grid, Map<String, Grid> byCode) {
        return grid.parent() == null ? null : byCode.get(grid.parent());
    }

    /** A level of a plan. */
    record Side(Plan plan, int level) {
        List<Grid> grids() {
            return plan.grids().stream().filter(grid -> grid.level() == level).toList();
        }
    }

    /** By parents where it is the same plan: an atom never leaves the grid it is counted in. */
    private static Function<Grid, Optional<String>> finder(Plan counted, Side side, Map<String, Grid> byCode) {
        if (side.plan() == counted) {
            return atom -> {
                Grid at = atom;
                while (at != null && at.level() != side.level()) {
                    at = parent(at, byCode);
                }
                return Optional.ofNullable(at).map(Grid::code);
            };
        }
        GridLocator locator = locator(side.plan());
        return atom -> {
            Point label = LabelPoint.of(atom.shape());
            return locator.locate(new LonLat(label.getX(), label.getY())).chain().stream()
                    .filter(ref -> ref.level() == side.level())
                    .map(GridRef::code)
                    .findFirst();
        };
    }

    private static GridLocator locator(Plan plan) {
        Map<String, Long> ids = new HashMap<>();
        plan.grids().forEach(grid -> ids.put(grid.code(), ids.size() + 1L));
        List<LocatorGrid> grids = plan.grids().stream()
                .map(grid -> new LocatorGrid(
                        new GridRef(ids.getOrDefault(grid.code(), 0L), grid.level(), grid.code(), grid.name()),
                        grid.parent() == null ? 0 : ids.getOrDefault(grid.parent(), 0L),
                        grid.shape()))
                .toList();
        return new GridLocator(plan.scheme().deepestTiling(), grids);
    }
}
