package io.sixgrid.geo.alert;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Alert;
import io.sixgrid.data.alert.AlertEventStore;
import io.sixgrid.data.alert.AlertFilter;
import io.sixgrid.data.alert.AlertStore;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.geo.grid.GridFilter;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.maps.live.AlertView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts: {@code GET /api/v1/alerts}, their groups, one of them with its history, and closing one by hand. */
public final class AlertRoutes {
    private static final int EVENTS_SHOWN = 200;

    private final AlertStore alerts;
    private final AlertEventStore events;
    private final Schemes schemes;
    private final Clock clock;

    public AlertRoutes(AlertStore alerts, AlertEventStore events, Schemes schemes, Clock clock) {
        this.alerts = alerts;
        this.events = events;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/alerts", this::list);
        // Before the path with an id: the first that fits answers.
        routes.get("/api/v1/alerts/groups", this::groups);
        routes.get("/api/v1/alerts/{id}", this::one);
        routes.post("/api/v1/alerts/{id}/close", this::close);
    }

    private void list(Context ctx) {
        Query query = Query.ofList(
                ctx,
                "grid",
                "scheme",
                "at",
                "known",
                "bbox",
                "from",
                "to",
                "severity",
                "kind",
                "device",
                "gateway",
                "state",
                "placed");
        int limit = query.limit();
        GridFilter grid = schemes.filter(query.text("scheme"), query.text("grid"), query.then(clock));
        AlertFilter filter = new AlertFilter(
                grid.chain(),
                grid.box(query.bbox()),
                query.instant("from"),
                query.instant("to"),
                query.severities(),
                query.text("kind"),
                query.text("device"),
                query.text("gateway"),
                query.choice("state", Map.of("open", true, "closed", false)),
                query.flag("placed"));
        var after = query.cursor(2, c -> new AlertStore.PageEnd(Instant.parse(c.get(0)), Long.parseLong(c.get(1))))
                .orElse(null);
        Page<Alert> page = Page.of(
                ctx,
                grid.list(after, limit + 1, new Listed(filter)),
                limit,
                a -> List.of(a.episode().opened().toString(), String.valueOf(a.id())));
        Answer.page(ctx, page.with(items -> then(items, query)).map(AlertView::of));
    }

    private final class Listed implements GridFilter.Reading<Alert, AlertStore.PageEnd> {
        private final AlertFilter filter;

        Listed(AlertFilter filter) {
            this.filter = filter;
        }

        @Override
        public List<Alert> after(AlertStore.@Nullable PageEnd end, int limit) {
            return alerts.list(filter, end, limit);
        }

        @Override
        public AlertStore.PageEnd end(Alert alert) {
            return new AlertStore.PageEnd(alert.episode().opened(), alert.id());
        }

        @Override
        public Optional<LonLat> place(Alert alert) {
            return alert.place();
        }
    }

    private void groups(Context ctx) {
        Query query = Query.of(ctx, "grid", "scheme");
        Optional<Long> grid = schemes.gridId(query.text("scheme"), query.text("grid"));
        List<GroupView> groups = alerts.floods(grid).stream().map(GroupView::of).toList();
        Answer.json(ctx, new Page<>(groups, null));
    }

    /** With the grids of the time that is asked about. */
    private List<Alert> then(List<Alert> found, Query query) {
        return query.then(clock).map(then -> alerts.then(found, then)).orElse(found);
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "at", "known");
        Alert alert = then(List.of(required(Path.number(ctx, "id"))), query).get(0);
        Answer.thing(
                ctx, AlertDetails.of(alert, events.of(alert.id(), EVENTS_SHOWN), schemes.boundaries(Optional.empty())));
    }

    private void close(Context ctx) {
        Query.of(ctx);
        long id = Path.number(ctx, "id");
        Alert before = required(id);
        if (!alerts.close(id, IdentityRoutes.author(ctx, clock))) {
            throw SixgridException.conflict("alert " + before.id() + " is closed already");
        }
        Answer.thing(ctx, AlertView.of(required(id)));
    }

    private Alert required(long id) {
        Optional<Alert> found = alerts.byIds(List.of(id)).stream().findFirst();
        return found.orElseThrow(() -> SixgridException.notFound("no alert " + id));
    }
}
