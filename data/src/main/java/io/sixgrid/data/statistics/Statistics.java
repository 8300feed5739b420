package io.sixgrid.data.statistics;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.GridLocator;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts incidents and alerts in grids: as they were first placed, which no later boundary changes, or restated from their
 * points on any boundaries. Safe for use by several threads.
 */
public final class Statistics {
    private final StatisticsStore store;
    private final Boundaries standard;
    private final ZoneId zone;

    /**
     * @param standard of the scheme whose chains placements are
     * @param zone     of months, weekdays and hours
     */
    public Statistics(StatisticsStore store, Boundaries standard, ZoneId zone) {
        this.store = store;
        this.standard = standard;
        this.zone = zone;
    }

    /** Where things are counted, one after the other. */
    private record Counting(Function<Thing, Bin> bins, Tally tally) {
        Bin add(Thing thing) {
            Bin bin = bins.apply(thing);
            tally.add(bin, thing.part());
            return bin;
        }
    }

    /**
     * Each counted in the grid in which it was first placed, under the code of then. In other schemes than the standard one
     * nothing is placed: there it is the grid that held it, by the boundaries of its own time.
     */
    public Tally asWas(StatisticsQuery query, Boundaries boundaries) {
        requireLevel(query, boundaries);
        return store.read(snapshot -> {
            Counting was = former(snapshot, query, boundaries);
            each(snapshot, query, boundaries == standard, was::add);
            return was.tally();
        });
    }

    /** Each counted in the grid that holds its point by the boundaries of {@code query.at()}. */
    public Tally asNow(StatisticsQuery query, Boundaries boundaries) {
        requireLevel(query, boundaries);
        Counting now = restated(query, boundaries);
        return store.read(snapshot -> {
            each(snapshot, query, false, now::add);
            return now.tally();
        });
    }

    /** Both, of the same things: read once, each counted on either side. */
    public Reconciliation both(StatisticsQuery query, Boundaries boundaries) {
        requireLevel(query, boundaries);
        Counting now = restated(query, boundaries);
        Map<Bin, Map<Bin, Long>> pairs = new HashMap<>();
        return store.read(snapshot -> {
            Counting was = former(snapshot, query, boundaries);
            each(
                    snapshot,
                    query,
                    boundaries == standard,
                    thing -> pairs.computeIfAbsent(was.add(thing), from -> new HashMap<>())
                            .merge(now.add(thing), 1L, Long::sum));
            return Reconciliation.of(was.tally(), now.tally(), pairs);
        });
    }

    private Counting former(StatisticsStore.Snapshot snapshot, StatisticsQuery query, Boundaries boundaries) {
        if (boundaries == standard) {
            FormerBins bins =
                    new FormerBins(snapshot.versions(boundaries.scheme().code(), query.level()));
            return new Counting(bins::of, new Tally(bins.names()));
        }
        RestatedBins bins = new RestatedBins(query.level());
        return new Counting(thing -> bins.of(thing, boundaries.at(thing.at())), new Tally(bins.names()));
    }

    private static Counting restated(StatisticsQuery query, Boundaries boundaries) {
        RestatedBins bins = new RestatedBins(query.level());
        GridLocator locator = boundaries.at(query.at(), query.known());
        return new Counting(thing -> bins.of(thing, locator), new Tally(bins.names()));
    }

    private void each(
            StatisticsStore.Snapshot snapshot, StatisticsQuery query, boolean first, Consumer<Thing> counting) {
        if (first) {
            snapshot.first(query, zone, counting);
        } else {
            snapshot.newest(query, zone, counting);
        }
    }

    /** Lists in {@code tally} the grids of {@code query.at()} too that have none. */
    public void listEmpty(Tally tally, StatisticsQuery query, Boundaries boundaries) {
        tally.list(boundaries.at(query.at(), query.known()).grids(query.level()));
    }

    private static void requireLevel(StatisticsQuery query, Boundaries boundaries) {
        Scheme scheme = boundaries.scheme();
        int deepest = scheme.levels().size();
        if (query.level() < 1 || query.level() > deepest) {
            throw SixgridException.invalid(
                    "level", "scheme " + scheme.code() + " has levels 1 to " + deepest + ", not " + query.level());
        }
    }
}
