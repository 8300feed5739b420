package io.sixgrid.data.impact;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.redraw.Base;
import io.sixgrid.data.redraw.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is computed once of stored boundaries, for all drafts that were begun on them: their locator, the hash of each grid, and
 * households summed. Immutable, safe for use by several threads.
 */
final class Survey {
    private final GridLocator locator;
    // By identity: a grid that is the very same object, shape and all, has the same bytes.
    private final IdentityHashMap<Grid, GridHash> hashes = new IdentityHashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, Integer> summed = new HashMap<>();

    Survey(Base base) {
        StoredPlan stored = base.stored();
        List<LocatorGrid> grids = new ArrayList<>();
        for (Grid grid : stored.plan().grids()) {
            long id = requireNonNull(stored.ids().get(grid.code()), grid.code());
            long parent = grid.parent() == null
                    ? Piece.NONE
                    : requireNonNull(stored.ids().get(grid.parent()));
            grids.add(new LocatorGrid(new GridRef(id, grid.level(), grid.code(), grid.name()), parent, grid.shape()));
            children.computeIfAbsent(parent, none -> new ArrayList<>()).add(id);
        }
        hash(stored.plan().grids());
        locator = new GridLocator(stored.plan().scheme().deepestTiling(), grids);
        sum(stored);
    }

    /** Nearly all the time that a survey takes; each by itself. */
    private void hash(List<Grid> grids) {
        List<GridHash> found = grids.parallelStream().map(GridHash::of).toList();
        for (int i = 0; i < found.size(); i++) {
            hashes.put(grids.get(i), found.get(i));
        }
    }

    /** Plans have the widest first: from the end, children come before their parents. */
    private void sum(StoredPlan stored) {
        List<Grid> grids = stored.plan().grids();
        Set<Long> counted = new HashSet<>();
        for (int i = grids.size() - 1; i >= 0; i--) {
            Grid grid = grids.get(i);
            long id = requireNonNull(stored.ids().get(grid.code()));
            Integer households = grid.facts().households();
            if (!counted.contains(id) && households != null) {
                counted.add(id);
                summed.put(id, households);
            }
            if (counted.contains(id) && grid.parent() != null) {
                long parent = requireNonNull(stored.ids().get(grid.parent()));
                counted.add(parent);
                summed.merge(parent, summed.getOrDefault(id, 0), Integer::sum);
            }
        }
    }

    GridLocator locator() {
        return locator;
    }

    /** The hash as computed once, where it is this very grid of the stored plan. */
    Optional<GridHash> hash(Grid grid) {
        return Optional.ofNullable(hashes.get(grid));
    }

    /** Households of the finest counts at or below that grid; empty where nothing is counted. */
    Optional<Integer> households(long id) {
        return Optional.ofNullable(summed.get(id));
    }

    /** A grid and all below it, as stored. */
    List<Long> subtree(long id) {
        List<Long> ids = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            long one = open.pop();
            ids.add(one);
            open.addAll(children.getOrDefault(one, List.of()));
        }
        return ids;
    }
}
