package io.sixgrid.data.device;

import io.sixgrid.data.alert.FoldHeadStore;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Placer;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import io.sixgrid.data.replacement.ReplacementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Places again what the registry placed in a time of which a position was corrected: placements are added to events, the
 * first stays as it was, and alerts show the newest. Some events at a time, by whichever process comes; a correction is
 * looked at once more a minute after it was made, for what a worker was storing in that moment.
 */
public final class PositionCorrectionStore {
    private static final String TAKE = """
            select id, device_id, lower(valid) as since, upper(valid) as until, after,
                   made < clock_timestamp() - interval '1 minute' as settled
            from position_correction
            where after >= 0 or made < clock_timestamp() - interval '1 minute'
            order by id limit 1 for update skip locked
            """;
    // What the device was called while nobody knew its alias counts as its own. Index event_fold.
    private static final String EVENTS = """
            select e.id, e.kind, e.device, e.at, ST_X(p.place) as lon, ST_Y(p.place) as lat,
                   n.place is not distinct from p.place as right_already
            from (select :device as name, null as format
                  union all select alias, format from device_alias where device_id = :device) x
            join event e on e.device = x.name and (x.format is null or x.format = e.source)
            left join device_position p on p.device_id = :device and p.valid @> e.at
            cross join lateral (
                select place from placement
                where subject = 'event' and subject_id = e.id order by id desc limit 1) n
            where e.id > :after and e.position_source is distinct from 'message'
              and e.at >= coalesce(:since::timestamptz, '-infinity') and e.at < coalesce(:until::timestamptz, 'infinity')
            order by e.id limit :limit
            """;
    private static final String MOVE_ON = "update position_correction set after = :after where id = :id";
    private static final String DONE = "delete from position_correction where id = :id";
    // As folding does it: an alert stands where the first placed event of its episode does.
    private static final String ALERTS = """
            update alert a set place = n.place, chain = n.chain, unplaced = n.unplaced
            from (
                select a.id, p.*
                from alert a
                cross join lateral (
                    select p.place, p.chain, p.unplaced
                    from event e
                    cross join lateral (
                        select place, chain, unplaced from placement
                        where subject = 'event' and subject_id = e.id order by id desc limit 1) p
                    where e.device = a.device and e.kind = a.kind and e.at between a.opened and a.last_seen
                    order by p.unplaced is not null, e.at, e.id limit 1) p
                where a.id in (
                    select b.id from unnest(:devices, :kinds, :ats) as k (device, kind, at)
                    join alert b on b.device = k.device and b.kind = k.kind and k.at between b.opened and b.last_seen)
                ) n
            where a.id = n.id
              and (a.place is distinct from n.place or a.chain <> n.chain or a.unplaced is distinct from n.unplaced)
            returning a.id
            """;
    private static final int EVENTS_A_TURN = 1_000;

    private final Jdbi jdbi;
    private final Placer placer;

    public PositionCorrectionStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.placer = new Placer(boundaries, Placement.Subject.EVENT, Placement.Cause.CORRECTION);
    }

    private record Correction(long id, String device, Period period, long after, boolean settled) {}

    private record Placed(long id, String device, String kind, Instant at, Optional<LonLat> position, boolean right) {}

    /** Places again until nothing is left that can be done now, or {@code turns} transactions were made; answers how many. */
    public int work(int turns) {
        int made = 0;
        while (made < turns && turn()) {
            made++;
        }
        return made;
    }

    /** One transaction of at most 1,000 events; false when there is nothing to do. */
    private boolean turn() {
        return jdbi.inTransaction(handle -> {
            Optional<Correction> next = handle.createQuery(TAKE)
                    .map((row, context) -> new Correction(
                            row.getLong("id"),
                            row.getString("device_id"),
                            new Period(instant(row, "since"), instant(row, "until")),
                            row.getLong("after"),
                            row.getBoolean("settled")))
                    .findOne();
            next.ifPresent(correction -> place(handle, correction));
            return next.isPresent();
        });
    }

    private void place(Handle handle, Correction correction) {
        List<Placed> events = handle.createQuery(EVENTS)
                .bind("device", correction.device())
                .bind("after", correction.after())
                .bind("since", correction.period().from())
                .bind("until", correction.period().to())
                .bind("limit", EVENTS_A_TURN)
                .map((row, context) -> read(row))
                .list();
        List<Placed> wrong = events.stream().filter(event -> !event.right()).toList();
        if (!wrong.isEmpty()) {
            place(handle, wrong);
        }
        if (events.size() == EVENTS_A_TURN) {
            moveOn(handle, correction, events.get(EVENTS_A_TURN - 1).id());
        } else if (correction.settled()) {
            handle.createUpdate(DONE).bind("id", correction.id()).execute();
        } else {
            moveOn(handle, correction, -1);
        }
    }

    private void place(Handle handle, List<Placed> events) {
        // Before any row of an alert, as ingest does.
        FoldHeadStore.lock(
                handle,
                events.stream()
                        .map(event -> new FoldHeadStore.Key(event.device(), event.kind()))
                        .distinct()
                        .toList());
        PlacementStore.add(
                handle,
                events.stream()
                        .map(event -> placer.place(event.id(), event.at(), event.position()))
                        .toList());
        List<Long> alerts = handle.createQuery(ALERTS)
                .bindArray(
                        "devices",
                        String.class,
                        events.stream().map(Placed::device).toArray())
                .bindArray(
                        "kinds", String.class, events.stream().map(Placed::kind).toArray())
                .bindArray("ats", Instant.class, events.stream().map(Placed::at).toArray())
                .mapTo(Long.class)
                .list();
        ReplacementStore.ask(handle, alerts);
        ChangeStore.append(handle, List.of(), alerts, List.of(), List.of());
    }

    private static void moveOn(Handle handle, Correction correction, long after) {
        handle.createUpdate(MOVE_ON)
                .bind("after", after)
                .bind("id", correction.id())
                .execute();
    }

    private static Placed read(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> position =
                row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        return new Placed(
                row.getLong("id"),
                row.getString("device"),
                row.getString("kind"),
                row.getTimestamp("at").toInstant(),
                position,
                row.getBoolean("right_already"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
