package io.sixgrid.data.incident;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Placer;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reports, closes and reopens incidents. One call is one transaction: the incidents, their placements, the audit and
 * the stream of changes.
 */
public final class IncidentReportStore {
    private static final String NEXT_IDS =
            "select nextval(pg_get_serial_sequence('incident', 'id')) from generate_series(1, :count)";
    private static final String INSERT = """
            insert into incident (id, external_id, kind, title, description, severity, occurred, reported, reported_by,
                                  place, frame, given, grid_id, chain)
            overriding system value
            select n.id, n.external_id, n.kind, n.title, n.description, n.severity, n.occurred, :at::timestamptz, :by,
                   ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), n.frame,
                   case when n.frame is not null then array[n.given_lon, n.given_lat] end, n.grid_id, n.chain::bigint[]
            from unnest(:ids, :externalIds, :kinds, :titles, :descriptions, :severities, :occurred,
                        :lons, :lats, :frames, :givenLons, :givenLats, :grids, :chains)
                     as n (id, external_id, kind, title, description, severity, occurred,
                           lon, lat, frame, given_lon, given_lat, grid_id, chain)
            """;
    private static final String GRID_VALID_AT = """
            select grid_id from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.code = :code and v.valid @> :at::timestamptz and upper_inf(v.recorded)
            """;
    private static final String CLOSE = """
            update incident set state = 'closed', closed = :at, closed_by = :by where id = :id and state = 'open'
            """;
    private static final String REOPEN = """
            update incident set state = 'open', closed = null, closed_by = null where id = :id and state = 'closed'
            """;

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private final Placer placer;
    private final IncidentStore stored;

