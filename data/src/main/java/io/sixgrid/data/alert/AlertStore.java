package io.sixgrid.data.alert;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.InGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.PlacementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads alerts, and closes them for an operator. Whatever happens to them {@link EventStore} writes, in the transaction of
 * the events they fold.
 */
public final class AlertStore {
    private static final String COLUMNS = """
            select a.id, a.device, a.kind, a.severity, a.source, a.opened, a.last_seen, a.closed, a.closed_by, a.events,
                   a.skewed, ST_X(a.place) as lon, ST_Y(a.place) as lat, a.chain, a.unplaced,
                   d.name as device_name, a.source_severity, a.text, a.media, d.gateway, g.name as gateway_name
            from alert a left join device d on d.id = a.device left join device g on g.id = d.gateway
            """;
    private static final String BY_IDS = COLUMNS + "where a.id = any(:ids) order by a.id";
    // Newest first; (opened, id) is the page's border, so nothing is skipped or doubled while alerts arrive.
    private static final String WANTED = """
              and (:minLon::float8 is null or a.place && ST_MakeEnvelope(:minLon, :minLat, :maxLon, :maxLat, 4326))
              and (:from::timestamptz is null or a.opened >= :from)
              and (:to::timestamptz is null or a.opened < :to)
              and (:severities::int2[] is null or a.severity = any(:severities))
              and (:kind::text is null or a.kind = :kind)
              and (:device::text is null or a.device = :device)
              and (:gateway::text is null or d.gateway = :gateway)
              and (:open::boolean is null or (a.state = 'open') = :open)
              and (:placed::boolean is null or (a.unplaced is null) = :placed)
              and (:beforeOpened::timestamptz is null or (a.opened, a.id) < (:beforeOpened, :beforeId))
            order by a.opened desc, a.id desc
            limit :limit
            """;
    private static final String LIST =
            COLUMNS + "where (:grid::bigint is null or a.chain @> array[:grid::bigint])" + WANTED;
    // What is placed are events; an alert was where the one was that opened it. Asked one by one, by the primary key of
    // placement, until the page is full: of events there are too many to read them all.
    private static final String THEN = """
            select p.chain from placement p
            where p.subject = 'event' and p.subject_id = a.event_id and p.at <= :at::timestamptz
              and (:known::timestamptz is null or p.recorded <= :known::timestamptz)
            order by p.id desc limit 1
            """;
    private static final String LIST_THEN =
            COLUMNS + "where a.opened <= :at::timestamptz and (" + THEN + ") @> array[:grid::bigint]" + WANTED;
    private static final String CHAINS_THEN =
            "select a.id, coalesce((" + THEN + "), '{}') as chain from alert a where a.id = any(:ids)";
    // Tiling levels come first in a chain, so its deepest tiling grid is among the first :deepest; in a branch where
    // levels
    // are absent not the last of them. Alerts are counted by those few before anybody asks which it is.
    private static final String FLOODS = """
            with counted as (
                select a.kind, d.gateway, case when d.gateway is null then a.chain[1 \\: :deepest] end as tiling, count(*) as alerts,
                       min(a.severity) as severity, min(a.opened) as opened, max(a.last_seen) as last_seen
                from alert a left join device d on d.id = a.device
                where a.state = 'open' and a.kind = any(:kinds) and (d.gateway is not null or a.chain <> '{}')
                  and (:grid::bigint is null or a.chain @> array[:grid::bigint])
                group by a.kind, d.gateway, tiling
            )
            select c.kind, c.gateway, g.name as gateway_name, n.grid, sum(c.alerts) as alerts, min(c.severity) as severity,
                   min(c.opened) as opened, max(c.last_seen) as last_seen
            from counted c left join device g on g.id = c.gateway
                 left join lateral (select id as grid from grid where id = any(c.tiling) and level <= :deepest
                                    order by level desc limit 1) n on true
            group by c.kind, c.gateway, g.name, n.grid
            having sum(c.alerts) >= 2
            order by alerts desc, opened, c.kind, c.gateway, n.grid
            """;
    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private final OperatorCloseStore closing;

