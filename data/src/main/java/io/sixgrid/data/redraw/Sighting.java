package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.redraw.Conflict.Reason;
import io.sixgrid.data.redraw.Conflict.Side;
import io.sixgrid.data.redraw.Conflict.Sides;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/** Puts base, mine and theirs side by side, for an operation in conflict. */
final class Sighting {
    private final Replaying both;
    private final StoredOperation operation;
    private final Concern concern;

    Sighting(Replaying both, StoredOperation operation, Concern concern) {
        this.both = both;
        this.operation = operation;
        this.concern = concern;
    }

    /** @param about identities of the grids that it is about */
    Conflict of(Reason reason, String sentence, Set<Long> about, List<Finding> findings) {
        Said said = new Said(reason, sentence, about, findings);
        if (reason == Reason.ATTRIBUTE || reason == Reason.CODE) {
            return conflict(said, new Lines(Set.of(), Set.of(), Set.of()));
        }
        Set<Segment> gone = Linework.ofPieces(base(about));
        gone.removeAll(Linework.around(both.today(), envelope(base(about))));
        return conflict(said, new Lines(gone, mineLines(about), theirLines(theirs(about))));
    }

    /**
     * About borders.
     *
     * @param holders  on either side of them
     * @param segments of the borders, whole, that others changed
     */
    Conflict edges(Set<Long> holders, Set<Segment> segments, String sentence) {
        Set<Segment> theirs = theirLines(theirs(holders));
        if (theirs.isEmpty()) {
            // The line is where it was, between others.
            theirs.addAll(segments);
        }
        return conflict(
                new Said(Reason.EDGE, sentence, holders, List.of()), new Lines(segments, mineLines(holders), theirs));
    }

    private record Said(Reason reason, String sentence, Set<Long> about, List<Finding> findings) {
        /** What it would have to have been made with, for the conflict to be another operation's. */
        private Set<Segment> upon(Lines lines) {
            return switch (reason) {
                case EDGE, GONE, REFUSED -> lines.base();
                case FACE, ATTRIBUTE, CODE -> Set.of();
            };
        }
    }

    private record Lines(Set<Segment> base, Set<Segment> mine, Set<Segment> theirs) {}

    private Conflict conflict(Said said, Lines lines) {
        Set<Long> about = said.about();
        Side base = new Side(base(about).stream().map(both.mine()::grid).toList(), Linework.lines(lines.base()));
        Side mine = new Side(mine(about), Linework.lines(lines.mine()));
        Side theirs = new Side(
                theirs(about).values().stream().map(both.today()::grid).toList(), Linework.lines(lines.theirs()));
        TreeSet<String> codes = new TreeSet<>();
        Stream.of(base, mine).flatMap(side -> side.grids().stream()).forEach(grid -> codes.add(grid.code()));
        return new Conflict(
                operation.seq(),
                operation.kind(),
                both.today().base().stored().at(),
                said.reason(),
                said.sentence(),
                List.copyOf(codes),
                both.failedWith(about, said.upon(lines)),
                new Sides(base, mine, theirs),
                said.findings());
    }

    private List<Piece> base(Set<Long> about) {
        return about.stream().flatMap(id -> both.mine().piece(id).stream()).toList();
    }

    /** What the operation makes of them, and the grids that come of it. */
    private List<Grid> mine(Set<Long> about) {
        Edit edit = operation.edit();
        Set<Long> before = Replaying.byId(edit.before()).keySet();
        both.mine().apply(edit);
        List<Grid> grids =
                mineAfter(about, before).stream().map(both.mine()::grid).toList();
        both.mine().apply(edit.inverse());
        return grids;
    }

    private List<Piece> mineAfter(Set<Long> about, Set<Long> before) {
        return operation.edit().after().stream()
                .filter(piece -> about.contains(piece.id())
                        || (concern.ids().contains(piece.id()) && !before.contains(piece.id())))
                .toList();
    }

    private Map<Long, Piece> theirs(Set<Long> about) {
        Map<Long, Piece> theirs = new LinkedHashMap<>();
        for (long id : about) {
            both.today().piece(both.here(id)).ifPresent(piece -> theirs.put(piece.id(), piece));
            both.mine()
                    .piece(id)
                    .or(() -> created(id))
                    .ifPresent(piece -> Rivals.holding(both, piece).forEach(other -> theirs.put(other.id(), other)));
        }
        return theirs;
    }

    /** What it would make of land that others may hold: no sum of grids. */
    private Optional<Piece> created(long id) {
        List<Piece> after = operation.edit().after();
        return after.stream()
                .filter(piece -> piece.id() == id && after.stream().noneMatch(below -> below.parent() == id))
                .findFirst();
    }

    private Set<Segment> mineLines(Set<Long> about) {
        Set<Long> before = Replaying.byId(operation.edit().before()).keySet();
        List<Piece> after = mineAfter(about, before);
        Set<Segment> fresh = Linework.ofPieces(after);
        fresh.removeAll(Linework.ofPieces(operation.edit().before()));
        fresh.removeAll(Linework.around(both.mine(), envelope(after)));
        return fresh;
    }

    private Set<Segment> theirLines(Map<Long, Piece> theirs) {
        Set<Segment> fresh = Linework.ofPieces(theirs.values());
        fresh.removeAll(Linework.ofPieces(base(theirs.keySet())));
        fresh.removeAll(Linework.around(both.mine(), envelope(theirs.values())));
        return fresh;
    }

    private static Envelope envelope(Collection<Piece> pieces) {
        Envelope envelope = new Envelope();
        pieces.forEach(piece -> envelope.expandToInclude(piece.shape().getEnvelopeInternal()));
        return envelope;
    }
}
