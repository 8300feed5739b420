package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Descent.Passed;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/**
 * What goes with the land of one level's grids: of those that lineage names, each by itself. Whose a point on a border is depends
 * on the neighbours, so all that meet their envelopes are asked. Used by one thread.
 */
final class LevelShares {
    private final Set<String> before;
    private final Set<String> after;
    private final Vicinity near;
    private final Passage households;
    private final Passage incidents;

    private LevelShares(int level, Sides sides, List<Lineage> lineage) {
        Set<String> namedBefore = named(lineage, Lineage::before);
        Set<String> namedAfter = named(lineage, Lineage::after);
        List<Grid> old = of(sides.before(), grid -> namedBefore.contains(grid.code()));
        List<Grid> now = of(sides.after(), grid -> namedAfter.contains(grid.code()));
        before = codes(old);
        after = codes(now);
        near = new Vicinity(Stream.concat(old.stream(), now.stream()).toList());
        GridLocator locatorBefore = locator(level, of(sides.before(), near::meets));
        GridLocator locatorAfter = locator(level, of(sides.after(), near::meets));
        households = new Passage(locatorBefore, locatorAfter);
        incidents = new Passage(locatorBefore, locatorAfter);
    }

    /** All grids of the level, before and after. */
    record Sides(List<Grid> before, List<Grid> after) {}

    static LevelShares of(int level, Sides sides, List<Lineage> lineage, FinestCounts counts) {
        LevelShares shares = new LevelShares(level, sides, lineage);
        counts.addTo(shares.households, level, shares.near);
        return shares;
    }

    private static Set<String> named(List<Lineage> lineage, Function<Lineage, Optional<String>> side) {
        Set<String> codes = new HashSet<>();
        lineage.forEach(one -> side.apply(one).ifPresent(codes::add));
        return codes;
    }

    private static List<Grid> of(List<Grid> grids, Predicate<Grid> which) {
        return grids.stream().filter(which).toList();
    }

    private static Set<String> codes(List<Grid> grids) {
        Set<String> codes = new HashSet<>();
        grids.forEach(grid -> codes.add(grid.code()));
        return codes;
    }

    private static GridLocator locator(int level, List<Grid> grids) {
        List<LocatorGrid> given = new ArrayList<>();
        for (Grid grid : grids) {
            given.add(new LocatorGrid(new GridRef(given.size() + 1, level, grid.code(), grid.name()), 0, grid.shape()));
        }
        return new GridLocator(level, given);
    }

    /** Where incidents count. */
    List<Envelope> where() {
        return near.envelopes();
    }

    void addIncident(LonLat place) {
        incidents.add(place, 1);
    }

    /** Nothing is said of grids that are not in force when the first slice begins. */
    Descent descent(Lineage lineage) {
        if (!lineage.before().map(before::contains).orElse(true)
                || !lineage.after().map(after::contains).orElse(true)) {
            return new Descent(lineage, Optional.empty(), Optional.empty());
        }
        return new Descent(
                lineage,
                households.isEmpty() ? Optional.empty() : Optional.of(passed(households, lineage)),
                Optional.of(passed(incidents, lineage)));
    }

    /** Of land that nobody held before, or nobody holds after, it is what the other grid has of it. */
    private static Passed passed(Passage passage, Lineage lineage) {
        int amount = lineage.before()
                .map(from -> lineage.after().map(to -> passage.passed(from, to)).orElseGet(() -> passage.lost(from)))
                .orElseGet(() -> lineage.after().map(passage::fresh).orElse(0));
        return new Passed(
                amount, lineage.before().map(passage::before), lineage.after().map(passage::after));
    }
}
