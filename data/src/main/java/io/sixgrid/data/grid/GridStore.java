package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LocatorGrid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.locationtech.jts.geom.Geometry;

/** What is read of grids and schemes, as we believe now, at a time. */
public final class GridStore {
    private static final String SCHEME = """
            select id, code, name_zh, name_en, note_zh, note_en from scheme where code = :code
            """;
    private static final String LEVELS = """
            select level, code, name_zh, name_en, tiling, min_width, min_area, sliver_width, sliver_area,
                   sliver_compactness, spike_angle, min_segment
            from level where scheme_id = :scheme order by level
            """;
    // Two texts, of now and of then: an "or" of both would keep the partial indexes of what is believed from being
    // used.
    private static final String NOW = "upper_inf(recorded)";
    private static final String THEN = "recorded @> :known::timestamptz";
    // Tiling grids with tiling grids below them need no shape: they follow from the parents.
    private static final String FOR_LOCATOR = """
            select v.grid_id, v.level, v.code, v.name, v.parent_id,
                   case when v.level >= :deepest or not exists (
                       select from grid_version
                       where parent_id = v.grid_id and level <= :deepest and valid @> :at::timestamptz
                         and %1$s) then ST_AsEWKB(v.shape) end as shape
            from grid_version v
            where v.scheme_id = :scheme and v.valid @> :at::timestamptz and %1$s
            """;
    private static final String NEXT_CHANGE = """
            select min(moment) from (
                select lower(valid) as moment from grid_version
                where scheme_id = :scheme and %1$s and lower(valid) > :at
                union all
                select upper(valid) from grid_version
                where scheme_id = :scheme and %1$s and upper(valid) > :at
                union all
                select unnest(array[lower(valid), upper(valid)]) from outline
                where scheme_id = :scheme and %1$s
                union all
                select unnest(array[lower(valid), upper(valid)]) from unassigned_face
                where scheme_id = :scheme and %1$s) boundaries
            where moment > :at
            """;
    private static final String LAST_CHANGE = """
            select max(moment) from (
                select lower(valid) as moment from grid_version
                where scheme_id = :scheme and %1$s and lower(valid) <= :at
                union all
                select upper(valid) from grid_version
                where scheme_id = :scheme and %1$s and upper(valid) <= :at
                union all
                select unnest(array[lower(valid), upper(valid)]) from outline
                where scheme_id = :scheme and %1$s
                union all
                select unnest(array[lower(valid), upper(valid)]) from unassigned_face
                where scheme_id = :scheme and %1$s) boundaries
            where moment <= :at
            """;
    private static final String REVISION = """
            select coalesce(max(id), 0) from revision
            where scheme_id = :scheme and (:known::timestamptz is null or recorded <= :known::timestamptz)
            """;
    // The newest version of each, whether or not it is still valid or believed: what an old placement names stays
    // readable.
    private static final String REFS = """
            select distinct on (grid_id) grid_id, level, code, name
            from grid_version where grid_id = any(:ids)
            order by grid_id, upper_inf(recorded) desc, lower(valid) desc
            """;

    private final Jdbi jdbi;

    public GridStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A scheme and its number in the database. */
    public record StoredScheme(int id, Scheme scheme) {}

    public Optional<StoredScheme> scheme(String code) {
        return jdbi.withHandle(h -> h.createQuery(SCHEME)
                .bind("code", code)
                .map((row, context) -> {
                    List<Level> levels = h.createQuery(LEVELS)
                            .bind("scheme", row.getInt("id"))
                            .map((level, c) -> level(level))
                            .list();
                    return new StoredScheme(
                            row.getInt("id"),
                            new Scheme(
                                    row.getString("code"),
                                    row.getString("name_zh"),
                                    row.getString("name_en"),
                                    row.getString("note_zh"),
                                    row.getString("note_en"),
                                    levels));
                })
                .findOne());
    }

