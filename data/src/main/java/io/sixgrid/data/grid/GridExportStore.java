package io.sixgrid.data.grid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.locationtech.jts.geom.Geometry;

/** Reads all boundaries of a scheme as of a time, row by row: not all of them need be in memory. */
public final class GridExportStore {
    private static final int FETCH = 500;

    // The belief of both must be the same, or a grid that was recoded since would name a parent of another time.
    private static final String GRIDS = """
            select v.level, v.code, v.name, v.short_name, v.people, v.households, v.area_class, v.attributes, v.exclave,
                   p.code as parent, ST_AsEWKB(v.shape) as shape, lower(v.valid) as valid_from, upper(v.valid) as valid_to
            from grid_version v
            left join grid_version p on p.grid_id = v.parent_id and p.valid @> :at::timestamptz
                and (p.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(p.recorded)))
            where v.scheme_id = (select id from scheme where code = :scheme) and v.valid @> :at::timestamptz
              and (v.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(v.recorded)))
              and (:level::int is null or v.level = :level)
            order by v.level, v.code
            """;
    private static final String LAND = """
            select ST_AsEWKB(shape) as shape from %s v
            where v.scheme_id = (select id from scheme where code = :scheme) and v.valid @> :at::timestamptz
              and (v.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(v.recorded)))
            order by v.id
            """;
    private static final String OUTLINE = LAND.formatted("outline");
    private static final String UNASSIGNED = LAND.formatted("unassigned_face");

    private final Jdbi jdbi;

    public GridExportStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Reads of which all see the database as it was when the first began. */
    public void read(Consumer<Snapshot> reader) {
        jdbi.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, h -> {
            h.setReadOnly(true);
            reader.accept(new Snapshot(h));
        });
    }

    /** One state of the database. */
    public static final class Snapshot {
        private final Handle handle;

        private Snapshot(Handle handle) {
            this.handle = handle;
        }

        /** The grids of {@code scheme} by level and code; the parent that {@code query} may name is not looked at. */
        public void grids(String scheme, GridQuery query, Consumer<GridVersion> each) {
            handle.createQuery(GRIDS)
                    .setFetchSize(FETCH)
                    .bind("scheme", scheme)
                    .bind("at", query.at())
                    .bind("known", query.known())
                    .bind("level", query.level())
                    .map((row, context) -> version(row, context))
                    .useStream(rows -> rows.forEach(each));
        }

        /** The land that the scheme is responsible for. */
        public void outline(String scheme, GridQuery query, Consumer<Geometry> each) {
            land(OUTLINE, scheme, query, each);
        }

        /** What no grid of level 1 holds of it. */
        public void unassigned(String scheme, GridQuery query, Consumer<Geometry> each) {
            land(UNASSIGNED, scheme, query, each);
        }

        private void land(String sql, String scheme, GridQuery query, Consumer<Geometry> each) {
            handle.createQuery(sql)
                    .setFetchSize(FETCH)
                    .bind("scheme", scheme)
                    .bind("at", query.at())
                    .bind("known", query.known())
                    .mapTo(Geometry.class)
                    .useStream(rows -> rows.forEach(each));
        }

        private static GridVersion version(ResultSet row, StatementContext context) throws SQLException {
            Grid grid = new Grid(
                    row.getInt("level"),
                    row.getString("code"),
                    row.getString("name"),
                    row.getString("short_name"),
                    row.getString("parent"),
                    GridQueryStore.facts(row),
                    context.findColumnMapperFor(Geometry.class).orElseThrow().map(row, "shape", context));
            return new GridVersion(grid, moment(row.getTimestamp("valid_from")), moment(row.getTimestamp("valid_to")));
        }

        private static Optional<Instant> moment(Timestamp timestamp) {
            return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
        }
    }
}
