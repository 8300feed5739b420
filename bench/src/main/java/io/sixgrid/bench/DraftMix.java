package io.sixgrid.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftCodes;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.NewDraft;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.sample.SampleMesh;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** How long planners wait for an operation on 2,025 leaves: all kinds in turn, each stored and committed. */
final class DraftMix {
    private static final int ACROSS = 45;
    private static final int SEGMENTS = 9;

    private final Drafts drafts;
    private final RedrawBenchStore store;
    private final RedrawEdits edits;
    private final Map<String, Timings> timings = new TreeMap<>();
    private final Timings floor = new Timings();
    private int refused;

    private DraftMix(Drafts drafts, RedrawBenchStore store, SampleMesh mesh) {
        this.drafts = drafts;
        this.store = store;
        this.edits = new RedrawEdits(mesh);
    }

    /** @param rounds each round is an operation of every kind */
    static void measure(Jdbi jdbi, int rounds) {
        SampleMesh mesh = new SampleMesh(ACROSS, ACROSS, SEGMENTS, 1);
        new RevisionStore(jdbi)
                .found(
                        Plan.of(SampleMesh.SCHEME, mesh.outline(), List.of(), mesh.grids()),
                        new Publication("bench", "found", Optional.empty(), Instant.EPOCH),
                        Progress.SILENT);
        Drafts drafts = drafts(jdbi);
        DraftMix mix = new DraftMix(drafts, new RedrawBenchStore(jdbi), mesh);
        mix.store.prepareFloor();
        mix.run(rounds);
        mix.print();
    }

    static Drafts drafts(Jdbi jdbi) {
        return new Drafts(
                new DraftStore(jdbi),
                new Bases(new GridStore(jdbi), new PlanStore(jdbi), new RevisionQueryStore(jdbi)),
                new DraftCodes(new CodeStore(jdbi), new CodeRules(Optional.empty())));
    }

    /** Every cell is used once: no operation finds what another left there. */
    private void run(int rounds) {
        long draft = open(drafts, SampleMesh.SCHEME.code());
        int number = 0;
        for (int row = 1; row < ACROSS - 1 && number < rounds; row += 4) {
            for (int column = 1; column < ACROSS - 6 && number < rounds; column += 5) {
                number++;
                apply(draft, RedrawEdits.moveNode(edits.corner(row, column), 300));
                apply(draft, edits.insertNode(row, column + 1));
                apply(draft, edits.reshapeEdge(row + 1, column + 3, SEGMENTS));
                apply(draft, edits.rename(row, column, number));
                apply(draft, edits.transfer(row + 2, column + 1));
                apply(draft, edits.merge(row + 2, column + 4 - (column + 4) % SampleMesh.BLOCK));
                apply(draft, edits.split(row, column + 3, "S" + number));
            }
        }
    }

    static long open(Drafts drafts, String scheme) {
        NewDraft draft = new NewDraft(
                scheme,
                "bench",
                Optional.empty(),
                Instant.now(),
                new Draft.Aim(Optional.empty(), Optional.of("bench"), Optional.empty()));
        return drafts.open(draft, new Author("bench", Instant.now())).id();
    }

    private void apply(long draft, ObjectNode operation) {
        long start = System.nanoTime();
        try {
            Drafts.Step step = drafts.apply(draft, operation, Planner.ofEverything("bench"), Optional.empty());
            double millis = (System.nanoTime() - start) / 1e6;
            if (step.operation().isEmpty()) {
                refuse(operation, step.attempt().findings().toString());
                return;
            }
            timings.computeIfAbsent(operation.get("kind").asText(), kind -> new Timings())
                    .add(millis);
            String edit = store.edit(draft, step.operation().get().seq());
            long floorStart = System.nanoTime();
            store.floor(edit);
            floor.add((System.nanoTime() - floorStart) / 1e6);
        } catch (SixgridException e) {
            refuse(operation, e.getMessage());
        }
    }

    private void refuse(ObjectNode operation, String why) {
        if (refused++ == 0) {
            System.out.println("  refused: " + operation + ": " + why);
        }
    }

    private void print() {
        System.out.println("\nOperations at 2,025 leaves, stored and committed, milliseconds (limits 50, split 150):");
        double bare = floor.warm().at(0.95);
        timings.forEach((kind, all) -> {
            Timings warm = all.warm();
            System.out.printf(
                    Locale.ROOT,
                    "  %-13s %4d times  median %7.1f  p95 %7.1f   %5.1f x inserting its edit and committing%n",
                    kind,
                    all.size(),
                    warm.at(0.5),
                    warm.at(0.95),
                    warm.at(0.95) / bare);
        });
        System.out.printf(
                Locale.ROOT,
                "  inserting the same edits and committing: median %.1f  p95 %.1f; %d operations refused%n",
                floor.warm().at(0.5),
                bare,
                refused);
    }
}
