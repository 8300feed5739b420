package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.redraw.DraftStore.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.locationtech.jts.geom.LineString;

/**
 * Opens drafts, applies operations to them, takes them back and applies them again. The database has the truth, a draft's
 * row its lock; sketches are kept in memory for as long as they are used. Safe for use by several threads and processes.
 */
public final class Drafts {
    private final DraftStore store;
    private final Bases bases;
    private final Admission admission;
    private final Sketches sketches;

    public Drafts(DraftStore store, Bases bases, DraftCodes codes) {
        this.store = store;
        this.bases = bases;
        this.admission = new Admission(codes);
        this.sketches = new Sketches();
    }

    /** A draft at work: what it is, the sketch as its applied operations leave it, and all of its operations. */
    public record Open(Draft draft, Sketch sketch, List<StoredOperation> operations) {
        /** Those that apply. */
        public List<StoredOperation> applied() {
            return operations.subList(0, draft.cursor());
        }
    }

    /**
     * What a step did.
     *
     * @param draft     as it is since
     * @param operation that was applied, taken back or applied again; empty where findings refuse it
     * @param edit      what differs since, at all levels; empty likewise
     * @param delta     the same as people know grids; empty likewise
     */
    public record Step(
            Draft draft,
            Optional<StoredOperation> operation,
            Optional<Edit> edit,
            Optional<Delta> delta,
            Attempt attempt) {}

    /**
     * Begins a draft on the boundaries of a moment, as we believe now.
     *
     * @throws SixgridException (INVALID) when there are none, or no grid has the code of its scope
     */
    public Draft open(NewDraft draft, Author by) {
        Base base = bases.now(draft.scheme(), draft.at());
        Optional<Long> scope = draft.scope()
                .map(code -> base.piece(code)
                        .orElseThrow(() -> SixgridException.invalid("scope", "no grid with code " + code))
                        .id());
        Draft.Begun begun =
                new Draft.Begun(base.stored().revision(), base.stored().at());
        return store.required(store.insert(draft, begun, scope, by));
    }

    /**
     * Applies an operation, unless findings refuse it; what was undone before is gone then.
     *
     * @param json    as {@link OperationReader} reads it
     * @param planner who changes it
     * @param version of the draft as the caller knows it; empty where the caller does not mind
     * @throws SixgridException (INVALID) that names the member at fault; (CONFLICT) when the draft is not open, or is at
     *                          another version, or what is named cannot be changed so; (FORBIDDEN) when it
     *                          changes boundaries of a wider level than the planner may
     */
    public Step apply(long id, ObjectNode json, Planner planner, Optional<Long> version) {
        Operation operation = OperationReader.read(json);
        return work(id, version, (turn, open) -> {
            Attempt attempt =
                    admission.admit(open.draft().scope(), open.sketch(), Settling.settle(open.sketch(), operation));
            if (attempt.edit().isEmpty()) {
                return new Step(open.draft(), Optional.empty(), Optional.empty(), Optional.empty(), attempt);
            }
            Edit edit = attempt.edit().get();
            if (edit.isEmpty()) {
                throw SixgridException.invalid("the operation changes nothing");
            }
            List<LineString> borders = touched(turn, open, edit, planner);
            StoredOperation stored = new StoredOperation(
                    open.draft().cursor() + 1, operation.kind(), json, edit, borders, planner.name(), Instant.EPOCH);
            turn.append(id, stored);
            return step(turn, open, stored, attempt);
        });
    }

    /** The edges that an edit touches, as they were, where the planner may move them and no lock holds them. */
    private static List<LineString> touched(Turn turn, AtWork open, Edit edit, Planner planner) {
        Sketch sketch = open.sketch();
        BorderChange change = BorderChange.of(sketch, edit);
        sketch.apply(edit.inverse());
        Topology before = new Topology(sketch);
        Rights.require(planner, sketch, edit, before.edgesOf(change.moved()));
        turn.locks(open.draft().scheme(), change.where()).requireUnmoved(change);
        List<LineString> touched =
                change.touched(before).stream().map(Edge::line).toList();
        sketch.apply(edit);
        return touched;
    }

    /**
     * Takes the last operation back that applies. It asks for what any other operation asks that moves the same borders: others
     * may have drawn it, and a line may have been locked since.
     *
     * @throws SixgridException (FORBIDDEN) when it moves borders of a wider level than the planner may; (CONFLICT) when they are
     *                          locked, when nothing is left to undo, or as {@link #apply}
     */
    public Step undo(long id, Planner planner, Optional<Long> version) {
        return work(id, version, (turn, open) -> {
            if (open.draft().cursor() == 0) {
                throw SixgridException.conflict("no operation of draft " + id + " is left to undo");
            }
            int cursor = open.draft().cursor();
            StoredOperation last = turn.operation(id, cursor).orElseThrow();
            return moved(turn, open, planner, new Move(last, last.edit().inverse(), cursor - 1));
        });
    }