    private static Level level(ResultSet row) throws SQLException {
        return new Level(
                row.getInt("level"),
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getBoolean("tiling"),
                new Limits(
                        row.getDouble("min_width"),
                        row.getDouble("min_area"),
                        row.getDouble("sliver_width"),
                        row.getDouble("sliver_area"),
                        row.getDouble("sliver_compactness"),
                        row.getDouble("spike_angle"),
                        row.getDouble("min_segment")));
    }

    /** Whether there is any scheme: whether somebody's boundaries are here. */
    public boolean anyScheme() {
        return jdbi.withHandle(h -> h.createQuery("select exists (select from scheme)")
                .mapTo(Boolean.class)
                .one());
    }

    /** The scheme of that code, or a failure that names it. */
    public StoredScheme requireScheme(String code) {
        return scheme(code).orElseThrow(() -> SixgridException.notFound("no scheme with code " + code));
    }

    /** The locator of all grids of {@code scheme} valid at {@code at}. */
    public GridLocator locator(StoredScheme scheme, Instant at) {
        return locator(scheme, at, Optional.empty());
    }

    /**
     * The same, as it was believed at {@code known}.
     *
     * @param known the time of belief; empty means as we believe now
     */
    public GridLocator locator(StoredScheme scheme, Instant at, Optional<Instant> known) {
        int deepest = scheme.scheme().deepestTiling();
        List<LocatorGrid> grids = jdbi.withHandle(h -> asked(h, FOR_LOCATOR, scheme, known)
                .bind("deepest", deepest)
                .bind("at", at)
                .map((row, context) -> new LocatorGrid(
                        new GridRef(
                                row.getLong("grid_id"),
                                row.getInt("level"),
                                row.getString("code"),
                                row.getString("name")),
                        row.getLong("parent_id"),
                        context.findColumnMapperFor(Geometry.class)
                                .orElseThrow()
                                .map(row, "shape", context)))
                .list());
        return new GridLocator(deepest, grids);
    }

    /** The first moment after {@code after} at which boundaries change; empty when none is scheduled. */
    public Optional<Instant> nextChange(StoredScheme scheme, Instant after) {
        return nextChange(scheme, after, Optional.empty());
    }

    /** The same, as it was believed at {@code known}. */
    public Optional<Instant> nextChange(StoredScheme scheme, Instant after, Optional<Instant> known) {
        return moment(NEXT_CHANGE, scheme, after, known);
    }

    /** The last moment, {@code at} included, at which boundaries changed; empty before the first grid. */
    public Optional<Instant> lastChange(StoredScheme scheme, Instant at) {
        return lastChange(scheme, at, Optional.empty());
    }

    /** The same, as it was believed at {@code known}. */
    public Optional<Instant> lastChange(StoredScheme scheme, Instant at, Optional<Instant> known) {
        return moment(LAST_CHANGE, scheme, at, known);
    }

    private Optional<Instant> moment(String sql, StoredScheme scheme, Instant at, Optional<Instant> known) {
        return jdbi.withHandle(h ->
                asked(h, sql, scheme, known).bind("at", at).mapTo(Instant.class).findOne());
    }

    private static Query asked(Handle handle, String sql, StoredScheme scheme, Optional<Instant> known) {
        Query query = handle.createQuery(sql.formatted(known.isPresent() ? THEN : NOW))
                .bind("scheme", scheme.id());
        known.ifPresent(moment -> query.bind("known", moment));
        return query;
    }

    /** The number of the newest revision, 0 before the first. */
    public long revision(StoredScheme scheme) {
        return revision(scheme, Optional.empty());
    }

    /** The same, of those recorded until {@code known}. */
    public long revision(StoredScheme scheme, Optional<Instant> known) {
        return jdbi.withHandle(h -> h.createQuery(REVISION)
                .bind("scheme", scheme.id())
                .bind("known", known)
                .mapTo(Long.class)
                .one());
    }

    /** Grids by id, retired ones with their last name. */
    public Map<Long, GridRef> refs(Collection<Long> ids) {
        return jdbi.withHandle(h -> h.createQuery(REFS)
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> new GridRef(
                        row.getLong("grid_id"), row.getInt("level"), row.getString("code"), row.getString("name")))
                .collect(Collectors.toMap(GridRef::id, ref -> ref)));
    }
}
