package io.sixgrid.data.impact;

import io.sixgrid.data.impact.GridImpact.Headcount;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Households before and after: what is stated of a grid, and what the finest counts below it add up to. Sums of subtrees that
 * nothing changed in are those of the survey. Used by one thread.
 */
final class Headcounts {
    private final Survey survey;
    private final Sketch before;
    private final Sketch after;
    private final Set<Long> changed = new HashSet<>();
    private final Map<Long, Optional<Integer>> summed = new HashMap<>();

    Headcounts(Survey survey, Sketch before, Sketch after, Edit edit) {
        this.survey = survey;
        this.before = before;
        this.after = after;
        edit.before().forEach(piece -> mark(before, piece));
        edit.after().forEach(piece -> mark(after, piece));
    }

    private void mark(Sketch side, Piece piece) {
        changed.add(piece.id());
        side.ancestors(piece).forEach(above -> changed.add(above.id()));
    }

    Headcount before(Piece piece) {
        return new Headcount(
                Optional.ofNullable(piece.facts().households()), below(before, piece, survey::households), false);
    }

    Headcount after(Piece piece) {
        Integer stated = piece.facts().households();
        boolean stale = stated != null
                && before.piece(piece.id())
                        .filter(was -> Objects.equals(was.facts().households(), stated))
                        .filter(was -> !was.shape().equalsExact(piece.shape()))
                        .isPresent();
        return new Headcount(Optional.ofNullable(stated), below(after, piece, this::sum), stale);
    }

    @FunctionalInterface
    private interface Sum {
        Optional<Integer> of(long id);
    }

    /** Of what lies below: a grid's own statement is not a sum. */
    private static Optional<Integer> below(Sketch side, Piece piece, Sum sum) {
        List<Integer> counts = side.children(piece.id()).stream()
                .map(child -> sum.of(child.id()))
                .flatMap(Optional::stream)
                .toList();
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(counts.stream().mapToInt(Integer::intValue).sum());
    }

    private Optional<Integer> sum(long id) {
        if (!changed.contains(id)) {
            return survey.households(id);
        }
        Optional<Integer> known = summed.get(id);
        if (known == null) {
            Piece piece = after.piece(id).orElseThrow();
            known = below(after, piece, this::sum)
                    .or(() -> Optional.ofNullable(piece.facts().households()));
            summed.put(id, known);
        }
        return known;
    }
}
