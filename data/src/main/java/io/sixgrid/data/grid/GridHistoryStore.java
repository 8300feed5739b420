package io.sixgrid.data.grid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads what became of one grid. */
public final class GridHistoryStore {
    // A code belongs to one grid for ever; grid_version_grid finds its versions.
    private static final String GRID = """
            select v.grid_id from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.code = :code
            order by upper_inf(v.recorded) desc, upper(v.valid) desc nulls first limit 1
            """;
    private static final String VERSIONS = """
            select v.level, v.code, v.name, v.households, v.revision,
                   (select p.code from grid_version p where p.grid_id = v.parent_id
                    order by p.valid && v.valid and p.recorded && v.recorded desc, upper_inf(p.recorded) desc,
                             upper(p.valid) desc nulls first limit 1) as parent,
                   ST_Area(v.shape::geography) as square_metres, md5(ST_AsBinary(v.shape)) as hash,
                   lower(v.valid) as valid_from, upper(v.valid) as valid_until,
                   lower(v.recorded) as known_from, upper(v.recorded) as known_until
            from grid_version v
            where v.grid_id = :grid and (:known::timestamptz is null or lower(v.recorded) <= :known::timestamptz)
            order by lower(v.valid) nulls first, lower(v.recorded), v.id
            """;
    // By indexes lineage_before and lineage_after.
    private static final String STEPS = """
            select l.*, r.effective
            from lineage l join revision r on r.id = l.revision
            where l.%s = :grid
              and (:known::timestamptz is null or r.recorded <= :known::timestamptz)
            order by r.effective, r.id, l.before_code nulls last, l.share_of_before desc, l.after_code nulls last
            """;

    private final Jdbi jdbi;

    public GridHistoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The history of the grid that has or had the code.
     *
     * @param known the time of belief: what was recorded later is left out; empty means all
     */
    public Optional<GridHistory> of(String scheme, String code, Optional<Instant> known) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                h -> h.createQuery(GRID)
                        .bind("scheme", scheme)
                        .bind("code", code)
                        .mapTo(Long.class)
                        .findOne()
                        .flatMap(grid -> of(h, grid, known)));
    }

    private static Optional<GridHistory> of(Handle handle, long grid, Optional<Instant> known) {
        int[] level = new int[1];
        List<GridHistory.Version> versions = handle.createQuery(VERSIONS)
                .bind("grid", grid)
                .bind("known", known)
                .map((row, context) -> {
                    level[0] = row.getInt("level");
                    return version(row);
                })
                .list();
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(new GridHistory(
                        level[0], versions, steps(handle, grid, known, false), steps(handle, grid, known, true)));
    }

    private static List<GridHistory.Step> steps(Handle handle, long grid, Optional<Instant> known, boolean forward) {
        return handle.createQuery(STEPS.formatted(forward ? "before_grid" : "after_grid"))
                .bind("grid", grid)
                .bind("known", known)
                .map((row, context) -> new GridHistory.Step(
                        row.getLong("revision"),
                        row.getTimestamp("effective").toInstant(),
                        RevisionQueryStore.lineage(row)))
                .list();
    }

    private static GridHistory.Version version(ResultSet row) throws SQLException {
        int households = row.getInt("households");
        Optional<Integer> counted = row.wasNull() ? Optional.empty() : Optional.of(households);
        return new GridHistory.Version(
                row.getString("code"),
                row.getString("name"),
                Optional.ofNullable(row.getString("parent")),
                counted,
                row.getDouble("square_metres"),
                row.getString("hash"),
                span(row, "valid"),
                span(row, "known"),
                row.getLong("revision"));
    }

    private static GridHistory.Span span(ResultSet row, String name) throws SQLException {
        return new GridHistory.Span(moment(row, name + "_from"), moment(row, name + "_until"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
