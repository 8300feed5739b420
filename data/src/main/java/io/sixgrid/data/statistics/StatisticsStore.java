package io.sixgrid.data.statistics;

import io.sixgrid.data.db.ZoneName;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.FormerGrid.Span;
import io.sixgrid.data.statistics.Subject.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** All SQL that reads what is to be counted, row by row: never all of it in memory. */
public final class StatisticsStore {
    private static final int FETCH = 5_000;
    private static final String INCIDENT_PART = """
            case :by
                when 'kind' then i.kind
                when 'severity' then i.severity::text
                when 'state' then i.state
                when 'reporter' then i.reported_by
                when 'month' then to_char(i.occurred at time zone :zone, 'YYYY-MM')
                when 'weekday' then to_char(i.occurred at time zone :zone, 'ID')
                when 'hour' then to_char(i.occurred at time zone :zone, 'HH24')
                else '' end as part
            """;
    private static final String INCIDENT_TIME = """
            (:from::timestamptz is null or i.occurred >= :from) and (:to::timestamptz is null or i.occurred < :to)
            """;
    // The first row that knows where it was: what waited for its position was in no grid till then. Few are found by
    // index incident_occurred and the primary key of placement, many by reading both once.
    private static final String INCIDENTS_FIRST =
            "select distinct on (i.id) " + INCIDENT_PART + """
                 , ST_X(i.place) as lon, ST_Y(i.place) as lat, coalesce(i.grid_id, 0) as grid_id,
                   coalesce(p.chain, i.chain) as chain, p.unplaced,
                   coalesce(p.at, i.occurred) as at, coalesce(p.recorded, i.reported) as known
            from incident i
            left join placement p on p.subject = 'incident' and p.subject_id = i.id
            where
            """ + INCIDENT_TIME + """
            order by i.id, coalesce(p.unplaced in ('unknown-device', 'no-position'), false), p.id
            """;
    private static final String INCIDENTS = "select " + INCIDENT_PART + """
                 , ST_X(i.place) as lon, ST_Y(i.place) as lat, coalesce(i.grid_id, 0) as grid_id, i.chain,
                   null as unplaced, i.occurred as at, i.reported as known
            from incident i where
            """ + INCIDENT_TIME + "order by i.occurred";
    private static final String ALERT_PART = """
            case :by
                when 'kind' then a.kind
                when 'severity' then a.severity::text
                when 'state' then a.state
                when 'source' then a.source
                when 'device' then a.device
                when 'month' then to_char(a.opened at time zone :zone, 'YYYY-MM')
                when 'weekday' then to_char(a.opened at time zone :zone, 'ID')
                when 'hour' then to_char(a.opened at time zone :zone, 'HH24')
                else '' end as part
            """;
    private static final String ALERT_TIME = """
            (:from::timestamptz is null or a.opened >= :from) and (:to::timestamptz is null or a.opened < :to)
            """;
    // What is placed are events. An alert is where the event that opened it was, or where that one was not placed the
    // first that was: looked for by index event_fold, for those few.
    private static final String ALERTS_FIRST =
            "with opening as (select distinct on (a.id) " + ALERT_PART + """
                     , a.device, a.kind, a.opened, a.last_seen, a.place, a.chain as own, a.unplaced as own_unplaced,
                       p.place as placed, p.chain, p.unplaced, p.at, p.recorded
                from alert a
                left join placement p on p.subject = 'event' and p.subject_id = a.event_id
                where
            """ + ALERT_TIME + """
                order by a.id, coalesce(p.unplaced in ('unknown-device', 'no-position'), false), p.id)
            select o.part, ST_X(o.place) as lon, ST_Y(o.place) as lat, 0 as grid_id,
                   coalesce(l.chain, o.chain, o.own) as chain,
                   case when l.chain is not null then l.unplaced when o.chain is not null then o.unplaced
                        else o.own_unplaced end as unplaced,
                   coalesce(l.at, o.at, o.opened) as at, coalesce(l.recorded, o.recorded, o.opened) as known
            from opening o
            left join lateral (
                select q.chain, q.unplaced, q.at, q.recorded
                from event e join placement q on q.subject = 'event' and q.subject_id = e.id
                where e.device = o.device and e.kind = o.kind and e.at between o.opened and o.last_seen
                  and exists (select from placement c
                              where c.subject = 'event' and c.subject_id = e.id and c.place = o.place)
                order by e.at, e.id, coalesce(q.unplaced in ('unknown-device', 'no-position'), false), q.id
                limit 1) l on o.place is not null and o.placed is distinct from o.place
            """;
    private static final String ALERTS = "select " + ALERT_PART + """
                 , ST_X(a.place) as lon, ST_Y(a.place) as lat, 0 as grid_id, a.chain, a.unplaced, a.opened as at,
                   a.opened as known
            from alert a where
            """ + ALERT_TIME + "order by a.opened";

