package io.sixgrid.data.device;

import io.sixgrid.data.alert.FoldHeadStore;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Placer;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import io.sixgrid.data.replacement.ReplacementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Places alerts that waited for the registry: their device was unknown, or had no position, or stood outside every grid
 * by mistake. They and their events are placed where the device stands now, by the boundaries of their own time.
 */
public final class WaitingAlertStore {
    // By index alert_unplaced. An alert whose message brought a position of its own does not wait for the registry.
    private static final String WAITING = """
            from alert a
            left join device_alias x on x.format = a.source and x.alias = a.device
            join device d on d.id = coalesce(x.device_id, a.device) and d.retired is null
            join device_position p on p.device_id = d.id and upper_inf(p.valid)
            where a.unplaced is not null
              and (a.place is null or (d.id = any(:ids) and not ST_Equals(a.place, p.place) and exists (
                  select from event e where e.id = a.event_id and e.position_source = 'registry')))
              and (:all or d.id = any(:ids))
            """;
    private static final String KEYS = "select distinct a.device, a.kind " + WAITING;
    // Only of keys that are locked: another alert may have begun to wait since they were read.
    private static final String LOCKED =
            "select a.id, a.opened, ST_X(p.place) as lon, ST_Y(p.place) as lat " + WAITING + """
              and (a.device, a.kind) in (select * from unnest(:devices, :kinds))
            order by a.id
            for update of a
            """;
    // By index event_fold.
    private static final String EVENTS = """
            select e.id, e.at, n.lon, n.lat
            from unnest(:ids, :lons, :lats) as n (id, lon, lat)
            join alert a on a.id = n.id
            join event e on e.device = a.device and e.kind = a.kind and e.at between a.opened and a.last_seen
            where e.position_source is distinct from 'message'
            order by e.id
            """;
    private static final String SET_PLACE = """
            update alert a set place = ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), chain = n.chain::bigint[],
                unplaced = n.unplaced
            from unnest(:ids, :lons, :lats, :chains, :unplaced) as n (id, lon, lat, chain, unplaced)
            where a.id = n.id
            """;

    private final Jdbi jdbi;
    private final Placer placer;

    public WaitingAlertStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.placer = new Placer(boundaries, Placement.Subject.EVENT, Placement.Cause.CORRECTION);
    }

    /** A thing that happened at a time and is to be placed at a position. */
    private record Waiting(long id, Instant at, LonLat position) {}

    /**
     * Places all alerts whose device is registered with a position by now. Registering does this in its own
     * transaction; what this finds was committed by an ingest worker at the same moment.
     *
     * @return how many alerts were placed
     */
    public int placeAll() {
        return jdbi.inTransaction(handle -> {
            List<Long> alerts = place(handle, List.of(), true);
            if (!alerts.isEmpty()) {
                ChangeStore.append(handle, List.of(), alerts, List.of(), List.of());
            }
            return alerts.size();
        });
    }

    /** Places the alerts that wait for those devices; answers the ids of those alerts. */
    List<Long> place(Handle handle, Collection<String> deviceIds) {
        return place(handle, deviceIds, false);
    }

    private List<Long> place(Handle handle, Collection<String> deviceIds, boolean all) {
        List<Waiting> alerts = lock(handle, deviceIds, all);
        if (alerts.isEmpty()) {
            return List.of();
        }
        List<Placement> events = new ArrayList<>();
        handle.createQuery(EVENTS)
                .bindArray("ids", Long.class, ids(alerts))
                .bindArray("lons", Double.class, lons(alerts))
                .bindArray("lats", Double.class, lats(alerts))
                .map((row, context) -> read(row, "at"))
                .forEach(event -> events.add(placer.place(event.id(), event.at(), Optional.of(event.position()))));
        PlacementStore.add(handle, events);
        List<Placement> placed = alerts.stream()
                .map(alert -> placer.place(alert.id(), alert.at(), Optional.of(alert.position())))
                .toList();
        handle.createUpdate(SET_PLACE)
                .bindArray("ids", Long.class, ids(alerts))
                .bindArray("lons", Double.class, lons(alerts))
                .bindArray("lats", Double.class, lats(alerts))
                .bindArray(
                        "chains",
                        String.class,
                        placed.stream()
                                .map(p -> PlacementStore.arrayText(p.chain()))
                                .toArray())
                .bindArray(
                        "unplaced",
                        String.class,
                        placed.stream().map(p -> p.unplaced().orElse(null)).toArray())
                .execute();
        List<Long> ids = alerts.stream().map(Waiting::id).toList();
        ReplacementStore.ask(handle, ids);
        return ids;
    }

    /** The alerts that wait, locked as folding locks: the heads of their keys first, then the rows. */
    private static List<Waiting> lock(Handle handle, Collection<String> deviceIds, boolean all) {
        Object[] devices = deviceIds.toArray();
        List<FoldHeadStore.Key> keys = handle.createQuery(KEYS)
                .bind("all", all)
                .bindArray("ids", String.class, devices)
                .map((row, context) -> new FoldHeadStore.Key(row.getString("device"), row.getString("kind")))
                .list();
        if (keys.isEmpty()) {
            return List.of();
        }
        FoldHeadStore.lock(handle, keys);
        var locked = handle.createQuery(LOCKED).bind("all", all).bindArray("ids", String.class, devices);
        new Columns<>(locked, keys).text("devices", FoldHeadStore.Key::device).text("kinds", FoldHeadStore.Key::kind);
        return locked.map((row, context) -> read(row, "opened")).list();
    }

    private static Waiting read(ResultSet row, String time) throws SQLException {
        return new Waiting(
                row.getLong("id"),
                row.getTimestamp(time).toInstant(),
                new LonLat(row.getDouble("lon"), row.getDouble("lat")));
    }

    private static Object[] ids(List<Waiting> things) {
        return things.stream().map(Waiting::id).toArray();
    }

    private static Object[] lons(List<Waiting> things) {
        return things.stream().map(w -> w.position().lon()).toArray();
    }

    private static Object[] lats(List<Waiting> things) {
        return things.stream().map(w -> w.position().lat()).toArray();
    }
}
