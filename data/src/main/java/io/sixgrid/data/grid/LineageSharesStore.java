package io.sixgrid.data.grid;

import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Adds to the lineage of a revision which households and incidents went with the land, in the transaction that publishes it,
 * after its versions are written. Costs what the land that changed holds, with its neighbours.
 */
public final class LineageSharesStore {
    private static final String ROWS = """
            select id, level, coalesce(before_grid, 0) as before_grid, coalesce(after_grid, 0) as after_grid
            from lineage where revision = :revision
            """;
    // The boundaries of the moment at which the revision takes effect: as they were believed before it, and by it.
    private static final String BELIEVED = """
            select v.grid_id, v.level, v.code, v.name, v.parent_id, v.households, v.label, v.shape
            from revision r join grid_version v on v.scheme_id = r.scheme_id and v.valid @> r.effective
             and v.recorded @> r.recorded - case when :before then interval '1 microsecond' else interval '0' end
            where r.id = :revision
            """;
    private static final String NAMED = """
            (select ST_SetSRID(ST_Extent(v.shape), 4326) as box
             from revision o
             join lineage l on l.revision = o.id and l.level = :level
             join grid_version v on v.grid_id in (l.before_grid, l.after_grid) and v.valid @> o.effective
              and (v.recorded @> o.recorded or v.recorded @> o.recorded - interval '1 microsecond')
             where o.id = :revision) named
            """;
    // Whose a point on the rim is depends on the neighbours: all that meet the rectangle are there.
    private static final String GRIDS =
            "with believed as (" + BELIEVED + ")" + """
            select b.grid_id, b.code, b.name, ST_AsEWKB(b.shape) as shape
            from believed b join
            """ + NAMED + "on b.level = :level and b.shape && named.box";
    // By index incident_place where little changes.
    private static final String INCIDENTS = """
            select ST_X(i.place) as lon, ST_Y(i.place) as lat, 1 as weight
            from revision r cross join
            """ + NAMED + """
            join incident i on i.place && named.box
             and i.occurred >= least(r.effective, r.recorded) - interval '12 months'
             and i.occurred < least(r.effective, r.recorded)
            where r.id = :revision
            """;
    // The finest counts: of grids below the level that count, and have none below them that does.
    private static final String HOUSEHOLDS = "with recursive believed as (" + BELIEVED + """
            ), counted as (
                select grid_id, level, parent_id, households, label from believed where households is not null
            ), above as (
                select parent_id as grid_id from counted
                union
                select b.parent_id from above a join believed b on b.grid_id = a.grid_id
            )
            select ST_X(label) as lon, ST_Y(label) as lat, households as weight
            from counted where level > :level and grid_id not in (select grid_id from above where grid_id is not null)
            """;
    private static final String WRITE = """
            update lineage l set households = n.households, households_before = n.households_before,
                   households_after = n.households_after, incidents = n.incidents, incidents_before = n.incidents_before,
                   incidents_after = n.incidents_after
            from unnest(:ids, :households, :householdsBefore, :householdsAfter, :incidents, :incidentsBefore,
                        :incidentsAfter)
                 as n (id, households, households_before, households_after, incidents, incidents_before, incidents_after)
            where l.id = n.id
            """;

    private final Handle handle;
    private final long revision;

    private LineageSharesStore(Handle handle, long revision) {
        this.handle = handle;
        this.revision = revision;
    }

    /** Land that went; 0 for nobody. */
    private record Row(long id, int level, long before, long after) {}

    /** Counts for every row that the revision has. */
    public static void write(Handle handle, long revision) {
        LineageSharesStore store = new LineageSharesStore(handle, revision);
        Map<Integer, List<Row>> byLevel = handle.createQuery(ROWS)
                .bind("revision", revision)
                .map((row, context) -> new Row(
                        row.getLong("id"), row.getInt("level"), row.getLong("before_grid"), row.getLong("after_grid")))
                .collect(Collectors.groupingBy(Row::level));
        byLevel.forEach(store::write);
    }

    private void write(int level, List<Row> rows) {
        GridLocator before = locator(level, true);
        GridLocator after = locator(level, false);
        Passage incidents = passage(INCIDENTS, level, before, after);
        Passage households = passage(HOUSEHOLDS, level, before, after);
        var update = handle.createUpdate(WRITE);
        new Columns<>(update, rows)
                .bigint("ids", Row::id)
                .integer("households", row -> households.isEmpty() ? null : passed(households, row))
                .integer("householdsBefore", row -> households.isEmpty() ? null : before(households, row))
                .integer("householdsAfter", row -> households.isEmpty() ? null : after(households, row))
                .integer("incidents", row -> passed(incidents, row))
                .integer("incidentsBefore", row -> before(incidents, row))
                .integer("incidentsAfter", row -> after(incidents, row));
        update.execute();
    }

    /** Of land that nobody held before, or nobody holds, it is what the other grid has of it. */
    private static int passed(Passage passage, Row row) {
        if (row.before() == 0) {
            return passage.fresh(row.after());
        }
        return row.after() == 0 ? passage.lost(row.before()) : passage.passed(row.before(), row.after());
    }

    private static @Nullable Integer before(Passage passage, Row row) {
        return row.before() == 0 ? null : passage.before(row.before());
    }

    private static @Nullable Integer after(Passage passage, Row row) {
        return row.after() == 0 ? null : passage.after(row.after());
    }

    private Passage passage(String sql, int level, GridLocator before, GridLocator after) {
        Passage passage = new Passage(before, after);
        var query = handle.createQuery(sql).bind("revision", revision).bind("level", level);
        if (sql.equals(HOUSEHOLDS)) {
            query.bind("before", true);
        }
        query.setFetchSize(5_000)
                .map((row, context) -> {
                    passage.add(new LonLat(row.getDouble("lon"), row.getDouble("lat")), row.getInt("weight"));
                    return Optional.empty();
                })
                .useStream(all -> all.forEach(done -> {}));
        return passage;
    }

    /** Of the grids of one level alone, each by itself. */
    private GridLocator locator(int level, boolean before) {
        List<LocatorGrid> grids = handle.createQuery(GRIDS)
                .bind("revision", revision)
                .bind("level", level)
                .bind("before", before)
                .map((row, context) -> new LocatorGrid(
                        new GridRef(row.getLong("grid_id"), level, row.getString("code"), row.getString("name")),
                        0,
                        context.findColumnMapperFor(Geometry.class)
                                .orElseThrow()
                                .map(row, "shape", context)))
                .list();
        return new GridLocator(level, grids);
    }
}
