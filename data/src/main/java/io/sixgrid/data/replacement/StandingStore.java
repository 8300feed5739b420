package io.sixgrid.data.replacement;

import io.sixgrid.data.alert.FoldHeadStore;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.replacement.Thing.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** All SQL that reads what stands, and lets it show where it is. */
final class StandingStore {
    // By index alert_open: by its primary key it would read all alerts that ever were.
    private static final String ALERTS = """
            with standing as materialized (
                select id, device, kind, place, null::bigint as grid_id, chain, opened as since
                from alert where state = 'open' and place is not null and id > :after)
            select id, device, kind, ST_X(place) as lon, ST_Y(place) as lat, grid_id, chain, since from standing
            order by id limit :limit
            """;
    private static final String LOCKED_ALERTS = """
            select id, device, kind, ST_X(place) as lon, ST_Y(place) as lat, null::bigint as grid_id, chain,
                   opened as since
            from alert where id = any(:ids) and state = 'open' and place is not null order by id for update
            """;
    private static final String SHOW_ALERTS = """
            update alert a set chain = n.chain::bigint[],
                unplaced = case when n.chain = '{}' then 'outside' end
            from unnest(:ids, :chains) as n (id, chain) where a.id = n.id
            """;
    // By index incident_open.
    private static final String INCIDENTS = """
            select id, '' as device, '' as kind, ST_X(place) as lon, ST_Y(place) as lat, grid_id, chain,
                   occurred as since
            from incident where state = 'open' and id > :after order by id limit :limit
            """;
    private static final String LOCKED_INCIDENTS = """
            select id, '' as device, '' as kind, ST_X(place) as lon, ST_Y(place) as lat, grid_id, chain,
                   occurred as since
            from incident where id = any(:ids) and state = 'open' order by id for update
            """;
    private static final String SHOW_INCIDENTS = """
            update incident i set chain = n.chain::bigint[]
            from unnest(:ids, :chains) as n (id, chain) where i.id = n.id
            """;
    private static final String DEVICES = """
            select d.no as id, d.id as device, '' as kind, ST_X(p.place) as lon, ST_Y(p.place) as lat,
                   null::bigint as grid_id, d.chain, coalesce(lower(p.valid), d.created) as since
            from device d join device_position p on p.device_id = d.id and upper_inf(p.valid)
            where d.retired is null and d.no > :after order by d.no limit :limit
            """;
    // In the order of registering.
    private static final String LOCKED_DEVICES = """
            select d.no as id, d.id as device, '' as kind, ST_X(p.place) as lon, ST_Y(p.place) as lat,
                   null::bigint as grid_id, d.chain, coalesce(lower(p.valid), d.created) as since
            from device d join device_position p on p.device_id = d.id and upper_inf(p.valid)
            where d.no = any(:ids) and d.retired is null order by d.id for no key update of d
            """;
    private static final String SHOW_DEVICES = """
            update device d set chain = n.chain::bigint[]
            from unnest(:ids, :chains) as n (id, chain) where d.no = n.id
            """;
    // By index event_fold. Folding takes the place of the first placed event, so that one is placed again; where it
    // comes
    // to lie outside, folding would take a later one from the same place: then all of them.
    private static final String EVENTS = """
            select a.id as alert, e.id as event
            from unnest(:ids, :outside) as n (id, outside)
            join alert a on a.id = n.id
            cross join lateral (
                select e.id
                from event e
                cross join lateral (
                    select place, unplaced from placement
                    where subject = 'event' and subject_id = e.id order by id desc limit 1) p
                where e.device = a.device and e.kind = a.kind and e.at between a.opened and a.last_seen
                  and p.place = a.place and not (n.outside and p.unplaced is not null)
                order by e.at, e.id limit (case when not n.outside then 1 end)) e
            order by a.id, e.id
            """;

    private StandingStore() {}

    /** What is walked through. */
    enum Kind {
        ALERT(ALERTS, LOCKED_ALERTS, SHOW_ALERTS),
        INCIDENT(INCIDENTS, LOCKED_INCIDENTS, SHOW_INCIDENTS),
        DEVICE(DEVICES, LOCKED_DEVICES, SHOW_DEVICES);

        private final String after;
        private final String locked;
        private final String show;

        Kind(String after, String locked, String show) {
            this.after = after;
            this.locked = locked;
            this.show = show;
        }
    }

    /** The things that come next, by id. */
    static List<Thing> after(Handle handle, Kind kind, long after, int limit) {
        return handle.createQuery(kind.after)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    /** Those of the things that still stand, as they are now, locked as everybody locks them until the transaction ends. */
    static List<Thing> lock(Handle handle, Kind kind, List<Thing> things) {
        if (kind == Kind.ALERT) {
            FoldHeadStore.lock(
                    handle,
                    things.stream()
                            .map(thing -> new FoldHeadStore.Key(thing.device(), thing.kind()))
                            .distinct()
                            .toList());
        }
        return handle.createQuery(kind.locked)
                .bindArray("ids", Long.class, things.stream().map(Thing::id).toArray())
                .map((row, context) -> read(row))
                .list();
    }

    /** Lets the things say where they are. */
    static void show(Handle handle, Kind kind, Map<Thing, Found> elsewhere) {
        var update = handle.createUpdate(kind.show);
        new Columns<>(update, elsewhere.entrySet())
                .bigint("ids", entry -> entry.getKey().id())
                .ids("chains", entry -> entry.getValue().chain());
        update.execute();
    }

    /** The events that give alerts their places. */
    static Map<Thing, List<Long>> events(Handle handle, Map<Thing, Found> alerts) {
        Map<Long, Thing> byId = alerts.keySet().stream().collect(Collectors.toMap(Thing::id, Function.identity()));
        var query = handle.createQuery(EVENTS);
        new Columns<>(query, alerts.entrySet())
                .bigint("ids", entry -> entry.getKey().id())
                .bool("outside", entry -> entry.getValue().chain().isEmpty());
        Map<Thing, List<Long>> events = new LinkedHashMap<>();
        query.map((row, context) -> Map.entry(row.getLong("alert"), row.getLong("event")))
                .forEach(pair -> events.computeIfAbsent(byId.get(pair.getKey()), thing -> new ArrayList<>())
                        .add(pair.getValue()));
        return events;
    }

    private static Thing read(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        long grid = row.getLong("grid_id");
        return new Thing(
                row.getLong("id"),
                row.getString("device"),
                row.getString("kind"),
                place,
                grid == 0 ? Optional.empty() : Optional.of(grid),
                List.of((Long[]) row.getArray("chain").getArray()),
                row.getTimestamp("since").toInstant());
    }
}