    /** Applies the operation again that was taken back last; it asks for what {@link #undo} asks for. */
    public Step redo(long id, Planner planner, Optional<Long> version) {
        return work(id, version, (turn, open) -> {
            int cursor = open.draft().cursor() + 1;
            StoredOperation next = turn.operation(id, cursor)
                    .orElseThrow(() -> SixgridException.conflict("no operation of draft " + id + " is left to redo"));
            return moved(turn, open, planner, new Move(next, next.edit(), cursor));
        });
    }

    /** @param cursor how many operations apply then */
    private record Move(StoredOperation operation, Edit edit, int cursor) {}

    private static Step moved(Turn turn, AtWork open, Planner planner, Move move) {
        open.sketch().apply(move.edit());
        touched(turn, open, move.edit(), planner);
        turn.move(open.draft().id(), move.cursor());
        return step(turn, open, move.operation(), new Attempt(Optional.of(move.edit()), List.of()));
    }

    private static Step step(Turn turn, AtWork open, StoredOperation operation, Attempt attempt) {
        return new Step(
                turn.lock(open.draft().id()),
                Optional.of(operation),
                attempt.edit(),
                attempt.edit().map(edit -> Delta.of(open.sketch(), edit)),
                attempt);
    }

    /** What is said of a draft besides its operations; what is empty stays. */
    public record Amendment(
            Optional<String> title,
            Optional<Optional<Instant>> effective,
            Optional<Optional<String>> reason,
            Optional<Optional<String>> document) {
        private Draft.Aim on(Draft.Aim before) {
            return new Draft.Aim(
                    effective.orElse(before.effective()),
                    reason.orElse(before.reason()),
                    document.orElse(before.document()));
        }
    }

    /** Says otherwise what an open draft is called, and what it is to be published as. */
    public Draft amend(long id, Amendment amendment, Optional<Long> version) {
        return store.inTransaction(turn -> {
            Draft draft = turn.lock(id);
            draft.requireOpen();
            draft.requireVersion(version);
            turn.amend(id, amendment.title().orElse(draft.title()), amendment.on(draft.aim()));
            return turn.lock(id);
        });
    }

    /** Gives a draft up that is not published; it stays to be looked at. */
    public Draft withdraw(long id, Author by, Optional<Long> version) {
        return store.inTransaction(turn -> {
            Draft draft = turn.lock(id);
            if (draft.state() == Draft.State.PUBLISHED || draft.state() == Draft.State.WITHDRAWN) {
                throw SixgridException.conflict(
                        "draft " + id + " is " + draft.state().code() + ": it cannot be withdrawn");
            }
            draft.requireVersion(version);
            turn.enter(id, Draft.State.WITHDRAWN, by, "withdraw");
            return turn.lock(id);
        });
    }

    /** A draft, and all that it changes of the boundaries that it was begun on. */
    public record SinceBase(Draft draft, Delta delta) {}

    public SinceBase sinceBase(long id) {
        return sketch(id, (draft, sketch) -> new SinceBase(draft, Delta.of(sketch, sketch.sinceBase())));
    }

    /**
     * What {@code question} says of a draft's sketch as it is. It is not to be changed, nor kept.
     *
     * @throws SixgridException (NOT_FOUND) when there is no such draft
     */
    public <T> T sketch(long id, BiFunction<Draft, Sketch, T> question) {
        return sketches.exclusively(id, () -> {
            Draft draft = store.required(id);
            Base base = bases.believed(draft.scheme(), draft.begun());
            return question.apply(draft, sketches.at(draft, base, () -> store.operations(id)));
        });
    }

    /**
     * What {@code question} says of the draft as it is. The sketch is not to be changed, nor kept.
     *
     * @throws SixgridException (NOT_FOUND) when there is no such draft
     */
    public <T> T read(long id, Function<Open, T> question) {
        return sketches.exclusively(id, () -> {
            Draft draft = store.required(id);
            List<StoredOperation> operations = new ArrayList<>(store.operations(id));
            Base base = bases.believed(draft.scheme(), draft.begun());
            return question.apply(new Open(draft, sketches.at(draft, base, () -> operations), operations));
        });
    }

    private record AtWork(Draft draft, Sketch sketch) {}

    @FunctionalInterface
    private interface Work {
        Step on(Turn turn, AtWork open);
    }

    private Step work(long id, Optional<Long> version, Work work) {
        return sketches.exclusively(id, () -> {
            // Read before the transaction: a city takes a while, and a snapshot of its own.
            Draft seen = store.required(id);
            Base base = bases.believed(seen.scheme(), seen.begun());
            try {
                Step step = store.inTransaction(turn -> {
                    Draft draft = turn.lock(id);
                    draft.requireOpen();
                    draft.requireVersion(version);
                    if (!draft.begun().equals(seen.begun())) {
                        throw SixgridException.conflict(
                                "draft " + id + " was put onto other boundaries meanwhile: look at it again");
                    }
                    return work.on(turn, new AtWork(draft, sketches.at(draft, base, () -> turn.operations(id))));
                });
                sketches.is(step.draft());
                return step;
            } catch (RuntimeException | Error e) {
                // What was not committed is not in the database, and may be in the sketch.
                sketches.forget(id);
                throw e;
            }
        });
    }
}
