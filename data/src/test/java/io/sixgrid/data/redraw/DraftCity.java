package io.sixgrid.data.redraw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.grid.RevisionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** A {@link MeshCity} of four districts, founded in January 2026 in a database, and drafts of it. */
public final class DraftCity {
    public static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    public static final MeshCity MESH = new MeshCity(6, 1);

    public final Drafts drafts;
    public final long draft;

    public DraftCity(Jdbi jdbi) {
        new RevisionStore(jdbi)
                .found(
                        Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                        new Publication("test", "because", Optional.empty(), FOUNDED),
                        Progress.SILENT);
        drafts = another(jdbi);
        draft = open("first");
    }

    /** As another process has it. */
    public static Drafts another(Jdbi jdbi) {
        return new Drafts(
                new DraftStore(jdbi),
                new Bases(new GridStore(jdbi), new PlanStore(jdbi), new RevisionQueryStore(jdbi)),
                new DraftCodes(new CodeStore(jdbi), new CodeRules(Optional.empty())));
    }

    /** A draft of the whole city, on the boundaries as they were founded. */
    public long open(String title) {
        Draft.Aim aim = new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty());
        return drafts.open(new NewDraft("mesh", title, Optional.empty(), FOUNDED, aim), new Author("planner", FOUNDED))
                .id();
    }

    /** The operation in JSON, with ' for quotation marks. */
    public Drafts.Step apply(String json) {
        return drafts.apply(draft, json(json), Planner.ofEverything("planner"), Optional.empty());
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** All that the draft's boundaries are, bit for bit: grids by code with their vertices, unassigned land, outline. */
    public String everything() {
        return drafts.read(draft, open -> everything(open.sketch().plan()));
    }

    public static String everything(Plan plan) {
        return new TreeMap<>(plan.grids().stream().collect(Collectors.toMap(grid -> grid.code(), Object::toString)))
                + " "
                + plan.unassigned().stream().map(Object::toString).sorted().toList() + " " + plan.outline();
    }

    /** The kinds of what refuses. */
    public static List<Finding.Kind> refusals(Drafts.Step step) {
        return step.attempt().findings().stream()
                .map(Finding::kind)
                .filter(Finding.Kind::refuses)
                .toList();
    }
}
