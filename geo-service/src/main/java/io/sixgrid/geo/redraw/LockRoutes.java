package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Edge;
import io.sixgrid.data.redraw.LockStore;
import io.sixgrid.data.redraw.LockedLine;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Sketch;
import io.sixgrid.data.redraw.Topology;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;

/** Lines along which no border is moved: {@code /api/v1/locks} and one of them. */
public final class LockRoutes {
    private static final Set<String> MEMBERS = Set.of("nameZh", "nameEn", "line", "edges", "source");

    private final LockStore locks;
    private final Bases bases;
    private final Schemes schemes;
    private final Clock clock;

    public LockRoutes(LockStore locks, Bases bases, Schemes schemes, Clock clock) {
        this.locks = locks;
        this.bases = bases;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/locks", this::list);
        routes.get("/api/v1/locks/{code}", this::one);
        routes.put("/api/v1/locks/{code}", this::put);
        routes.delete("/api/v1/locks/{code}", this::delete);
    }

    private record LockJson(
            String code,
            String nameZh,
            String nameEn,
            Optional<String> source,
            String author,
            Instant at,
            JsonNode line) {
        static LockJson of(LockedLine lock) {
            return new LockJson(
                    lock.code(),
                    lock.nameZh(),
                    lock.nameEn(),
                    lock.source(),
                    lock.author(),
                    lock.at(),
                    ShapeJson.of(lock.shape()));
        }
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx, "scheme");
        int limit = query.limit();
        Optional<String> after = query.cursor(1, parts -> parts.get(0));
        List<LockedLine> found = locks.list(scheme(query), after, limit + 1);
        Answer.json(
                ctx, Page.of(ctx, found, limit, lock -> List.of(lock.code())).map(LockJson::of));
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "scheme");
        Answer.json(ctx, LockJson.of(locks.required(scheme(query), ctx.pathParam("code"))));
    }

    private void put(Context ctx) {
        requireWide(ctx);
        String scheme = scheme(Query.of(ctx, "scheme"));
        Members body = Body.object(ctx).only(MEMBERS);
        Author by = IdentityRoutes.author(ctx, clock);
        LockedLine lock = new LockedLine(
                ctx.pathParam("code"),
                body.requiredText("nameZh"),
                body.requiredText("nameEn"),
                line(body, scheme),
                body.text("source"),
                by.name(),
                by.at());
        locks.put(scheme, lock);
        Answer.json(ctx, LockJson.of(lock));
    }

    private void delete(Context ctx) {
        requireWide(ctx);
        String scheme = scheme(Query.of(ctx, "scheme"));
        locks.delete(scheme, ctx.pathParam("code"), IdentityRoutes.author(ctx, clock));
        ctx.status(204);
    }

    /** A lock that those could lift whom it is to hold up would hold up nobody. */
    private static void requireWide(Context ctx) {
        Planner planner = IdentityRoutes.planner(ctx);
        if (planner.level() > 1) {
            throw SixgridException.forbidden("lines are locked and unlocked by a planner for level 1; " + planner.name()
                    + " may change level " + planner.level() + " and finer");
        }
    }

    private String scheme(Query query) {
        return schemes.boundaries(query.text("scheme")).scheme().code();
    }

    /** As it is given, or where edges of the present boundaries run. */
    private MultiLineString line(Members body, String scheme) {
        Optional<MultiLineString> given = body.line("line");
        List<String> edges = body.words("edges");
        if (given.isPresent() == !edges.isEmpty()) {
            throw SixgridException.invalid("line", "a lock has either a line or edges, and one of the two");
        }
        return given.orElseGet(() -> line(edges, scheme));
    }

    private MultiLineString line(List<String> edges, String scheme) {
        Topology topology = new Topology(new Sketch(bases.now(scheme, clock.instant())));
        List<LineString> lines = new ArrayList<>();
        for (String id : edges) {
            Edge edge = topology.required(id, "edges[" + lines.size() + "]");
            lines.add(edge.line());
        }
        return Lattice.FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
    }
}
