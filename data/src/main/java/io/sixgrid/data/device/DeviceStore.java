package io.sixgrid.data.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sixgrid.data.Json;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.InGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads devices, their positions and aliases, and video points. {@link RegistrationStore} writes them. */
public final class DeviceStore {
    // An alias of the format wins over an id of the same spelling: it was given for this very purpose. One row for each
    // position between the first and the last time asked, by index device_position_device: asked for as overlapping
    // ranges,
    // they would be read from the one that guards against overlaps, at several times the cost.
    private static final String RESOLVE = """
            select n.ordinal, d.no, d.id, d.kind, d.name, ST_X(p.place) as lon, ST_Y(p.place) as lat,
                   lower(p.valid) as since, upper(p.valid) as until
            from unnest(:formats, :names, :firsts::timestamptz[], :lasts::timestamptz[])
                with ordinality as n (format, name, first, last, ordinal)
            left join device_alias a on a.format = n.format and a.alias = n.name
            join device d on d.id = coalesce(a.device_id, n.name) and d.retired is null
            left join device_position p on p.device_id = d.id
                and coalesce(lower(p.valid), '-infinity') <= n.last and coalesce(upper(p.valid), 'infinity') > n.first
            """;
    // A retired device shows where it stood last; one in service only where it stands now.
    private static final String COLUMNS = """
            select d.no, d.id, d.kind, d.name, d.owner, d.gateway, d.retired, d.chain,
                   ST_X(p.place) as lon, ST_Y(p.place) as lat, p.frame, p.given, lower(p.valid) as since,
                   s.state, s.last_seen, s.since as state_since, s.reason,
                   v.device_id is not null as video_point, v.heading, v.view_angle, v.range_meters,
                   (select jsonb_object_agg(a.format, a.alias) from device_alias a where a.device_id = d.id) as aliases
            from device d
            join device_state s on s.device_id = d.id
            left join lateral (
                select * from device_position p
                where p.device_id = d.id and (upper_inf(p.valid) or d.retired is not null)
                order by upper(p.valid) desc nulls first limit 1) p on true
            left join video_point v on v.device_id = d.id
            """;
    private static final String BY_IDS = COLUMNS + "where d.id = any(:ids) order by d.id";
    // device_chain for a grid, device_position_place for a box.
    private static final String WANTED = """
            where (d.retired is not null) = :retired
              and %s
              and (:minLon::float8 is null or d.id in (
                  select b.device_id from device_position b
                  where upper_inf(b.valid) and b.place && ST_MakeEnvelope(:minLon, :minLat, :maxLon, :maxLat, 4326)))
              and (:kind::text is null or d.kind = :kind)
              and (:presence::text is null or s.state = :presence)
              and (:text::text is null
                  or position(lower(:text) in lower(d.id)) > 0 or position(lower(:text) in lower(d.name)) > 0)
              and (not :videoPoints or v.device_id is not null)
            """;
    private static final String WANTED_NOW =
            WANTED.formatted("(:grid::bigint is null or d.chain @> array[:grid::bigint])");
    private static final String WANTED_THEN = WANTED.formatted("d.no in (" + PlacementStore.IN_GRID_THEN + ")");
    private static final String PAGE = """
              and (:after::text is null or d.id > :after)
            order by d.id
            limit :limit
            """;
    private static final String COUNTED = """
            select s.state, count(*) as devices
            from device d
            join device_state s on s.device_id = d.id
            left join video_point v on v.device_id = d.id
            """;
    // An alias that means two devices, or that is the id of one, says nothing of whose readings came under it.
    private static final String SERIES_NAMES = """
            select a.alias from device_alias a
            where a.device_id = :id
              and not exists (select from device_alias o where o.alias = a.alias and o.device_id <> :id)
              and not exists (select from device o where o.id = a.alias)
            group by a.alias order by a.alias
            """;
    private static final TypeReference<Map<String, String>> ALIASES = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final Boundaries boundaries;

