package io.sixgrid.data.incident;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.InGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads incidents. {@link IncidentReportStore} writes them. */
public final class IncidentStore {
    private static final String COLUMNS = """
            select i.id, i.external_id, i.kind, i.title, i.description, i.severity, i.occurred, i.reported, i.reported_by,
                   i.closed, i.closed_by, ST_X(i.place) as lon, ST_Y(i.place) as lat, i.chain
            from incident i
            """;
    private static final String BY_IDS = COLUMNS + "where i.id = any(:ids) order by i.id";
    private static final String BY_EXTERNAL_IDS = COLUMNS + "where i.external_id = any(:ids) order by i.id";
    // Newest first; (occurred, id) never changes, so pages neither skip nor double. By incident_occurred, or
    // incident_chain for a grid.
    private static final String WANTED = """
              and (:minLon::float8 is null or i.place && ST_MakeEnvelope(:minLon, :minLat, :maxLon, :maxLat, 4326))
              and (:from::timestamptz is null or i.occurred >= :from)
              and (:to::timestamptz is null or i.occurred < :to)
              and (cardinality(:severities) = 0 or i.severity = any(:severities))
              and (:kind::text is null or i.kind = :kind)
              and (:open::boolean is null or (i.state = 'open') = :open)
              and (:beforeOccurred::timestamptz is null or (i.occurred, i.id) < (:beforeOccurred, :beforeId))
            order by i.occurred desc, i.id desc
            limit :limit
            """;
    private static final String LIST =
            COLUMNS + "where (:grid::bigint is null or i.chain @> array[:grid::bigint])" + WANTED;
    private static final String LIST_THEN = COLUMNS + "where i.id in (" + PlacementStore.IN_GRID_THEN + ")" + WANTED;

    private final Jdbi jdbi;
    private final Boundaries boundaries;

    public IncidentStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
    }

    /** The border of a page: the time and the id of the last incident on it. */
    public record PageEnd(Instant occurred, long id) {}

    public Optional<Incident> find(long id) {
        return byIds(List.of(id)).stream().findFirst();
    }

    /** The incidents of those ids that exist, by id. */
    public List<Incident> byIds(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(BY_IDS)
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> read(row))
                .list());
    }

    /** The incidents that reporters call so, by id. */
    public List<Incident> byExternalIds(Collection<String> externalIds) {
        return jdbi.withHandle(h -> h.createQuery(BY_EXTERNAL_IDS)
                .bindArray("ids", String.class, externalIds.toArray())
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * Incidents, newest first.
     *
     * @param after where the page before ended, null for the first page
     */
    public List<Incident> list(IncidentFilter filter, @Nullable PageEnd after, int limit) {
        String sql = filter.grid().flatMap(InGrid::then).isPresent() ? LIST_THEN : LIST;
        return jdbi.withHandle(h -> PlacementStore.bind(h.createQuery(sql), filter.grid(), Placement.Subject.INCIDENT)
                .bind("minLon", filter.bbox().map(b -> b.min().lon()))
                .bind("minLat", filter.bbox().map(b -> b.min().lat()))
                .bind("maxLon", filter.bbox().map(b -> b.max().lon()))
                .bind("maxLat", filter.bbox().map(b -> b.max().lat()))
                .bind("from", filter.from())
                .bind("to", filter.to())
                .bindArray(
                        "severities",
                        Short.class,
                        filter.severities().stream().map(s -> (short) s.level()).toArray())
                .bind("kind", filter.kind())
                .bind("open", filter.open())
                .bind("beforeOccurred", after == null ? null : after.occurred())
                .bind("beforeId", after == null ? null : after.id())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** The same with the grids in which they were at a time; with none where they were not placed yet. */
    public List<Incident> then(List<Incident> incidents, AsOf then) {
        List<Long> ids = incidents.stream().map(Incident::id).toList();
        Map<Long, List<Long>> chains =
                jdbi.withHandle(h -> PlacementStore.chains(h, Placement.Subject.INCIDENT, ids, then));
        return incidents.stream()
                .map(one -> one.in(boundaries.named(chains.getOrDefault(one.id(), List.of()), then)))
                .toList();
    }

    private Incident read(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        return new Incident(
                row.getLong("id"),
                Optional.ofNullable(row.getString("external_id")),
                new Incident.What(
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("description"),
                        Severity.of(row.getInt("severity"))),
                new Incident.Life(
                        row.getTimestamp("occurred").toInstant(),
                        row.getTimestamp("reported").toInstant(),
                        row.getString("reported_by"),
                        Optional.ofNullable(row.getTimestamp("closed")).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getString("closed_by"))),
                place,
                boundaries.named(List.of((Long[]) row.getArray("chain").getArray())));
    }
}