    public IncidentReportStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.stored = new IncidentStore(jdbi, boundaries);
        this.boundaries = boundaries;
        this.placer = new Placer(boundaries, Placement.Subject.INCIDENT, Placement.Cause.INTAKE);
    }

    /** A report about to be stored. */
    private record Row(
            long id,
            IncidentReport report,
            Instant occurred,
            Placement placement,
            @Nullable Long gridId) {}

    /**
     * What became of a report.
     *
     * @param created false where the same report was stored before
     */
    public record Reported(long id, boolean created) {}

    /**
     * Stores all reports or none, and answers in their order. A report that says the same as a stored one of its
     * external id is a repetition; one that says something else is a conflict.
     */
    public List<Reported> report(List<IncidentReport> reports, Author by) {
        Map<String, Incident> known = known(reports);
        List<IncidentReport> fresh = reports.stream()
                .filter(r -> r.externalId().map(known::get).isEmpty())
                .toList();
        Iterator<Long> ids = store(fresh, by).iterator();
        List<Reported> reported = new ArrayList<>();
        for (IncidentReport report : reports) {
            Optional<Incident> before = report.externalId().map(known::get);
            reported.add(before.map(incident -> new Reported(incident.id(), false))
                    .orElseGet(() -> new Reported(ids.next(), true)));
        }
        return reported;
    }

    private Map<String, Incident> known(List<IncidentReport> reports) {
        Map<String, Incident> known = new HashMap<>();
        Set<String> asked = new HashSet<>();
        for (IncidentReport report : reports) {
            report.externalId().ifPresent(id -> {
                if (!asked.add(id)) {
                    throw SixgridException.invalid("externalId", "two reports of one request have externalId " + id);
                }
            });
        }
        stored.byExternalIds(asked)
                .forEach(incident -> known.put(incident.externalId().orElseThrow(), incident));
        for (IncidentReport report : reports) {
            Optional<Incident> before = report.externalId().map(known::get);
            if (before.isPresent() && !report.repeats(before.get())) {
                throw SixgridException.conflict("incident " + before.get().id() + " has externalId "
                        + report.externalId().get() + " and says something else");
            }
        }
        return known;
    }

    private List<Long> store(List<IncidentReport> reports, Author by) {
        if (reports.isEmpty()) {
            return List.of();
        }
        return jdbi.inTransaction(handle -> {
            List<Long> ids = handle.createQuery(NEXT_IDS)
                    .bind("count", reports.size())
                    .mapTo(Long.class)
                    .list();
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < reports.size(); i++) {
                rows.add(row(handle, ids.get(i), reports.get(i), by));
            }
            insert(handle, rows, by);
            PlacementStore.add(handle, rows.stream().map(Row::placement).toList());
            AuditStore.append(
                    handle, by, rows.stream().map(IncidentReportStore::audit).toList());
            ChangeStore.append(handle, List.of(), List.of(), ids, List.of());
            return ids;
        });
    }

    private static AuditEntry audit(Row row) {
        return new AuditEntry(
                "report",
                "incident",
                Long.toString(row.id()),
                Map.of("title", row.report().what().title()));
    }

    /** Closes an open incident; false when it is not open. */
    public boolean close(long id, Author by) {
        return turn(CLOSE, "close", id, by);
    }

    /** Opens a closed incident again; false when it is not closed. */
    public boolean reopen(long id, Author by) {
        return turn(REOPEN, "reopen", id, by);
    }

    private boolean turn(String sql, String action, long id, Author by) {
        return jdbi.inTransaction(handle -> {
            int turned = handle.createUpdate(sql)
                    .bind("at", by.at())
                    .bind("by", by.name())
                    .bind("id", id)
                    .execute();
            if (turned == 1) {
                AuditStore.append(handle, by, List.of(new AuditEntry(action, "incident", Long.toString(id))));
                ChangeStore.append(handle, List.of(), List.of(), List.of(id), List.of());
            }
            return turned == 1;
        });
    }

    private Row row(Handle handle, long id, IncidentReport report, Author by) {
        Instant occurred = report.occurred().orElse(by.at());
        if (report.gridCode().isEmpty()) {
            Placement placement = placer.place(id, occurred, report.position().map(GivenPosition::place));
            return new Row(id, report, occurred, placement, null);
        }
        String code = report.gridCode().get();
        long gridId = gridValidAt(handle, code, occurred);
        List<Long> chain = boundaries.at(occurred).chainOf(gridId).orElseThrow(() -> unknownGrid(code)).stream()
                .map(GridRef::id)
                .toList();
        Placement placement = new Placement(
                Placement.Subject.INCIDENT,
                id,
                Placement.Cause.INTAKE,
                occurred,
                Optional.empty(),
                boundaries.revision(),
                chain,
                false,
                Optional.empty());
        return new Row(id, report, occurred, placement, gridId);
    }

    private long gridValidAt(Handle handle, String code, Instant at) {
        return handle.createQuery(GRID_VALID_AT)
                .bind("scheme", boundaries.scheme().code())
                .bind("code", code)
                .bind("at", at)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> unknownGrid(code));
    }

    private static SixgridException unknownGrid(String code) {
        return SixgridException.invalid("grid", "no grid with code " + code + " when the incident occurred");
    }

    private static void insert(Handle handle, List<Row> rows, Author by) {
        handle.createUpdate(INSERT)
                .bind("at", by.at())
                .bind("by", by.name())
                .bindArray("ids", Long.class, column(rows, Row::id))
                .bindArray(
                        "externalIds",
                        String.class,
                        column(rows, r -> r.report().externalId().orElse(null)))
                .bindArray("kinds", String.class, what(rows, Incident.What::kind))
                .bindArray("titles", String.class, what(rows, Incident.What::title))
                .bindArray("descriptions", String.class, what(rows, Incident.What::description))
                .bindArray("severities", Short.class, what(rows, w ->
                        (short) w.severity().level()))
                .bindArray("occurred", Instant.class, column(rows, Row::occurred))
                .bindArray("lons", Double.class, position(rows, p -> p.place().lon()))
                .bindArray("lats", Double.class, position(rows, p -> p.place().lat()))
                .bindArray("frames", String.class, position(rows, GivenPosition::frame))
                .bindArray(
                        "givenLons", Double.class, position(rows, p -> p.given().x()))
                .bindArray(
                        "givenLats", Double.class, position(rows, p -> p.given().y()))
                .bindArray("grids", Long.class, column(rows, Row::gridId))
                .bindArray(
                        "chains",
                        String.class,
                        column(rows, r -> PlacementStore.arrayText(r.placement().chain())))
                .execute();
    }

    private static Object[] column(List<Row> rows, Function<Row, @Nullable Object> part) {
        return rows.stream().map(part).toArray();
    }

    private static Object[] what(List<Row> rows, Function<Incident.What, Object> part) {
        return column(rows, r -> part.apply(r.report().what()));
    }

    private static Object[] position(List<Row> rows, Function<GivenPosition, Object> part) {
        return column(rows, r -> r.report().position().map(part).orElse(null));
    }
}
