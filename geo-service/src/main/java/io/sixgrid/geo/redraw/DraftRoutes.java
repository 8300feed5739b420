package io.sixgrid.geo.redraw;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.NewDraft;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.http.Version;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drafts themselves: {@code /api/v1/drafts} and {@code /api/v1/drafts/{id}}. */
public final class DraftRoutes {
    private static final int LONGEST_TITLE = 200;
    private static final Set<String> NEW = Set.of("scheme", "title", "scope", "at", "effective", "reason", "document");
    private static final Set<String> AMENDED = Set.of("title", "effective", "reason", "document");

    private final Drafts drafts;
    private final DraftStore store;
    private final Schemes schemes;
    private final Clock clock;

    public DraftRoutes(Drafts drafts, DraftStore store, Schemes schemes, Clock clock) {
        this.drafts = drafts;
        this.store = store;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/drafts", this::open);
        routes.get("/api/v1/drafts", this::list);
        routes.patch("/api/v1/drafts/{id}", this::amend);
        routes.delete("/api/v1/drafts/{id}", this::withdraw);
    }

    private void open(Context ctx) {
        Query.of(ctx);
        Members body = Body.object(ctx).only(NEW);
        Instant at = body.instant("at").orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MICROS));
        NewDraft draft = new NewDraft(
                schemes.boundaries(body.text("scheme")).scheme().code(),
                title(body.requiredText("title")),
                body.text("scope"),
                at,
                new Draft.Aim(body.instant("effective"), body.text("reason"), body.text("document")));
        Draft opened = drafts.open(draft, IdentityRoutes.author(ctx, clock));
        Version.tag(ctx, opened.version());
        Answer.created(ctx, "/api/v1/drafts/" + opened.id(), DraftJson.of(opened));
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "scheme", "state");
        int limit = query.limit();
        String scheme = schemes.boundaries(query.text("scheme")).scheme().code();
        Map<String, Draft.State> states = new LinkedHashMap<>();
        for (Draft.State state : Draft.State.values()) {
            states.put(state.code(), state);
        }
        Optional<Draft.State> state = query.choice("state", states);
        Optional<Long> before = query.cursor(1, parts -> Long.valueOf(parts.get(0)));
        List<Draft> found = store.list(scheme, state, before, limit + 1);
        Answer.json(
                ctx,
                Page.of(ctx, found, limit, draft -> List.of(String.valueOf(draft.id())))
                        .map(DraftJson::of));
    }

    private void amend(Context ctx) {
        Query query = Query.of(ctx, Version.NAME);
        Members body = Body.object(ctx).only(AMENDED);
        Drafts.Amendment amendment = new Drafts.Amendment(
                body.mentions("title") ? Optional.of(title(body.requiredText("title"))) : Optional.empty(),
                body.mentions("effective") ? Optional.of(body.instant("effective")) : Optional.empty(),
                body.mentions("reason") ? Optional.of(body.text("reason")) : Optional.empty(),
                body.mentions("document") ? Optional.of(body.text("document")) : Optional.empty());
        answer(ctx, drafts.amend(Path.number(ctx, "id"), amendment, Version.seen(ctx, query)));
    }

    private void withdraw(Context ctx) {
        Query query = Query.of(ctx, Version.NAME);
        answer(
                ctx,
                drafts.withdraw(Path.number(ctx, "id"), IdentityRoutes.author(ctx, clock), Version.seen(ctx, query)));
    }

    private static void answer(Context ctx, Draft draft) {
        Version.tag(ctx, draft.version());
        Answer.json(ctx, DraftJson.of(draft));
    }

    private static String title(String text) {
        if (text.isBlank() || text.length() > LONGEST_TITLE) {
            throw SixgridException.invalid(
                    "title", "title is empty or longer than " + LONGEST_TITLE + " signs: " + text);
        }
        return text;
    }
}
