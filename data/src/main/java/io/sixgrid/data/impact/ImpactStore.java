package io.sixgrid.data.impact;

import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.LonLat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.locationtech.jts.geom.Envelope;

/** All SQL that reads what stands where boundaries are redrawn. */
public final class ImpactStore {
    private static final String WHERE = """
            from unnest(:west, :south, :east, :north) as e (west, south, east, north)
            """;
    // By index incident_place.
    private static final String INCIDENTS = """
            select distinct i.id as number, '' as word, i.state = 'open' as open, i.reported >= :since as recent,
                   ST_X(i.place) as lon, ST_Y(i.place) as lat, 0::bigint as grid_id
            """ + WHERE + """
            join incident i on i.place && ST_MakeEnvelope(e.west, e.south, e.east, e.north, 4326)
            where i.state = 'open' or i.reported >= :since
            """;
    // By index incident_in_grid.
    private static final String IN_GRIDS = """
            select i.id as number, '' as word, i.state = 'open' as open, i.reported >= :since as recent,
                   null::float8 as lon, null::float8 as lat, i.grid_id
            from incident i
            where i.grid_id = any(:grids) and (i.state = 'open' or i.reported >= :since)
            """;
    // By index alert_open_place.
    private static final String ALERTS = """
            select distinct a.id as number, '' as word, true as open, false as recent,
                   ST_X(a.place) as lon, ST_Y(a.place) as lat, 0::bigint as grid_id
            """ + WHERE + """
            join alert a on a.place && ST_MakeEnvelope(e.west, e.south, e.east, e.north, 4326)
            where a.state = 'open' and a.place is not null
            """;
    // By index device_position_place.
    private static final String DEVICES = """
            select distinct d.no as number, d.kind as word, true as open, false as recent,
                   ST_X(p.place) as lon, ST_Y(p.place) as lat, 0::bigint as grid_id, v.device_id is not null as video
            """ + WHERE + """
            join device_position p on p.place && ST_MakeEnvelope(e.west, e.south, e.east, e.north, 4326)
            join device d on d.id = p.device_id
            left join video_point v on v.device_id = d.id
            where upper_inf(p.valid) and d.retired is null
            """;
    private static final String INCIDENT_DETAILS = """
            select id as number, id::text as id, kind as word, title, severity, state = 'open' as open,
                   ST_X(place) as lon, ST_Y(place) as lat, reported
            from incident where id = any(:numbers)
            """;
    private static final String ALERT_DETAILS = """
            select id as number, id::text as id, kind as word, device as title, severity, true as open,
                   ST_X(place) as lon, ST_Y(place) as lat, opened as reported
            from alert where id = any(:numbers)
            """;
    private static final String DEVICE_DETAILS = """
            select d.no as number, d.id, d.kind as word, d.name as title, null::smallint as severity, true as open,
                   ST_X(p.place) as lon, ST_Y(p.place) as lat, null::timestamptz as reported
            from device d join device_position p on p.device_id = d.id and upper_inf(p.valid)
            where d.no = any(:numbers)
            """;

    private final Jdbi jdbi;

    public ImpactStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Incidents that are open or were reported since then, open alerts, and devices, each once.
     *
     * @param where whatever lies in one of these, borders included
     * @param grids of incidents that nobody has a position of: those that were reported in one of these
     */
    List<Spot> spots(Collection<Envelope> where, Collection<Long> grids, Instant since) {
        List<Spot> spots = new ArrayList<>();
        jdbi.useHandle(handle -> {
            var incidents = handle.createQuery(INCIDENTS).bind("since", since);
            spots.addAll(in(incidents, where)
                    .map((row, context) -> spot(row, Subject.Kind.INCIDENT))
                    .list());
            spots.addAll(handle.createQuery(IN_GRIDS)
                    .bindArray("grids", Long.class, grids.toArray())
                    .bind("since", since)
                    .map((row, context) -> spot(row, Subject.Kind.INCIDENT))
                    .list());
            spots.addAll(in(handle.createQuery(ALERTS), where)
                    .map((row, context) -> spot(row, Subject.Kind.ALERT))
                    .list());
            spots.addAll(in(handle.createQuery(DEVICES), where)
                    .map((row, context) -> spot(row, kind(row.getString("word"), row.getBoolean("video"))))
                    .list());
        });
        return spots;
    }

    private static Query in(Query query, Collection<Envelope> where) {
        new Columns<>(query, where)
                .decimal("west", Envelope::getMinX)
                .decimal("south", Envelope::getMinY)
                .decimal("east", Envelope::getMaxX)
                .decimal("north", Envelope::getMaxY);
        return query;
    }

    private static Subject.Kind kind(String word, boolean video) {
        if (video) {
            return Subject.Kind.VIDEO_POINT;
        }
        return switch (word) {
            case "camera", "gateway" -> Subject.Kind.DEVICE;
            default -> Subject.Kind.SENSOR;
        };
    }

    /** Those spots in full, as far as they are still there. */
    Map<Spot.Key, Subject> subjects(Collection<Spot> spots) {
        Map<Spot.Key, Subject> subjects = new HashMap<>();
        jdbi.useHandle(handle -> {
            for (Subject.Kind kind : Subject.Kind.values()) {
                Object[] numbers = spots.stream()
                        .filter(spot -> spot.kind() == kind)
                        .map(Spot::number)
                        .toArray();
                if (numbers.length > 0) {
                    handle.createQuery(details(kind))
                            .bindArray("numbers", Long.class, numbers)
                            .map((row, context) ->
                                    Map.entry(new Spot.Key(kind, row.getLong("number")), subject(row, kind)))
                            .forEach(entry -> subjects.put(entry.getKey(), entry.getValue()));
                }
            }
        });
        return subjects;
    }

    private static String details(Subject.Kind kind) {
        return switch (kind) {
            case INCIDENT -> INCIDENT_DETAILS;
            case ALERT -> ALERT_DETAILS;
            case VIDEO_POINT, SENSOR, DEVICE -> DEVICE_DETAILS;
        };
    }

    private static Spot spot(ResultSet row, Subject.Kind kind) throws SQLException {
        return new Spot(
                kind,
                row.getLong("number"),
                row.getString("word"),
                row.getBoolean("open"),
                row.getBoolean("recent"),
                place(row),
                row.getLong("grid_id"));
    }

    private static Optional<LonLat> place(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        return row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
    }

    private static Subject subject(ResultSet row, Subject.Kind kind) throws SQLException {
        int severity = row.getInt("severity");
        Optional<Integer> known = row.wasNull() ? Optional.empty() : Optional.of(severity);
        return new Subject(
                kind,
                row.getString("id"),
                row.getString("word"),
                row.getString("title"),
                known,
                row.getBoolean("open"),
                place(row),
                Optional.ofNullable(row.getTimestamp("reported")).map(Timestamp::toInstant));
    }
}
