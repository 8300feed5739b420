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
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<StoredOperation> replayed = new ArrayList<>();

    private Replay(Replaying both) {
        this.both = both;
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
     */
    record Terms(Map<String, Long> issued, Set<Integer> dropped) {}

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
        Replay replay = new Replay(new Replaying(new Sketch(begun), new Sketch(target), terms.issued()));
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
        Optional<Conflict> conflict = step.check();
        if (conflict.isEmpty()) {
            try {
                Attempt attempt = Settling.settle(both.today(), operation.operation());
                Optional<Edit> edit = attempt.edit();
                if (edit.isPresent() && !edit.get().isEmpty()) {
                    both.succeeded(operation, edit.get());
                    replayed.add(with(operation, edit.get()));
                    return;
                }
                conflict = Optional.of(refused(step, attempt));
            } catch (SixgridException e) {
                Reason reason = e.kind() == SixgridException.Kind.INVALID ? Reason.GONE : Reason.REFUSED;
                conflict = Optional.of(
                        step.conflict(reason, e.getMessage() + step.otherCodes(), step.everything(), List.of()));
            }
        }
        conflicts.add(conflict.orElseThrow());
        both.failed(operation);
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
