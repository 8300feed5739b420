package io.sixgrid.geo.grid;

import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.InGrid;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The grid that a list is asked for. Things keep the chain of the default scheme, and those that they had; of any other scheme
 * their places are asked, one by one, by the locator of the time: so the border rule is the same, and no second truth is stored.
 */
public final class GridFilter {
    private static final int LEAST_READ = 500;
    private static final int MOST_READ = 5_000;

    private final Optional<InGrid> chain;
    private final Optional<Area> area;

    private GridFilter(Optional<InGrid> chain, Optional<Area> area) {
        this.chain = chain;
        this.area = area;
    }

    /** A grid of another scheme. */
    private record Area(long id, BoundingBox box, GridLocator locator) {
        boolean holds(Optional<LonLat> place) {
            return place.filter(point -> locator.locate(point).chainIds().contains(id))
                    .isPresent();
        }
    }

    static GridFilter none() {
        return new GridFilter(Optional.empty(), Optional.empty());
    }

    static GridFilter ofChain(InGrid grid) {
        return new GridFilter(Optional.of(grid), Optional.empty());
    }

    static GridFilter ofPlace(long grid, BoundingBox box, GridLocator locator) {
        return new GridFilter(Optional.empty(), Optional.of(new Area(grid, box, locator)));
    }

    /** The grid that chains are to hold; empty where none is asked for, or places are asked. */
    public Optional<InGrid> chain() {
        return chain;
    }

    /** Whether every thing's place is asked, so that a store alone cannot count them. */
    public boolean byPlace() {
        return area.isPresent();
    }

    /** The rectangle that the store is to look in: what was asked for, cut to the grid's where places are asked. */
    public Optional<BoundingBox> box(Optional<BoundingBox> asked) {
        return area.map(grid -> asked.map(box -> common(box, grid.box())).orElse(grid.box()))
                .or(() -> asked);
    }

    /**
     * How a list is read.
     *
     * @param <T> a thing
     * @param <P> where a page ends
     */
    public interface Reading<T, P> {
        /** The things after {@code end}, at most {@code limit}, in the list's order. */
        List<T> after(@Nullable P end, int limit);

        P end(T thing);

        Optional<LonLat> place(T thing);
    }

    /** The first {@code wanted} things after {@code end} that are in the grid; all things where no grid is asked for. */
    public <T, P> List<T> list(@Nullable P end, int wanted, Reading<T, P> reading) {
        if (area.isEmpty()) {
            return reading.after(end, wanted);
        }
        List<T> found = new ArrayList<>();
        P from = end;
        int read = Math.min(Math.max(wanted, LEAST_READ), MOST_READ);
        while (true) {
            List<T> some = reading.after(from, read);
            for (T thing : some) {
                if (area.get().holds(reading.place(thing))) {
                    found.add(thing);
                }
                if (found.size() == wanted) {
                    return found;
                }
            }
            if (some.size() < read) {
                return found;
            }
            from = reading.end(some.get(some.size() - 1));
        }
    }

    /** Of two rectangles that have nothing in common the south pole, where nothing stands. */
    private static BoundingBox common(BoundingBox a, BoundingBox b) {
        double west = Math.max(a.min().lon(), b.min().lon());
        double south = Math.max(a.min().lat(), b.min().lat());
        double east = Math.min(a.max().lon(), b.max().lon());
        double north = Math.min(a.max().lat(), b.max().lat());
        boolean apart = west > east || south > north;
        return apart ? nowhere() : new BoundingBox(new LonLat(west, south), new LonLat(east, north));
    }

    private static BoundingBox nowhere() {
        LonLat pole = new LonLat(0, -90);
        return new BoundingBox(pole, pole);
    }
}
