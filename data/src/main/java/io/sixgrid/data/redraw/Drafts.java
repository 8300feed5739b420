package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Opens drafts, applies operations to them, takes them back and applies them again. The database has the truth, a draft's
 * row its lock; sketches are kept in memory for as long as they are used. Safe for use by several threads and processes.
 */
public final class Drafts {
    private final DraftStore store;
    private final Bases bases;
    private final Sketches sketches;

    public Drafts(DraftStore store, Bases bases) {
        this.store = store;
        this.bases = bases;
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
     */
    public record Step(Draft draft, Optional<StoredOperation> operation, Optional<Edit> edit, Attempt attempt) {}

    /**
     * Begins a draft on the boundaries of a moment, as we believe now.
     *
     * @throws SixgridException (INVALID) when there are none, or no grid has the code of its scope
     */
    public Draft open(NewDraft draft, String author) {
        Base base = bases.now(draft.scheme(), draft.at());
        OptionalLong scope = draft.scope()
                .map(code -> OptionalLong.of(base.piece(code)
                        .orElseThrow(() -> SixgridException.invalid("scope", "no grid with code " + code))
                        .id()))
                .orElse(OptionalLong.empty());
        Draft.Begun begun =
                new Draft.Begun(base.stored().revision(), base.stored().at());
        return store.required(store.insert(draft, begun, scope, author));
    }

    /**
     * Applies an operation, unless findings refuse it; what was undone before is gone then.
     *
     * @param json    as {@link OperationReader} reads it
     * @param version of the draft as the caller knows it; empty where the caller does not mind
     * @throws SixgridException (INVALID) that names the member at fault; (CONFLICT) when the draft is not open, or is at
     *                          another version, or what is named cannot be changed so
     */
    public Step apply(long id, ObjectNode json, String author, Optional<Long> version) {
        Operation operation = OperationReader.read(json);
        return work(id, version, (handle, open) -> {
            Attempt attempt = Settling.settle(open.sketch(), operation);
            if (attempt.edit().isEmpty()) {
                return new Step(open.draft(), Optional.empty(), Optional.empty(), attempt);
            }
            Edit edit = attempt.edit().get();
            if (edit.isEmpty()) {
                throw SixgridException.invalid("the operation changes nothing");
            }
            StoredOperation stored = new StoredOperation(
                    open.draft().cursor() + 1,
                    operation.kind(),
                    json,
                    edit,
                    List.of(),
                    author,
                    java.time.Instant.EPOCH);
            DraftStore.append(handle, id, stored);
            return new Step(DraftStore.lock(handle, id), Optional.of(stored), Optional.of(edit), attempt);
        });
    }

    /** Takes the last operation back that applies. */
    public Step undo(long id, Optional<Long> version) {
        return work(id, version, (handle, open) -> {
            if (open.draft().cursor() == 0) {
                throw SixgridException.conflict("no operation of draft " + id + " is left to undo");
            }
            int cursor = open.draft().cursor();
            StoredOperation last = DraftStore.operation(handle, id, cursor).orElseThrow();
            return moved(handle, open, last, last.edit().inverse(), cursor - 1);
        });
    }

    /** Applies the operation again that was taken back last. */
    public Step redo(long id, Optional<Long> version) {
        return work(id, version, (handle, open) -> {
            int cursor = open.draft().cursor() + 1;
            StoredOperation next = DraftStore.operation(handle, id, cursor)
                    .orElseThrow(() -> SixgridException.conflict("no operation of draft " + id + " is left to redo"));
            return moved(handle, open, next, next.edit(), cursor);
        });
    }

    private static Step moved(Handle handle, AtWork open, StoredOperation operation, Edit edit, int cursor) {
        open.sketch().apply(edit);
        DraftStore.move(handle, open.draft().id(), cursor);
        return new Step(
                DraftStore.lock(handle, open.draft().id()),
                Optional.of(operation),
                Optional.of(edit),
                new Attempt(Optional.of(edit), List.of()));
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
        Step on(Handle handle, AtWork open);
    }

    private Step work(long id, Optional<Long> version, Work work) {
        return sketches.exclusively(id, () -> {
            // Read before the transaction: a city takes a while, and a snapshot of its own.
            Draft seen = store.required(id);
            Base base = bases.believed(seen.scheme(), seen.begun());
            try {
                Step step = store.jdbi().inTransaction(handle -> {
                    Draft draft = DraftStore.lock(handle, id);
                    requireOpen(draft);
                    requireVersion(draft, version);
                    if (!draft.begun().equals(seen.begun())) {
                        throw SixgridException.conflict(
                                "draft " + id + " was put onto other boundaries meanwhile: look at it again");
                    }
                    return work.on(
                            handle,
                            new AtWork(draft, sketches.at(draft, base, () -> DraftStore.operations(handle, id))));
                });
                sketches.is(step.draft());
                return step;
            } catch (RuntimeException e) {
                // What was not committed is not in the database, and may be in the sketch.
                sketches.forget(id);
                throw e;
            }
        });
    }

    private static void requireOpen(Draft draft) {
        if (draft.state() != Draft.State.OPEN) {
            throw SixgridException.conflict(
                    "draft " + draft.id() + " is " + draft.state().code() + ": only an open one is changed");
        }
    }

    private static void requireVersion(Draft draft, Optional<Long> version) {
        if (version.isPresent() && version.get() != draft.version()) {
            throw SixgridException.conflict("draft " + draft.id() + " is at version " + draft.version() + ", not "
                    + version.get() + ": somebody else changed it, look at it again");
        }
    }
}
