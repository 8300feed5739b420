package io.sixgrid.data.statistics;

import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.statistics.Bin.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells in which grid of a level something is by any boundaries, from its point. Not for several threads. */
final class RestatedBins {
    private final int level;
    private final Map<String, String> names = new HashMap<>();

    RestatedBins(int level) {
        this.level = level;
    }

    /** By code, of the grids that something was in. */
    Map<String, String> names() {
        return names;
    }

    Bin of(Thing thing, GridLocator locator) {
        Optional<LonLat> place = thing.place();
        if (place.isPresent()) {
            Located located = locator.locate(place.get());
            return located.inside() ? bin(located.chain(), Why.NOT_AT_LEVEL) : Bin.none(Why.OUTSIDE);
        }
        return thing.gridId() == 0 ? Bin.none(thing.unplaced()) : reportedIn(thing, locator);
    }

    /**
     * Without a point nobody can say which part of a divided grid it would be in: it stays in the finest grid of its chain
     * that there still is, and in those above that one.
     */
    private Bin reportedIn(Thing thing, GridLocator locator) {
        List<Long> chain = thing.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            Optional<List<GridRef>> now = locator.chainOf(chain.get(i));
            if (now.isPresent()) {
                return bin(now.get(), chain.get(i) == thing.gridId() ? Why.NOT_AT_LEVEL : Why.GRID_GONE);
            }
        }
        return Bin.none(Why.GRID_GONE);
    }

    private Bin bin(List<GridRef> chain, Why otherwise) {
        for (GridRef ref : chain) {
            if (ref.level() == level) {
                names.putIfAbsent(ref.code(), ref.name());
                return Bin.grid(ref.code());
            }
        }
        return Bin.none(otherwise);
    }
}