    public AlertStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
        this.closing = new OperatorCloseStore(boundaries);
    }

    /** The alerts of those ids that exist, by id. */
    public List<Alert> byIds(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(BY_IDS)
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> read(row))
                .list());
    }

    /** The border of a page: the time and the id of the last alert on it. */
    public record PageEnd(Instant opened, long id) {}

    /** Closes an open alert for an operator, by an event that it folds like any other; false when it is not open. */
    public boolean close(long id, Author by) {
        // Outside of the transaction: making a partition locks its parent table.
        new EventStore(jdbi).ensureMonth(by.at());
        return jdbi.inTransaction(handle -> closing.close(handle, id, by));
    }

    /**
     * Alerts, newest first.
     *
     * @param after where the page before ended, null for the first page
     */
    public List<Alert> list(AlertFilter filter, @Nullable PageEnd after, int limit) {
        Optional<AsOf> then = filter.grid().flatMap(InGrid::then);
        return jdbi.withHandle(h -> {
            var query = h.createQuery(then.isPresent() ? LIST_THEN : LIST)
                    .bind("grid", filter.grid().map(InGrid::id))
                    .bind("minLon", filter.bbox().map(b -> b.min().lon()))
                    .bind("minLat", filter.bbox().map(b -> b.min().lat()))
                    .bind("maxLon", filter.bbox().map(b -> b.max().lon()))
                    .bind("maxLat", filter.bbox().map(b -> b.max().lat()))
                    .bind("from", filter.from())
                    .bind("to", filter.to())
                    .bind("kind", filter.kind())
                    .bind("device", filter.device())
                    .bind("gateway", filter.gateway())
                    .bind("open", filter.open())
                    .bind("placed", filter.placed())
                    .bind("beforeOpened", after == null ? null : after.opened())
                    .bind("beforeId", after == null ? null : after.id())
                    .bind("limit", limit);
            then.ifPresent(moment -> PlacementStore.bind(query, moment));
            if (filter.severities().isEmpty()) {
                query.bindNull("severities", Types.ARRAY);
            } else {
                query.bindArray(
                        "severities",
                        Short.class,
                        filter.severities().stream().map(s -> (short) s.level()).toArray());
            }
            return query.map((row, context) -> read(row)).list();
        });
    }

    /** The same with the grids in which they were at a time; with none where they were not placed yet. */
    public List<Alert> then(List<Alert> alerts, AsOf then) {
        Map<Long, List<Long>> chains = new HashMap<>();
        jdbi.useHandle(h -> PlacementStore.bind(h.createQuery(CHAINS_THEN), then)
                .bindArray("ids", Long.class, alerts.stream().map(Alert::id).toArray())
                .map((row, context) -> chains.put(row.getLong("id"), List.of((Long[])
                        row.getArray("chain").getArray())))
                .list());
        return alerts.stream()
                .map(one -> one.in(boundaries.named(chains.getOrDefault(one.id(), List.of()), then)))
                .toList();
    }

    /**
     * The groups of which two or more alerts are open, largest first.
     *
     * @param gridId counts only alerts in the subtree of this grid
     */
    public List<AlertGroup.Flood> floods(Optional<Long> gridId) {
        return jdbi.withHandle(h -> h.createQuery(FLOODS)
                .bind("deepest", boundaries.scheme().deepestTiling())
                .bindArray("kinds", String.class, AlertGroup.KINDS.toArray())
                .bind("grid", gridId)
                .map((row, context) -> flood(row))
                .list());
    }

    private AlertGroup.Flood flood(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        Optional<AlertGroup.Gateway> gateway = gateway(row);
        AlertGroup group = gateway.isPresent()
                ? AlertGroup.behind(kind, gateway.get())
                : AlertGroup.in(
                        kind, boundaries.named(List.of(row.getLong("grid"))).get(0));
        return new AlertGroup.Flood(
                group,
                row.getInt("alerts"),
                Severity.of(row.getInt("severity")),
                row.getTimestamp("opened").toInstant(),
                row.getTimestamp("last_seen").toInstant());
    }

    private static Optional<AlertGroup.Gateway> gateway(ResultSet row) throws SQLException {
        Optional<String> name = Optional.ofNullable(row.getString("gateway_name"));
        return Optional.ofNullable(row.getString("gateway")).map(id -> new AlertGroup.Gateway(id, name));
    }

    private Alert read(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        Alert.Episode episode = new Alert.Episode(
                row.getTimestamp("opened").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                Optional.ofNullable(row.getTimestamp("closed")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("closed_by")),
                row.getInt("events"),
                row.getBoolean("skewed"));
        Alert.Said said = new Alert.Said(
                Optional.ofNullable(row.getString("device_name")),
                row.getString("source"),
                Optional.ofNullable(row.getString("source_severity")),
                Optional.ofNullable(row.getString("text")),
                Optional.ofNullable(row.getString("media")));
        String kind = row.getString("kind");
        List<GridRef> chain =
                boundaries.named(List.of((Long[]) row.getArray("chain").getArray()));
        Optional<AlertGroup> group = episode.open()
                ? AlertGroup.of(kind, gateway(row), chain, boundaries.scheme().deepestTiling())
                : Optional.empty();
        return new Alert(
                row.getLong("id"),
                row.getString("device"),
                kind,
                Severity.of(row.getInt("severity")),
                episode,
                place,
                chain,
                Optional.ofNullable(row.getString("unplaced")),
                said,
                group);
    }
}
