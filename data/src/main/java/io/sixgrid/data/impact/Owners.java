package io.sixgrid.data.impact;

import io.sixgrid.data.impact.Impact.Holder;
import io.sixgrid.data.impact.Impact.Moved;
import io.sixgrid.data.impact.Impact.OnBorder;
import io.sixgrid.data.impact.Impact.State;
import io.sixgrid.data.impact.Impact.Step;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/** Whose each point is, before and after, and how many each grid has. Used by one thread, once. */
final class Owners {
    private final Sketch old;
    private final Sketch now;
    private final Region region;
    private final Survey survey;
    private final MovedBorders borders;
    private final Holders holders;
    private final Map<Long, Counts.Tally> before = new HashMap<>();
    private final Map<Long, Counts.Tally> after = new HashMap<>();
    private final List<Placed> moved = new ArrayList<>();
    private final List<Placed> onBorders = new ArrayList<>();

    Owners(Sketch old, Sketch now, Region region, Survey survey, MovedBorders borders) {
        this.old = old;
        this.now = now;
        this.region = region;
        this.survey = survey;
        this.borders = borders;
        this.holders = new Holders(old);
    }

    /**
     * A point with the grids that hold it, by identity, the widest first.
     *
     * @param touching leaves that it touches afterwards
     */
    private record Placed(Spot spot, List<Long> was, List<Long> is, List<GridRef> touching) {}

    /**
     * Where points are looked for: where owners may differ, and in all of each grid that is other than it was, so that what it
     * has can be counted. What lies in another of them is left out.
     */
    static List<Envelope> envelopes(Region region, Edit edit) {
        List<Envelope> all = new ArrayList<>(region.envelopes());
        Stream.concat(edit.before().stream(), edit.after().stream())
                .map(piece -> piece.shape().getEnvelopeInternal())
                .forEach(all::add);
        all.sort(Comparator.comparingDouble(Envelope::getArea).reversed());
        List<Envelope> kept = new ArrayList<>();
        for (Envelope one : all) {
            if (kept.stream().noneMatch(other -> other.covers(one))) {
                kept.add(one);
            }
        }
        return kept;
    }

    /** Stored grids that differ, and all that is below them: whoever reported an incident by their code means them. */
    static Set<Long> grids(Survey survey, Edit edit) {
        Set<Long> ids = new TreeSet<>();
        edit.before().stream()
                .filter(piece -> piece.id() > Piece.NONE && !ids.contains(piece.id()))
                .forEach(piece -> ids.addAll(survey.subtree(piece.id())));
        return ids;
    }

    void place(Collection<Spot> spots) {
        for (Spot spot : spots) {
            Placed placed = spot.place().map(point -> placed(spot, point)).orElseGet(() -> reportedIn(spot));
            count(before, placed.was(), spot);
            count(after, placed.is(), spot);
            if (!placed.was().equals(placed.is())) {
                moved.add(placed);
            }
            if (spot.place().filter(this::onBorder).isPresent()) {
                onBorders.add(placed);
            }
        }
    }

    private Placed placed(Spot spot, LonLat point) {
        Located was = survey.locator().locate(point);
        Optional<Located> is = region.after(was, point);
        Located after = is.orElse(was);
        return new Placed(spot, was.chainIds(), after.chainIds(), after.touching());
    }

    /** Where the grid ends it stays in the nearest above it that there still is, as statistics have it. */
    private Placed reportedIn(Spot spot) {
        List<Long> was = chain(old, spot.gridId());
        List<Long> is = List.of();
        for (int i = was.size() - 1; i >= 0 && is.isEmpty(); i--) {
            is = chain(now, was.get(i));
        }
        return new Placed(spot, was, is, List.of());
    }

    /** Stored grids that are as they were and have other things all the same: on a border whose other side moved. */
    List<Piece> besides(Edit edit) {
        Set<Long> ids = new TreeSet<>();
        for (Placed placed : moved) {
            placed.was().stream().filter(id -> !placed.is().contains(id)).forEach(ids::add);
            placed.is().stream().filter(id -> !placed.was().contains(id)).forEach(ids::add);
        }
        edit.before().forEach(piece -> ids.remove(piece.id()));
        edit.after().forEach(piece -> ids.remove(piece.id()));
        return ids.stream().flatMap(id -> old.piece(id).stream()).toList();
    }

