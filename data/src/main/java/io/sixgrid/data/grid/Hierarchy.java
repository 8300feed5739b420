package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is whose parent. A parent is of any wider level, as levels may be absent in places; a tiling grid without tiling grids
 * below it is a leaf. Contained grids hang on leaves or on each other.
 */
final class Hierarchy {
    private final Scheme scheme;
    private final Map<String, Grid> byCode = new LinkedHashMap<>();
    private final Map<String, List<Grid>> children = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Hierarchy(Scheme scheme) {
        this.scheme = scheme;
    }

    static Hierarchy of(Scheme scheme, List<Grid> grids) {
        Hierarchy hierarchy = new Hierarchy(scheme);
        for (Grid grid : grids) {
            if (hierarchy.byCode.putIfAbsent(grid.code(), grid) != null) {
                hierarchy.refuse(grid, "two grids have the code " + grid.code());
            } else if (grid.level() < 1 || grid.level() > scheme.levels().size()) {
                hierarchy.refuse(
                        grid,
                        "grid " + grid.code() + " is of level " + grid.level() + ", and the scheme has "
                                + scheme.levels().size());
            } else if (grid.parent() != null) {
                hierarchy
                        .children
                        .computeIfAbsent(grid.parent(), code -> new ArrayList<>())
                        .add(grid);
            }
        }
        hierarchy.byCode.values().forEach(hierarchy::checkParent);
        return hierarchy;
    }

    /** Codes that are there twice, parents that are not there or cannot be one: without them nothing else can be judged. */
    List<Finding> findings() {
        return findings;
    }

    Scheme scheme() {
        return scheme;
    }

    boolean tiling(Grid grid) {
        return scheme.level(grid.level()).tiling();
    }

    /** Whether its polygon is drawn and part of the tiling. */
    boolean leaf(Grid grid) {
        return tiling(grid) && children(grid).stream().noneMatch(this::tiling);
    }

    List<Grid> tilingChildren(Grid parent) {
        return children(parent).stream().filter(this::tiling).toList();
    }

    List<Grid> containedChildren(Grid parent) {
        return children(parent).stream().filter(child -> !tiling(child)).toList();
    }

    /** Leaves, in the order given. */
    Stream<Grid> leaves() {
        return byCode.values().stream().filter(this::leaf);
    }

    /** Tiling grids that are no leaves, the finest levels first: each after all that it is derived from. */
    List<Grid> derived() {
        return byCode.values().stream()
                .filter(grid -> tiling(grid) && !leaf(grid))
                .sorted(Comparator.comparingInt(Grid::level).reversed())
                .toList();
    }

    private List<Grid> children(Grid parent) {
        return children.getOrDefault(parent.code(), List.of());
    }

    private void checkParent(Grid grid) {
        String code = grid.parent();
        if (code == null || grid.level() > scheme.levels().size()) {
            return;
        }
        @Nullable Grid parent = byCode.get(code);
        if (parent == null) {
            refuse(grid, "the parent " + code + " of grid " + grid.code() + " is not there");
        } else if (parent.level() >= grid.level()) {
            refuse(
                    grid,
                    "the parent " + code + " of grid " + grid.code() + " is of level " + parent.level()
                            + ", which is not wider than its own " + grid.level());
        } else if (!tiling(grid) && tiling(parent) && !leaf(parent)) {
            refuse(
                    grid,
                    "grid " + grid.code() + " of level " + grid.level() + " is below " + code
                            + ", whose land is divided further: one of the grids there must be its parent");
        }
    }

    private void refuse(Grid grid, String sentence) {
        findings.add(new Finding(
                Kind.HIERARCHY,
                List.of(grid.code()),
                sentence,
                grid.shape().isEmpty() ? Lattice.FACTORY.createPolygon() : grid.shape()));
    }
}
