package io.sixgrid.geo.incident;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.data.incident.IncidentFilter;
import io.sixgrid.data.incident.IncidentReport;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.incident.IncidentReportStore.Reported;
import io.sixgrid.data.incident.IncidentStore;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.geo.grid.GridFilter;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Body;
import io.sixgrid.geo.http.Members;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Path;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.maps.live.IncidentView;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Incidents: reported one by one or many at once, listed, closed and opened again. */
public final class IncidentRoutes {
    private static final String PATH = "/api/v1/incidents";
    private static final Set<String> REPORT = Set.of(
            "externalId",
            "kind",
            "title",
            "description",
            "severity",
            "occurred",
            "lon",
            "lat",
            "x",
            "y",
            "frame",
            "grid");

    private final IncidentStore incidents;
    private final IncidentReportStore reports;
    private final Schemes schemes;
    private final Clock clock;

    public IncidentRoutes(IncidentStore incidents, IncidentReportStore reports, Schemes schemes, Clock clock) {
        this.incidents = incidents;
        this.reports = reports;
        this.schemes = schemes;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get(PATH, this::list);
        routes.post(PATH, this::report);
        routes.get(PATH + "/{id}", this::one);
        routes.post(PATH + "/{id}/close", this::close);
        routes.post(PATH + "/{id}/reopen", this::reopen);
    }

    private void list(Context ctx) {
        Query query =
                Query.ofList(ctx, "grid", "scheme", "at", "known", "bbox", "from", "to", "severity", "kind", "state");
        int limit = query.limit();
        GridFilter grid = schemes.filter(query.text("scheme"), query.text("grid"), query.then(clock));
        IncidentFilter filter = new IncidentFilter(
                grid.chain(),
                grid.box(query.bbox()),
                query.instant("from"),
                query.instant("to"),
                query.severities(),
                query.text("kind"),
                query.choice("state", Map.of("open", true, "closed", false)));
        var after = query.cursor(2, c -> new IncidentStore.PageEnd(Instant.parse(c.get(0)), Long.parseLong(c.get(1))))
                .orElse(null);
        Page<Incident> page = Page.of(
                ctx,
                grid.list(after, limit + 1, new Listed(filter)),
                limit,
                i -> List.of(i.life().occurred().toString(), String.valueOf(i.id())));
        Answer.page(ctx, page.with(items -> then(items, query)).map(IncidentView::of));
    }

    private final class Listed implements GridFilter.Reading<Incident, IncidentStore.PageEnd> {
        private final IncidentFilter filter;

        Listed(IncidentFilter filter) {
            this.filter = filter;
        }

        @Override
        public List<Incident> after(IncidentStore.@Nullable PageEnd end, int limit) {
            return incidents.list(filter, end, limit);
        }

        @Override
        public IncidentStore.PageEnd end(Incident incident) {
            return new IncidentStore.PageEnd(incident.life().occurred(), incident.id());
        }

        @Override
        public Optional<LonLat> place(Incident incident) {
            return incident.place();
        }
    }

    private void one(Context ctx) {
        Query query = Query.of(ctx, "at", "known");
        Incident incident = required(Path.number(ctx, "id"));
        Answer.thing(ctx, IncidentView.of(then(List.of(incident), query).get(0)));
    }

    /** With the grids of the time that is asked about. */
    private List<Incident> then(List<Incident> found, Query query) {
        return query.then(clock).map(then -> incidents.then(found, then)).orElse(found);
    }

    private void report(Context ctx) {
        Query.of(ctx);
        Body body = Body.oneOrMany(ctx);
        Author by = IdentityRoutes.author(ctx, clock);
        List<IncidentReport> asked = body.objects().stream()
                .map(members -> members.read(() -> parse(members)))
                .toList();
        List<Reported> reported = reports.report(asked, by);
        Map<Long, Incident> stored = new HashMap<>();
        incidents
                .byIds(reported.stream().map(Reported::id).toList())
                .forEach(incident -> stored.put(incident.id(), incident));
        List<IncidentView> views = reported.stream()
                .map(r -> IncidentView.of(Objects.requireNonNull(stored.get(r.id()))))
                .toList();
        if (body.array()) {
            Answer.json(ctx, views);
        } else if (reported.get(0).created()) {
            Answer.created(ctx, PATH + "/" + reported.get(0).id(), views.get(0));
        } else {
            Answer.json(ctx, views.get(0));
        }
    }

    private void close(Context ctx) {
        Query.of(ctx);
        Incident before = required(Path.number(ctx, "id"));
        if (!reports.close(before.id(), IdentityRoutes.author(ctx, clock))) {
            throw SixgridException.conflict("incident " + before.id() + " is closed already");
        }
        Answer.thing(ctx, IncidentView.of(required(before.id())));
    }

    private void reopen(Context ctx) {
        Query.of(ctx);
        Incident before = required(Path.number(ctx, "id"));
        if (!reports.reopen(before.id(), IdentityRoutes.author(ctx, clock))) {
            throw SixgridException.conflict("incident " + before.id() + " is open already");
        }
        Answer.thing(ctx, IncidentView.of(required(before.id())));
    }

    private Incident required(long id) {
        return incidents.find(id).orElseThrow(() -> SixgridException.notFound("no incident " + id));
    }

    private static IncidentReport parse(Members members) {
        members.only(REPORT);
        return new IncidentReport(
                members.text("externalId"),
                new Incident.What(
                        members.requiredText("kind"),
                        members.requiredText("title"),
                        members.text("description").orElse(""),
                        members.severity()),
                members.instant("occurred"),
                members.position(),
                members.text("grid"));
    }
}