    private static List<Long> chain(Sketch side, long id) {
        List<Long> chain = new ArrayList<>();
        side.piece(id).ifPresent(piece -> {
            chain.add(id);
            side.ancestors(piece).forEach(above -> chain.add(above.id()));
        });
        Collections.reverse(chain);
        return chain;
    }

    private static void count(Map<Long, Counts.Tally> tallies, List<Long> chain, Spot spot) {
        chain.forEach(
                id -> tallies.computeIfAbsent(id, none -> new Counts.Tally()).add(spot));
    }

    private boolean onBorder(LonLat point) {
        return borders.holds(State.GONE, point) || borders.holds(State.NEW, point);
    }

    Counts before(long id) {
        return before.getOrDefault(id, new Counts.Tally()).counts();
    }

    Counts after(long id) {
        return after.getOrDefault(id, new Counts.Tally()).counts();
    }

    /** What must be read in full to be told of. */
    Set<Spot> notable() {
        Set<Spot> notable = new LinkedHashSet<>();
        moved.forEach(placed -> notable.add(placed.spot()));
        onBorders.forEach(placed -> notable.add(placed.spot()));
        return notable;
    }

    /** Points that change their owner: first what is handed over, by kind and number. */
    List<Moved> moved(Map<Spot.Key, Subject> subjects) {
        return sorted(moved, subjects)
                .map(placed -> new Moved(
                        Objects.requireNonNull(subjects.get(placed.spot().key())),
                        leaf(old, placed.was()),
                        leaf(now, placed.is()),
                        steps(placed),
                        placed.spot().place().filter(this::onBorder).isPresent()))
                .toList();
    }

    List<OnBorder> onBorders(Map<Spot.Key, Subject> subjects) {
        return sorted(onBorders, subjects)
                .map(placed -> new OnBorder(
                        Objects.requireNonNull(subjects.get(placed.spot().key())),
                        placed.spot()
                                .place()
                                .filter(at -> borders.holds(State.GONE, at))
                                .isPresent(),
                        placed.spot()
                                .place()
                                .filter(at -> borders.holds(State.NEW, at))
                                .isPresent(),
                        leaf(old, placed.was()),
                        leaf(now, placed.is()),
                        touches(placed)))
                .toList();
    }

    private List<String> touches(Placed placed) {
        int deepest = now.scheme().deepestTiling();
        return placed.touching().stream()
                .filter(ref -> ref.level() <= deepest)
                .map(GridRef::code)
                .toList();
    }

    /** Those that are still there, in order. */
    private static Stream<Placed> sorted(List<Placed> placed, Map<Spot.Key, Subject> subjects) {
        return placed.stream()
                .filter(one -> subjects.containsKey(one.spot().key()))
                .sorted(Comparator.comparing((Placed one) -> !one.spot().open())
                        .thenComparing(one -> one.spot().kind())
                        .thenComparing(one -> one.spot().number()));
    }

    private Optional<Holder> leaf(Sketch side, List<Long> chain) {
        return chain.stream()
                .map(side::piece)
                .flatMap(Optional::stream)
                .filter(side::leaf)
                .findFirst()
                .map(piece -> holders.of(piece, side));
    }

    private List<Step> steps(Placed placed) {
        List<Step> steps = new ArrayList<>();
        for (int level = 1; level <= now.scheme().levels().size(); level++) {
            Optional<Piece> from = at(old, placed.was(), level);
            Optional<Piece> to = at(now, placed.is(), level);
            if (!from.map(Piece::id).equals(to.map(Piece::id))) {
                steps.add(new Step(
                        level, from.map(piece -> holders.of(piece, old)), to.map(piece -> holders.of(piece, now))));
            }
        }
        return steps;
    }

    private static Optional<Piece> at(Sketch side, List<Long> chain, int level) {
        return chain.stream()
                .map(side::piece)
                .flatMap(Optional::stream)
                .filter(piece -> piece.level() == level)
                .findFirst();
    }
}
