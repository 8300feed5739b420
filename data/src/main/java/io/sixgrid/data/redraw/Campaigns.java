package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Amendment;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Replays drafts on the boundaries of a moment and of every later one at which they change already. */
public final class Campaigns {
    private static final int ATTEMPTS = 5;

    private final DraftStore drafts;
    private final Bases bases;
    private final GridStore schemes;
    private final RivalStore rivals;

    public Campaigns(DraftStore drafts, Bases bases, GridStore schemes, RivalStore rivals) {
        this.drafts = drafts;
        this.bases = bases;
        this.schemes = schemes;
        this.rivals = rivals;
    }

    /**
     * What publishing a draft comes to.
     *
     * @param amendment what is to be written; nothing of slices with conflicts
     * @param conflicts of each operation those of the first slice in which it has one
     * @param findings  what is worth a look, of the first slice
     */
    record Campaign(StoredScheme scheme, Amendment amendment, List<Conflict> conflicts, List<Finding> findings) {}

    /** A draft on other boundaries. */
    record Rebased(Draft.Begun begun, List<StoredOperation> operations, List<Conflict> conflicts) {}

    /** @param decides who is to have the right to what it changes; empty where that is not asked yet */
    Campaign of(Draft draft, Instant effective, Optional<Planner> decides) {
        StoredScheme scheme = schemes.requireScheme(draft.scheme());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long revision = schemes.revision(scheme);
            Optional<Campaign> campaign = of(draft, effective, new Reading(scheme, revision), decides);
            if (campaign.isPresent()) {
                return campaign.get();
            }
        }
        throw SixgridException.conflict("others publish all the time: ask for draft " + draft.id() + " again");
    }

    /** All slices are read as they were believed at one revision. */
    private record Reading(StoredScheme scheme, long revision) {}

    /** Empty when somebody published meanwhile. */
    private Optional<Campaign> of(Draft draft, Instant effective, Reading reading, Optional<Planner> decides) {
        List<StoredOperation> applied = applied(draft);
        Map<String, Long> issued = rivals.issued(reading.scheme(), given(applied));
        Base begun = bases.believed(draft.scheme(), draft.begun());
        Base first = bases.now(draft.scheme(), effective);
        List<Slice> slices = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        Optional<Instant> from = Optional.of(effective);
        while (from.isPresent()) {
            Optional<Instant> until = schemes.nextChange(reading.scheme(), from.get());
            Base target = from.get().equals(effective) ? first : bases.now(draft.scheme(), from.get());
            if (target.stored().revision() != reading.revision()) {
                return Optional.empty();
            }
            Replay.Outcome outcome =
                    Replay.of(begun, target, applied, new Replay.Terms(issued, Set.of(), draft.scope()));
            if (outcome.conflicts().isEmpty()) {
                decides.ifPresent(planner -> requireRight(planner, outcome.sketch()));
                if (from.get().equals(effective)) {
                    findings.addAll(GivenUp.of(outcome.sketch().sinceBase()));
                }
                slices.add(Slicing.of(outcome.sketch(), from.get(), until));
            }
            for (Conflict conflict : outcome.conflicts()) {
                if (known.add(conflict.seq())) {
                    conflicts.add(named(reading.scheme(), conflict, from.get()));
                }
            }
            from = until;
        }
        return Optional.of(new Campaign(reading.scheme(), new Amendment(first.stored(), slices), conflicts, findings));
    }

    /** What is locked is refused too: a line may have been locked since it was moved. */
    private void requireRight(Planner planner, Sketch sketch) {
        Edit edit = sketch.sinceBase();
        Sketch base = new Sketch(sketch.base());
        BorderChange change = BorderChange.of(sketch, edit);
        Rights.require(planner, base, edit, new Topology(base).edgesOf(change.moved()));
        drafts.inTransaction(turn -> turn.locks(sketch.scheme().code(), change.where()))
                .requireUnmoved(change);
    }

    /** The operations that apply, but those dropped, on the boundaries of a moment as they are believed now. */
    Rebased rebase(Draft draft, Instant at, Set<Integer> dropped) {
        StoredScheme scheme = schemes.requireScheme(draft.scheme());
        List<StoredOperation> applied = applied(draft);
        Base target = bases.now(draft.scheme(), at);
        Replay.Outcome outcome = Replay.of(
                bases.believed(draft.scheme(), draft.begun()),
                target,
                applied,
                new Replay.Terms(rivals.issued(scheme, given(applied)), dropped, draft.scope()));
        List<StoredOperation> kept = outcome.replayed();
        return new Rebased(
                new Draft.Begun(target.stored().revision(), target.stored().at()),
                IntStream.range(0, kept.size())
                        .mapToObj(i -> kept.get(i).numbered(i + 1))
                        .toList(),
                outcome.conflicts().stream()
                        .map(conflict -> named(scheme, conflict, at))
                        .toList());
    }

    private List<StoredOperation> applied(Draft draft) {
        return drafts.operations(draft.id()).stream()
                .filter(operation -> operation.seq() <= draft.cursor())
                .toList();
    }

    /** Codes that operations give to grids that did not have them. */
    private static Set<String> given(List<StoredOperation> operations) {
        Set<String> codes = new TreeSet<>();
        for (StoredOperation operation : operations) {
            Map<Long, Piece> before = Replaying.byId(operation.edit().before());
            operation.edit().after().stream()
                    .filter(piece -> Optional.ofNullable(before.get(piece.id()))
                            .filter(was -> was.code().equals(piece.code()))
                            .isEmpty())
                    .forEach(piece -> codes.add(piece.code()));
        }
        return codes;
    }

    private Conflict named(StoredScheme scheme, Conflict conflict, Instant at) {
        Set<String> codes = new TreeSet<>(conflict.codes());
        Stream.of(conflict.sides().base(), conflict.sides().theirs())
                .flatMap(side -> side.grids().stream())
                .map(Grid::code)
                .forEach(codes::add);
        return conflict.seen(at, rivals.changedBy(scheme, codes, at));
    }
}
