package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.redraw.Publishing;
import io.sixgrid.data.redraw.Publishing.Approval;
import io.sixgrid.data.redraw.Publishing.Ruling;
import io.sixgrid.data.redraw.Publishing.Submission;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.http.Version;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.identity.Role;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A draft and its way to a revision: {@code /api/v1/drafts/{id}}, and below it submit, return, approve, rebase and conflicts. */
public final class PublishRoutes {
    private static final Set<String> SUBMISSION = Set.of("effective", "reason", "document", "correction");
    private static final Set<String> APPROVAL = Set.of("effective", "note");

    private final Publishing publishing;
    private final Schemes schemes;
    private final Clock clock;

    /** @param schemes read again as soon as something is published here: whoever published may ask at once */
    public PublishRoutes(Publishing publishing, Schemes schemes, Clock clock) {
        this.publishing = publishing;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/drafts/{id}", this::one);
        routes.get("/api/v1/drafts/{id}/conflicts", this::conflicts);
        routes.get("/api/v1/drafts/{id}/review", this::review);
        routes.post("/api/v1/drafts/{id}/submit", this::submit);
        routes.post("/api/v1/drafts/{id}/return", this::giveBack);
        routes.post("/api/v1/drafts/{id}/approve", this::approve);
        routes.post("/api/v1/drafts/{id}/rebase", this::rebase);
    }

    private void one(Context ctx) {
        Query.of(ctx);
        Ruling ruling = publishing.review(Path.number(ctx, "id"));
        Version.tag(ctx, ruling.draft().version());
        ObjectNode json = Json.mapper().valueToTree(DraftJson.of(ruling.draft()));
        Answer.json(ctx, json.set("review", Json.mapper().valueToTree(ruling.review())));
    }

    private void conflicts(Context ctx) {
        Query.of(ctx);
        Ruling ruling = publishing.check(Path.number(ctx, "id"), clock.instant());
        Answer.json(ctx, json(ruling).set("conflicts", ConflictJson.of(ruling.conflicts())));
    }

    private void review(Context ctx) {
        Query.of(ctx);
        Answer.json(ctx, json(publishing.review(Path.number(ctx, "id"))));
    }

    private void submit(Context ctx) {
        Query query = Query.of(ctx, Version.NAME);
        Members body = Body.optional(ctx).only(SUBMISSION);
        answer(
                ctx,
                publishing.submit(
                        Path.number(ctx, "id"),
                        new Submission(
                                body.instant("effective"),
                                body.text("reason"),
                                body.text("document"),
                                body.flag("correction").orElse(false)),
                        IdentityRoutes.author(ctx, clock),
                        Version.seen(ctx, query)));
    }

    private void giveBack(Context ctx) {
        IdentityRoutes.require(ctx, Role.APPROVER);
        Query query = Query.of(ctx, Version.NAME);
        Members body = Body.object(ctx).only(Set.of("note"));
        answer(
                ctx,
                publishing.giveBack(
                        Path.number(ctx, "id"),
                        body.requiredText("note"),
                        IdentityRoutes.author(ctx, clock),
                        Version.seen(ctx, query)));
    }

    private void approve(Context ctx) {
        IdentityRoutes.require(ctx, Role.APPROVER);
        Query query = Query.of(ctx, Version.NAME);
        Members body = Body.optional(ctx).only(APPROVAL);
        Approval approval = new Approval(
                body.instant("effective"),
                body.text("note"),
                IdentityRoutes.planner(ctx).level());
        Ruling ruling = publishing.approve(
                Path.number(ctx, "id"), approval, IdentityRoutes.author(ctx, clock), Version.seen(ctx, query));
        schemes.refresh();
        answer(ctx, ruling);
    }

    private void rebase(Context ctx) {
        Query query = Query.of(ctx, "drop", Version.NAME);
        Set<Integer> drop = new TreeSet<>();
        query.text("drop")
                .ifPresent(text -> Arrays.stream(text.split(",", -1))
                        .map(PublishRoutes::seq)
                        .forEach(drop::add));
        answer(
                ctx,
                publishing.rebase(
                        Path.number(ctx, "id"), drop, IdentityRoutes.author(ctx, clock), Version.seen(ctx, query)));
    }

    private static Integer seq(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw SixgridException.invalid("drop", "drop is not a list of numbers of operations: " + text);
        }
    }

    private static void answer(Context ctx, Ruling ruling) {
        if (!ruling.conflicts().isEmpty()) {
            throw ConflictJson.refusal(ruling.conflicts());
        }
        Version.tag(ctx, ruling.draft().version());
        Answer.json(ctx, json(ruling));
    }

    private static ObjectNode json(Ruling ruling) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("draft", Json.mapper().valueToTree(DraftJson.of(ruling.draft())));
        Optional<Long> revision = ruling.review().revision();
        revision.ifPresent(number -> json.put("revision", number));
        json.set("review", Json.mapper().valueToTree(ruling.review()));
        return json.set("findings", FindingJson.of(ruling.findings()));
    }
}
