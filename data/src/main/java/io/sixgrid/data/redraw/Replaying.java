package io.sixgrid.data.redraw;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The two boundaries of a replay, both with the operations so far: those that the draft was made on, and those of today.
 * Grids that the draft creates have an identity of their own in each. Used by one thread.
 */
final class Replaying {
    private final Sketch mine;
    private final Sketch today;
    private final Map<String, Long> issued;
    // Identities of grids that the draft creates, there and here.
    private final Map<Long, Long> created = new HashMap<>();
    // Which operation that failed made or changed what: by segment, and by identity.
    private final Map<Segment, Integer> failedSegments = new HashMap<>();
    private final Map<Long, Integer> failedGrids = new HashMap<>();

    Replaying(Sketch mine, Sketch today, Map<String, Long> issued) {
        this.mine = mine;
        this.today = today;
        this.issued = issued;
    }

    /** As the draft has it. */
    Sketch mine() {
        return mine;
    }

    /** The boundaries of today with what could be applied. */
    Sketch today() {
        return today;
    }

    Optional<Long> issued(String code) {
        return Optional.ofNullable(issued.get(code));
    }

    /** The identity here of a grid of the draft; one that is in neither where an operation failed that would have made it. */
    long here(long id) {
        return id < Piece.NONE && id != Edge.OUTSIDE ? created.getOrDefault(id, id + Long.MIN_VALUE / 2) : id;
    }

    /** The piece of today that a piece of the draft is. */
    Optional<Piece> here(Piece piece) {
        return today.piece(here(piece.id()));
    }

    /** Whether a grid of today is one of those that the draft has. */
    boolean known(Piece ofToday) {
        return ofToday.id() < Piece.NONE
                ? created.containsValue(ofToday.id())
                : mine.piece(ofToday.id()).isPresent();
    }

    void succeeded(StoredOperation operation, Edit edit) {
        Map<String, Long> byCode = edit.after().stream().collect(Collectors.toMap(Piece::code, Piece::id));
        operation.edit().after().stream()
                .filter(piece -> piece.id() < Piece.NONE)
                .forEach(piece -> Optional.ofNullable(byCode.get(piece.code()))
                        .filter(id -> id < Piece.NONE)
                        .ifPresent(id -> created.put(piece.id(), id)));
        mine.apply(operation.edit());
    }

    /** Goes on as the draft did; what builds upon it can be told. */
    void failed(StoredOperation operation) {
        Edit edit = operation.edit();
        Map<Long, Piece> before = byId(edit.before());
        Map<Long, Piece> after = byId(edit.after());
        for (long id : ids(edit)) {
            Piece was = before.get(id);
            Piece is = after.get(id);
            if (was == null || is == null || !was.equals(is.withShape(was.shape()))) {
                failedGrids.put(id, operation.seq());
            }
        }
        Linework.ofPieces(edit.after()).forEach(segment -> failedSegments.put(segment, operation.seq()));
        Linework.ofPieces(edit.before()).forEach(failedSegments::remove);
        mine.apply(edit);
    }

    /** Operations that failed and made one of these. */
    List<Integer> failedWith(Collection<Long> grids, Collection<Segment> segments) {
        TreeSet<Integer> failed = new TreeSet<>();
        grids.stream().filter(failedGrids::containsKey).forEach(id -> failed.add(failedGrids.get(id)));
        segments.stream().filter(failedSegments::containsKey).forEach(one -> failed.add(failedSegments.get(one)));
        return List.copyOf(failed);
    }

    static Set<Long> ids(Edit edit) {
        Set<Long> ids = new TreeSet<>();
        edit.before().forEach(piece -> ids.add(piece.id()));
        edit.after().forEach(piece -> ids.add(piece.id()));
        return ids;
    }

    static Map<Long, Piece> byId(Collection<Piece> pieces) {
        return pieces.stream().collect(Collectors.toMap(Piece::id, Function.identity()));
    }
}
