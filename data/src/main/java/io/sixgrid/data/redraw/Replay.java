package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.redraw.Conflict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies the operations of a draft to other boundaries than those it was made on. Each is checked against what others did
 * meanwhile, applied again and proven; those that cannot be are in conflict, and the rest is tried all the same, so that
 * all conflicts are seen at once.
 */
final class Replay {
    private final Replaying both;
    private final Optional<Draft.Scope> scope;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<StoredOperation> replayed = new ArrayList<>();

    private Replay(Replaying both, Optional<Draft.Scope> scope) {
        this.both = both;
        this.scope = scope;
    }

    /**
     * What came of it.
     *
     * @param sketch   the other boundaries with what could be applied
     * @param replayed what could be applied, with what it changed there
     */
    record Outcome(Sketch sketch, List<StoredOperation> replayed, List<Conflict> conflicts) {}

    /**
     * On which terms operations are replayed.
     *
     * @param issued  who has, or had, the codes that they give: identity by code
     * @param dropped numbers of operations that are to go
     * @param scope   what the draft may change; empty means everything
     */
    record Terms(Map<String, Long> issued, Set<Integer> dropped, Optional<Draft.Scope> scope) {}

    /**
     * @param begun      what the operations were made on
     * @param target     what they are to be applied to
     * @param operations of the draft, in their order
     */
    static Outcome of(Base begun, Base target, List<StoredOperation> operations, Terms terms) {
        if (begun == target && terms.dropped().isEmpty()) {
            Sketch same = new Sketch(begun);
            operations.forEach(operation -> same.apply(operation.edit()));
            return new Outcome(same, operations, List.of());
        }
        Replay replay = new Replay(new Replaying(new Sketch(begun), new Sketch(target), terms.issued()), terms.scope());
        for (StoredOperation operation : operations) {
            if (terms.dropped().contains(operation.seq())) {
                replay.both.failed(operation);
            } else {
                replay.step(operation);
            }
        }
        return new Outcome(replay.both.today(), replay.replayed, replay.conflicts);
    }

    private void step(StoredOperation operation) {
        Step step = new Step(both, operation);
        Optional<Conflict> conflict = step.check().or(() -> tried(step, operation));
        if (conflict.isPresent()) {
            conflicts.add(conflict.get());
            both.failed(operation);
        }
    }

    /** Applies it; what is in the way then, the boundaries being as before. */
    private Optional<Conflict> tried(Step step, StoredOperation operation) {
        try {
            Attempt attempt = Settling.settle(both.today(), operation.operation());
            Optional<Edit> settled = attempt.edit().filter(edit -> !edit.isEmpty());
            if (settled.isEmpty()) {
                return Optional.of(refused(step, attempt));
            }
            Edit edit = settled.get();
            List<Piece> unseen = step.unseen(edit);
            Optional<String> outside = outside(edit);
            if (!unseen.isEmpty() || outside.isPresent()) {
                both.today().apply(edit.inverse());
                return Optional.of(
                        outside.map(sentence -> step.withToday(edit, sentence)).orElseGet(() -> step.ending(unseen)));
            }
            both.succeeded(operation, edit);
            replayed.add(with(operation, edit));
            return Optional.empty();
        } catch (SixgridException e) {
            Reason reason = e.kind() == SixgridException.Kind.INVALID ? Reason.GONE : Reason.REFUSED;
            return Optional.of(step.conflict(reason, e.getMessage() + step.otherCodes(), step.everything(), List.of()));
        }
    }

    /** Others may have taken from the scope's grid what the draft changes, or ended the grid itself. */
    private Optional<String> outside(Edit edit) {
        if (scope.isEmpty()) {
            return Optional.empty();
        }
        if (both.today().piece(scope.get().id()).isEmpty()) {
            return Optional.of("the draft's scope, the grid " + scope.get().code() + ", is no more");
        }
        try {
            ScopeCheck.require(scope.get(), both.today(), edit);
            return Optional.empty();
        } catch (SixgridException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Conflict refused(Step step, Attempt attempt) {
        List<Finding> refusing = attempt.findings().stream()
                .filter(finding -> finding.kind().refuses())
                .toList();
        String sentence = refusing.isEmpty()
                ? "nothing is left for it to change"
                : refusing.stream().limit(3).map(Finding::sentence).collect(Collectors.joining("; "));
        return step.conflict(Reason.REFUSED, sentence, step.everything(), refusing);
    }

    private static StoredOperation with(StoredOperation one, Edit edit) {
        return new StoredOperation(one.seq(), one.kind(), one.payload(), edit, one.borders(), one.author(), one.at());
    }
}
