package io.sixgrid.data.impact;

import io.sixgrid.data.impact.GridImpact.Change;
import io.sixgrid.data.impact.GridImpact.Side;
import io.sixgrid.data.impact.Impact.Code;
import io.sixgrid.data.impact.Impact.Codes;
import io.sixgrid.data.impact.Impact.Drawing;
import io.sixgrid.data.impact.Impact.Drawn;
import io.sixgrid.data.impact.Impact.Holder;
import io.sixgrid.data.impact.Impact.Recoded;
import io.sixgrid.data.impact.Impact.State;
import io.sixgrid.data.impact.Impact.Wider;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;

/** One answer: everything about a draft's sketch against its base. Used by one thread, once. */
final class Assessment {
    private final ImpactStore store;
    private final Survey survey;
    private final Sketch before;
    private final Sketch after;
    private final Instant since;
    private final Edit edit;
    private final Region region;
    private final MovedBorders borders;
    private final Holders holders;

    Assessment(ImpactStore store, Survey survey, Sketch sketch, Instant since) {
        this.store = store;
        this.survey = survey;
        this.before = new Sketch(sketch.base());
        this.after = sketch;
        this.since = since;
        this.edit = sketch.sinceBase();
        this.region = new Region(before, after, edit);
        this.borders = new MovedBorders(sketch, edit);
        this.holders = new Holders(before);
    }

    Impact impact(Impacts.Question question) {
        Owners owners = owners(List.of());
        List<Piece> besides = owners.besides(edit);
        if (!besides.isEmpty()) {
            owners = owners(besides);
        }
        Map<Spot.Key, Subject> subjects = store.subjects(owners.notable());
        return new Impact(
                since,
                grids(owners, besides),
                owners.moved(subjects),
                owners.onBorders(subjects),
                new ContainedGrids(before, after, borders).touched(region),
                new LandChanges(before, after, region).land(edit),
                codes(),
                wider(question.approver()),
                Untouched.of(survey, after, edit, question.hashes()),
                drawing());
    }

    /** @param besides grids that are as they were and are to be counted too */
    private Owners owners(List<Piece> besides) {
        List<Envelope> where = new ArrayList<>(Owners.envelopes(region, edit));
        Set<Long> grids = new TreeSet<>(Owners.grids(survey, edit));
        for (Piece piece : besides) {
            where.add(piece.shape().getEnvelopeInternal());
            grids.addAll(survey.subtree(piece.id()));
        }
        Owners owners = new Owners(before, after, region, survey, borders);
        owners.place(store.spots(where, grids, since));
        return owners;
    }

    private List<GridImpact> grids(Owners owners, List<Piece> besides) {
        Headcounts households = new Headcounts(survey, before, after, edit);
        Map<Long, Piece> was = byId(edit.before());
        Map<Long, Piece> is = byId(edit.after());
        besides.forEach(piece -> was.put(piece.id(), piece));
        besides.forEach(piece -> is.put(piece.id(), piece));
        Set<Long> ids = new TreeSet<>(was.keySet());
        ids.addAll(is.keySet());
        List<GridImpact> grids = new ArrayList<>();
        for (long id : ids) {
            Optional<Piece> old = Optional.ofNullable(was.get(id));
            Optional<Piece> now = Optional.ofNullable(is.get(id));
            Piece one = now.or(() -> old).orElseThrow();
            grids.add(new GridImpact(
                    id,
                    one.level(),
                    after.tiling(one),
                    old.filter(before::leaf).isPresent()
                            || now.filter(after::leaf).isPresent(),
                    changes(old, now),
                    old.map(piece -> side(piece, households.before(piece), owners.before(id))),
                    now.map(piece -> side(piece, households.after(piece), owners.after(id)))));
        }
        grids.sort(Comparator.comparingInt(GridImpact::level)
                .thenComparing(
                        grid -> grid.after().or(grid::before).map(Side::code).orElse("")));
        return grids;
    }

