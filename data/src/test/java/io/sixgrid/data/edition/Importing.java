package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Frames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One import after the other into a test database, as an operator would ask for them. */
final class Importing {
    static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

    private final TestDatabase database;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> exclaves = new LinkedHashMap<>();
    private Optional<String> level = Optional.empty();
    private Optional<ParentRule> parents = Optional.empty();
    private Optional<String> frame = Optional.empty();
    private Tolerances tolerances = Tolerances.PROPOSING;
    private OutlineRule outline = OutlineRule.KEEP;
    private boolean unassigned;
    private Instant effective = FOUNDED.plusSeconds(86_400);

    Importing(TestDatabase database) {
        this.database = database;
    }

    Importing level(String word) {
        level = Optional.of(word);
        return this;
    }

    Importing parents(ParentRule rule) {
        parents = Optional.of(rule);
        return this;
    }

    Importing field(String field, String column) {
        fields.put(field, column);
        return this;
    }

    Importing exclave(String code, String reason) {
        exclaves.put(code, reason);
        return this;
    }

    Importing frame(String code) {
        frame = Optional.of(code);
        return this;
    }

    Importing repair(double metres) {
        tolerances = new Tolerances(Math.max(2, metres), metres, java.util.Set.of());
        return this;
    }

    Importing outline(OutlineRule rule) {
        outline = rule;
        return this;
    }

    Importing unassigned() {
        unassigned = true;
        return this;
    }

    Importing at(Instant moment) {
        effective = moment;
        return this;
    }

    /** The first boundaries of the scheme of {@link Boxes}, over the land of the file's grids. */
    ImportReport found(BoxFile file) {
        outline = new OutlineRule(OutlineRule.Kind.UNION, Optional.empty(), Optional.empty());
        return run(file, Optional.of(Boxes.SCHEME), FOUNDED, false);
    }

    ImportReport take(BoxFile file) {
        return run(file, Optional.empty(), effective, false);
    }

    ImportReport dryRun(BoxFile file) {
        return run(file, Optional.empty(), effective, true);
    }

    private ImportReport run(BoxFile file, Optional<Scheme> founded, Instant moment, boolean dry) {
        ImportOrder order = new ImportOrder(
                "boxes.geojson",
                new ImportOrder.Reading(frame, ReadOptions.NONE),
                new ImportOrder.Meaning(fields, level, parents, exclaves),
                new ImportOrder.Target("boxes", founded, outline, unassigned),
                tolerances,
                dry ? Optional.empty() : Optional.of(new Publication("test", "edition", Optional.empty(), moment)),
                moment);
        return new EditionImport(
                        new EditionImport.Stores(
                                new GridStore(database.jdbi()),
                                new PlanStore(database.jdbi()),
                                new RevisionStore(database.jdbi()),
                                new CodeStore(database.jdbi())),
                        new CodeRules(Optional.empty()),
                        Frames.builtIn())
                .run(file.write(), order, Progress.SILENT);
    }

    /** What is published at a time. */
    Plan plan(Instant at) {
        return new PlanStore(database.jdbi())
                .read(new GridStore(database.jdbi()).requireScheme("boxes"), at, Optional.empty())
                .orElseThrow()
                .plan();
    }

    Grid grid(String code) {
        return plan(effective).grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    List<String> codes(Instant at) {
        return plan(at).grids().stream().map(Grid::code).sorted().toList();
    }
}
