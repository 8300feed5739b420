package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.edition.EditionTrial;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.data.edition.ImportReport;
import io.sixgrid.data.edition.Tried;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.FileOutcome;
import io.sixgrid.geo.edition.ImportJson;
import io.sixgrid.geo.edition.ImportWords;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.DetailedConflict;
import io.sixgrid.geo.http.FileBody;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.http.Version;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a file into a draft as one operation: {@code POST /api/v1/drafts/{id}/operations/file}, the file as the body. */
public final class DraftFileRoutes {
    /** Words of an import that make sense in a draft, which has its scheme, its outline and its time already. */
    private static final List<String> WORDS =
            List.of("frame", "encoding", "layer", "level", "parent", "unassigned", "repair", "propose", "accept");

    private static final String NAME = "name";
    private static final String WHOLE = "whole";
    private static final String GEOMETRY = "geometry";

    private final Drafts drafts;
    private final Files files;
    private final Clock clock;

    public DraftFileRoutes(Drafts drafts, Files files, Clock clock) {
        this.drafts = drafts;
        this.files = files;
        this.clock = clock;
    }

    /** How files come in, and what they are tried with. */
    public record Files(FileBody bodies, EditionTrial trial) {}

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/drafts/{id}/operations/file", this::take);
    }

    /** The draft at one moment; a file is worked for longer than anybody may hold a draft. */
    private record Moment(Draft draft, StoredPlan boundaries) {}

    private void take(Context ctx) {
        List<String> words = new ArrayList<>(WORDS);
        words.addAll(ImportWords.fieldNames());
        List<String> known = new ArrayList<>(words);
        known.addAll(List.of(NAME, WHOLE, Version.NAME, GEOMETRY));
        Query query = Query.repeating(ctx, ImportWords.EXCLAVE, known.toArray(String[]::new));
        Moment moment = drafts.sketch(Path.number(ctx, "id"), (draft, sketch) -> {
            draft.requireOpen();
            return new Moment(draft, sketch.asStored());
        });
        ImportOrder order = order(query, words, moment.draft());
        files.bodies().use(ctx, file -> {
            Tried tried = files.trial().run(file, order, moment.boundaries(), Progress.SILENT);
            answer(ctx, query, moment, tried);
        });
    }

    private ImportOrder order(Query query, List<String> names, Draft draft) {
        Map<String, String> words = new LinkedHashMap<>(Map.of("scheme", draft.scheme(), "dry-run", "true"));
        query.texts(ImportWords.EXCLAVE).forEach(exclave -> ImportWords.declare(exclave, words));
        names.forEach(name -> query.text(name).ifPresent(text -> words.put(name, text)));
        ImportOrder order = new ImportWords(
                        words,
                        new ImportWords.Asking(
                                query.text(NAME).orElse("the file"),
                                draft.author(),
                                clock.instant(),
                                // No date is asked for.
                                ZoneOffset.UTC,
                                false))
                .order();
        return query.flag(WHOLE).orElse(false) ? order : order.ofSome();
    }

    private void answer(Context ctx, Query query, Moment moment, Tried tried) {
        if (tried.plan().isEmpty() || tried.difference().isEmpty()) {
            throw refusal(tried.report(false, Optional.empty(), "the draft stays as it is: " + tried.refusal()));
        }
        if (tried.nothing()) {
            throw SixgridException.invalid("the file changes nothing: the draft is as it says");
        }
        ObjectNode operation = FileOutcome.operation(
                moment.boundaries().plan(),
                tried.plan().get(),
                tried.difference().get().continues(),
                query.text(NAME).orElse("the file"));
        Drafts.Step step = drafts.apply(
                moment.draft().id(),
                operation,
                IdentityRoutes.planner(ctx),
                Version.seen(ctx, query).or(() -> Optional.of(moment.draft().version())));
        if (step.delta().isEmpty()) {
            throw FindingJson.refusal(step.attempt().findings());
        }
        Version.tag(ctx, step.draft().version());
        ObjectNode json =
                StepJson.of(step, query.choice(GEOMETRY, DeltaJson.Shapes.WORDS).orElse(DeltaJson.Shapes.AFTER));
        json.set(
                "report",
                ImportJson.of(tried.report(
                        true,
                        Optional.empty(),
                        "taken as operation " + step.draft().cursor() + " of the draft")));
        Answer.json(ctx, json);
    }

    private static DetailedConflict refusal(ImportReport report) {
        ObjectNode details = Json.mapper().createObjectNode();
        details.set("findings", FindingJson.of(report.findings()));
        details.set("report", ImportJson.of(report));
        return new DetailedConflict(report.outcome().why(), details);
    }
}
