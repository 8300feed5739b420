package io.sixgrid.geo.redraw;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.LockStore;
import io.sixgrid.data.redraw.Locks;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Sketch;
import io.sixgrid.data.redraw.Topology;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.http.Version;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** Nodes, edges and faces of a draft's borders: {@code /api/v1/drafts/{id}/topology}. */
public final class TopologyRoutes {
    /** A sheet of so many faces is more than anybody edits at once, and a megabyte or two. */
    private static final int MOST_FACES = 2000;

    private static final String BBOX = "bbox";

    private final Drafts drafts;
    private final LockStore locks;

    public TopologyRoutes(Drafts drafts, LockStore locks) {
        this.drafts = drafts;
        this.locks = locks;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/drafts/{id}/topology", this::topology);
    }

    private void topology(Context ctx) {
        Query query = Query.of(ctx, BBOX);
        Optional<Envelope> box = query.bbox().map(TopologyRoutes::envelope);
        Planner planner = IdentityRoutes.planner(ctx);
        TopologyJson json = drafts.sketch(Path.number(ctx, "id"), (draft, sketch) -> part(draft, sketch, box, planner));
        Version.tag(ctx, json.version());
        Answer.json(ctx, json.write());
    }

    private TopologyJson part(Draft draft, Sketch sketch, Optional<Envelope> box, Planner planner) {
        Envelope where = box.orElseGet(() -> whole(draft, sketch));
        int faces = sketch.leavesNear(where).size();
        if (faces > MOST_FACES) {
            throw SixgridException.invalid(
                    BBOX,
                    (box.isPresent() ? "bbox has " : "without bbox there are ") + faces + " faces, and at most "
                            + MOST_FACES + " are answered at once: say a " + (box.isPresent() ? "smaller " : "")
                            + "bbox, minLon,minLat,maxLon,maxLat");
        }
        Topology.Part part = new Topology(sketch).in(where);
        Envelope reached = new Envelope();
        part.edges().forEach(edge -> reached.expandToInclude(edge.line().getEnvelopeInternal()));
        Locks near = new Locks(reached.isNull() ? List.of() : locks.near(draft.scheme(), reached));
        return TopologyJson.of(draft, sketch, part, planner).with(near);
    }

    private static Envelope whole(Draft draft, Sketch sketch) {
        return draft.scope()
                .flatMap(scope -> sketch.piece(scope.id()))
                .map(piece -> piece.shape().getEnvelopeInternal())
                .orElseGet(() -> sketch.outline().getEnvelopeInternal());
    }

    private static Envelope envelope(BoundingBox box) {
        return new Envelope(
                box.min().lon(), box.max().lon(), box.min().lat(), box.max().lat());
    }
}