    // What is still believed comes last.
    private static final String VERSIONS = """
            select v.grid_id, v.code, v.name, lower(v.valid) as valid_from, upper(v.valid) as valid_to,
                   lower(v.recorded) as known_from, upper(v.recorded) as known_to
            from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.level = :level
            order by upper_inf(v.recorded), lower(v.valid) nulls first, v.id
            """;

    private final Jdbi jdbi;

    public StatisticsStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Reads of which all see the database as it was when the first began. */
    <T> T read(Function<Snapshot, T> reader) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            handle.setReadOnly(true);
            return reader.apply(new Snapshot(handle));
        });
    }

    /** One state of the database. */
    static final class Snapshot {
        private final Handle handle;

        private Snapshot(Handle handle) {
            this.handle = handle;
        }

        /** Each with its first placement, in no order. */
        void first(StatisticsQuery query, ZoneId zone, Consumer<Thing> each) {
            things(query.of() == Subject.INCIDENTS ? INCIDENTS_FIRST : ALERTS_FIRST, query, zone, each);
        }

        /** Each as it is now, in order of time. */
        void newest(StatisticsQuery query, ZoneId zone, Consumer<Thing> each) {
            things(query.of() == Subject.INCIDENTS ? INCIDENTS : ALERTS, query, zone, each);
        }

        private void things(String sql, StatisticsQuery query, ZoneId zone, Consumer<Thing> each) {
            handle.createQuery(sql)
                    .setFetchSize(FETCH)
                    .bind("by", query.by().map(Dimension::code).orElse(""))
                    .bind("zone", ZoneName.of(zone))
                    .bind("from", query.from())
                    .bind("to", query.to())
                    .map((row, context) -> thing(row))
                    .useStream(rows -> rows.forEach(each));
        }

        /** All versions of the grids of that level; of each grid those last that are still believed, oldest first. */
        List<FormerGrid> versions(String scheme, int level) {
            return handle.createQuery(VERSIONS)
                    .bind("scheme", scheme)
                    .bind("level", level)
                    .map((row, context) -> new FormerGrid(
                            row.getLong("grid_id"),
                            row.getString("code"),
                            row.getString("name"),
                            span(row, "valid"),
                            span(row, "known")))
                    .list();
        }
    }

    private static Span span(ResultSet row, String name) throws SQLException {
        Timestamp from = row.getTimestamp(name + "_from");
        Timestamp until = row.getTimestamp(name + "_to");
        return new Span(from == null ? Instant.MIN : from.toInstant(), until == null ? Instant.MAX : until.toInstant());
    }

    private static Thing thing(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        return new Thing(
                row.getString("part"),
                place,
                row.getLong("grid_id"),
                List.of((Long[]) row.getArray("chain").getArray()),
                Optional.ofNullable(row.getString("unplaced")).map(Why::parse),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("known").toInstant());
    }
}