    private static Map<Long, Piece> byId(List<Piece> pieces) {
        Map<Long, Piece> byId = new LinkedHashMap<>();
        pieces.forEach(piece -> byId.put(piece.id(), piece));
        return byId;
    }

    private static Side side(Piece piece, GridImpact.Headcount households, Counts counts) {
        return new Side(
                piece.code(),
                piece.name(),
                piece.shortName(),
                piece.facts().people(),
                EqualArea.squareMetres(piece.shape()),
                households,
                counts);
    }

    private static Set<Change> changes(Optional<Piece> old, Optional<Piece> now) {
        if (old.isEmpty() || now.isEmpty()) {
            return EnumSet.of(old.isEmpty() ? Change.CREATED : Change.ENDED);
        }
        Piece was = old.get();
        Piece is = now.get();
        Set<Change> changes = EnumSet.noneOf(Change.class);
        add(changes, Change.RESHAPED, !was.shape().equalsExact(is.shape()));
        add(changes, Change.RECODED, !was.code().equals(is.code()));
        add(
                changes,
                Change.RENAMED,
                !was.name().equals(is.name()) || !was.shortName().equals(is.shortName()));
        add(changes, Change.REPARENTED, was.parent() != is.parent());
        add(changes, Change.DESCRIBED, !was.facts().equals(is.facts()));
        return changes;
    }

    private static void add(Set<Change> changes, Change change, boolean applies) {
        if (applies) {
            changes.add(change);
        }
    }

    private Codes codes() {
        Set<String> old = new HashSet<>();
        Set<String> now = new HashSet<>();
        edit.before().forEach(piece -> old.add(piece.code()));
        edit.after().forEach(piece -> now.add(piece.code()));
        Map<Long, Piece> was = byId(edit.before());
        return new Codes(
                edit.before().stream()
                        .filter(piece -> !now.contains(piece.code()))
                        .map(Assessment::code)
                        .sorted(Comparator.comparingInt(Code::level).thenComparing(Code::code))
                        .toList(),
                edit.after().stream()
                        .filter(piece -> !old.contains(piece.code()))
                        .map(Assessment::code)
                        .sorted(Comparator.comparingInt(Code::level).thenComparing(Code::code))
                        .toList(),
                edit.after().stream()
                        .flatMap(piece -> Optional.ofNullable(was.get(piece.id()))
                                .filter(other -> !other.code().equals(piece.code()))
                                .map(other -> new Recoded(piece.level(), other.code(), piece.code(), piece.name()))
                                .stream())
                        .toList());
    }

    private static Code code(Piece piece) {
        return new Code(piece.level(), piece.code(), piece.name());
    }

    /** Every tiling level that has grids with tiling grids below them among those whose borders move. */
    private List<Wider> wider(int approver) {
        List<Wider> wider = new ArrayList<>();
        for (int level : borders.levels()) {
            List<Holder> grids = edit.before().stream()
                    .filter(piece -> piece.level() == level && after.tiling(piece) && !before.leaf(piece))
                    .filter(piece -> after.piece(piece.id())
                            .filter(now -> now.shape().equalsExact(piece.shape()))
                            .isEmpty())
                    .map(piece -> holders.of(piece, before))
                    .sorted(Comparator.comparing(Holder::code))
                    .toList();
            if (!grids.isEmpty()) {
                wider.add(new Wider(
                        level,
                        grids,
                        borders.metres(level, State.GONE),
                        borders.metres(level, State.NEW),
                        level < approver));
            }
        }
        return wider;
    }

    private Drawing drawing() {
        return new Drawing(
                edit.before().stream()
                        .filter(after::tiling)
                        .map(piece -> drawn(before, piece))
                        .toList(),
                edit.after().stream()
                        .filter(after::tiling)
                        .map(piece -> drawn(after, piece))
                        .toList(),
                region.around().stream().map(piece -> drawn(after, piece)).toList(),
                borders.borders());
    }

    private static Drawn drawn(Sketch side, Piece piece) {
        return new Drawn(piece.level(), side.leaf(piece), piece.code(), piece.shortName(), piece.shape());
    }
}
