package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.Json;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.ListedOperation;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.http.Version;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.redraw.DeltaJson.Shapes;
import java.time.Instant;
import java.util.List;

/** The operations of a draft, one after the other: {@code /api/v1/drafts/{id}/operations}, {@code undo}, {@code redo}. */
public final class OperationRoutes {
    /** A border of a hundred thousand vertices fits. */
    private static final int LARGEST_OPERATION = 4_000_000;

    private static final String GEOMETRY = "geometry";

    private final Drafts drafts;
    private final DraftStore store;

    public OperationRoutes(Drafts drafts, DraftStore store) {
        this.drafts = drafts;
        this.store = store;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/drafts/{id}/operations", this::apply);
        routes.get("/api/v1/drafts/{id}/operations", this::list);
        routes.post("/api/v1/drafts/{id}/undo", this::undo);
        routes.post("/api/v1/drafts/{id}/redo", this::redo);
        routes.get("/api/v1/drafts/{id}/delta", this::delta);
    }

    /** @param applied false of one that was undone, and may be applied again */
    private record OperationJson(
            int seq, String kind, String author, Instant at, boolean applied, ObjectNode operation) {
        static OperationJson of(ListedOperation operation, int cursor) {
            return new OperationJson(
                    operation.seq(),
                    operation.kind(),
                    operation.author(),
                    operation.at(),
                    operation.seq() <= cursor,
                    operation.payload());
        }
    }

    private void apply(Context ctx) {
        Query query = Query.of(ctx, Version.NAME, GEOMETRY);
        ObjectNode operation = Body.node(ctx, LARGEST_OPERATION);
        Planner planner = IdentityRoutes.planner(ctx);
        answer(ctx, query, drafts.apply(Path.number(ctx, "id"), operation, planner, Version.seen(ctx, query)));
    }

    private void undo(Context ctx) {
        Query query = Query.of(ctx, Version.NAME, GEOMETRY);
        Planner planner = IdentityRoutes.planner(ctx);
        answer(ctx, query, drafts.undo(Path.number(ctx, "id"), planner, Version.seen(ctx, query)));
    }

    private void redo(Context ctx) {
        Query query = Query.of(ctx, Version.NAME, GEOMETRY);
        Planner planner = IdentityRoutes.planner(ctx);
        answer(ctx, query, drafts.redo(Path.number(ctx, "id"), planner, Version.seen(ctx, query)));
    }

    private static void answer(Context ctx, Query query, Drafts.Step step) {
        Shapes shapes = shapes(query);
        if (step.delta().isEmpty()) {
            throw FindingJson.refusal(step.attempt().findings());
        }
        Version.tag(ctx, step.draft().version());
        Answer.json(ctx, StepJson.of(step, shapes));
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx);
        int limit = query.limit();
        Draft draft = store.required(Path.number(ctx, "id"));
        int after = query.cursor(1, parts -> Integer.valueOf(parts.get(0))).orElse(0);
        List<ListedOperation> found = store.listed(draft.id(), after, limit + 1);
        Version.tag(ctx, draft.version());
        Answer.json(
                ctx,
                Page.of(ctx, found, limit, operation -> List.of(String.valueOf(operation.seq())))
                        .map(operation -> OperationJson.of(operation, draft.cursor())));
    }

    private void delta(Context ctx) {
        Query query = Query.of(ctx, GEOMETRY);
        Shapes shapes = shapes(query);
        Drafts.SinceBase since = drafts.sinceBase(Path.number(ctx, "id"));
        Version.tag(ctx, since.draft().version());
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("draft", Json.mapper().valueToTree(DraftJson.of(since.draft())));
        json.set("delta", DeltaJson.of(since.delta(), shapes));
        Answer.json(ctx, json);
    }

    private static Shapes shapes(Query query) {
        return query.choice(GEOMETRY, Shapes.WORDS).orElse(Shapes.AFTER);
    }
}