    public DeviceStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
    }

    /** The device of that id, retired or not. */
    public Optional<StoredDevice> find(String id) {
        return byIds(List.of(id)).stream().findFirst();
    }

    /** The devices of those ids that exist, by id. */
    public List<StoredDevice> byIds(Collection<String> ids) {
        return jdbi.withHandle(h -> h.createQuery(BY_IDS)
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * Devices by id.
     *
     * @param after the id of the last one of the page before, null for the first page
     */
    public List<StoredDevice> list(DeviceFilter filter, @Nullable String after, int limit) {
        return jdbi.withHandle(h -> bind(h.createQuery(COLUMNS + wanted(filter) + PAGE), filter)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** How many devices are in each state; of a state in which none is, nothing. */
    public Map<Presence.State, Integer> count(DeviceFilter filter) {
        Map<Presence.State, Integer> counts = new EnumMap<>(Presence.State.class);
        jdbi.useHandle(h -> bind(h.createQuery(COUNTED + wanted(filter) + "group by s.state"), filter)
                .map((row, context) -> counts.put(Presence.State.parse(row.getString("state")), row.getInt("devices")))
                .list());
        return counts;
    }

    private static String wanted(DeviceFilter filter) {
        return filter.grid().flatMap(InGrid::then).isPresent() ? WANTED_THEN : WANTED_NOW;
    }

    private static Query bind(Query query, DeviceFilter filter) {
        return PlacementStore.bind(query, filter.grid(), Placement.Subject.DEVICE)
                .bind("retired", filter.retired())
                .bind("minLon", filter.bbox().map(b -> b.min().lon()))
                .bind("minLat", filter.bbox().map(b -> b.min().lat()))
                .bind("maxLon", filter.bbox().map(b -> b.max().lon()))
                .bind("maxLat", filter.bbox().map(b -> b.max().lat()))
                .bind("kind", filter.kind())
                .bind("presence", filter.presence().map(Presence.State::code))
                .bind("text", filter.text())
                .bind("videoPoints", filter.videoPoints());
    }

    /** The same with the grids in which they were at a time; with none where they were not placed yet. */
    public List<StoredDevice> then(List<StoredDevice> devices, AsOf then) {
        List<Long> numbers = devices.stream().map(StoredDevice::no).toList();
        Map<Long, List<Long>> chains =
                jdbi.withHandle(h -> PlacementStore.chains(h, Placement.Subject.DEVICE, numbers, then));
        return devices.stream()
                .map(one -> one.in(boundaries.named(chains.getOrDefault(one.no(), List.of()), then)))
                .toList();
    }

    /**
     * The names under which readings of a device are stored: its id, and what its messages called it before somebody
     * registered that name as its alias.
     */
    public static List<String> seriesNames(Handle handle, String id) {
        List<String> names = new ArrayList<>(List.of(id));
        names.addAll(handle.createQuery(SERIES_NAMES)
                .bind("id", id)
                .mapTo(String.class)
                .list());
        return names;
    }

    /** The registered devices among {@code names}; names that are not registered are absent. */
    public static Map<DeviceName, RegisteredDevice> resolve(Handle handle, Collection<DeviceName> names) {
        Map<DeviceName.Spelling, List<DeviceName>> spellings = names.stream()
                .distinct()
                .collect(Collectors.groupingBy(DeviceName::spelling, LinkedHashMap::new, Collectors.toList()));
        List<List<DeviceName>> asked = List.copyOf(spellings.values());
        var query = handle.createQuery(RESOLVE);
        new Columns<>(query, asked)
                .text("formats", same -> same.get(0).format())
                .text("names", same -> same.get(0).name())
                .moment(
                        "firsts",
                        same -> same.stream()
                                .map(DeviceName::at)
                                .min(Instant::compareTo)
                                .orElseThrow())
                .moment(
                        "lasts",
                        same -> same.stream()
                                .map(DeviceName::at)
                                .max(Instant::compareTo)
                                .orElseThrow());
        Map<DeviceName, RegisteredDevice> found = new HashMap<>();
        query.map((row, context) -> Resolved.read(row))
                .forEach(resolved -> asked.get(resolved.ordinal() - 1)
                        .forEach(name -> found.merge(name, resolved.at(name.at()), RegisteredDevice::placedOf)));
        return found;
    }

    /** A device with one of its positions, and when it stood there: {@code [since, until)}, null for always. */
    private record Resolved(
            int ordinal,
            RegisteredDevice device,
            @Nullable Timestamp since,
            @Nullable Timestamp until) {
        static Resolved read(ResultSet row) throws SQLException {
            RegisteredDevice device = new RegisteredDevice(
                    row.getLong("no"), row.getString("id"), row.getString("kind"), row.getString("name"), place(row));
            return new Resolved(row.getInt("ordinal"), device, row.getTimestamp("since"), row.getTimestamp("until"));
        }

        /** The device as it stood then: without a place where that is not the time of this position. */
        RegisteredDevice at(Instant time) {
            boolean there = (since == null || !time.isBefore(since.toInstant()))
                    && (until == null || time.isBefore(until.toInstant()));
            return there ? device : device.nowhere();
        }
    }

    private StoredDevice read(ResultSet row) throws SQLException {
        Device device = new Device(
                row.getString("id"),
                row.getString("kind"),
                row.getString("name"),
                Optional.ofNullable(row.getString("owner")),
                Optional.ofNullable(row.getString("gateway")),
                aliases(row.getString("aliases")),
                given(row),
                view(row));
        return new StoredDevice(
                row.getLong("no"),
                device,
                place(row),
                instant(row, "since"),
                boundaries.named(List.of((Long[]) row.getArray("chain").getArray())),
                instant(row, "retired"),
                new Presence(
                        Presence.State.parse(row.getString("state")),
                        instant(row, "last_seen"),
                        instant(row, "state_since"),
                        Optional.ofNullable(row.getString("reason"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static Optional<LonLat> place(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        return row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
    }

    private static Optional<GivenPosition> given(ResultSet row) throws SQLException {
        String frame = row.getString("frame");
        if (frame == null) {
            return Optional.empty();
        }
        Double[] given = (Double[]) row.getArray("given").getArray();
        return place(row).map(place -> new GivenPosition(frame, new FramePoint(given[0], given[1]), place));
    }

    private static Optional<Device.View> view(ResultSet row) throws SQLException {
        if (!row.getBoolean("video_point")) {
            return Optional.empty();
        }
        double heading = row.getDouble("heading");
        return Optional.of(new Device.View(
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(new Device.Sector(
                                heading, row.getDouble("view_angle"), row.getDouble("range_meters")))));
    }

    private static Map<String, String> aliases(@Nullable String json) {
        try {
            return json == null ? Map.of() : Json.mapper().readValue(json, ALIASES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("aliases that are no JSON object of texts: " + json, e);
        }
    }
}
