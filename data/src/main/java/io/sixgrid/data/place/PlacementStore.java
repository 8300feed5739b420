package io.sixgrid.data.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** All SQL of {@code placement}: rows are only added; the first is as-was, the last is current. */
public final class PlacementStore {
    // Chains differ in length, which an array of arrays cannot hold: each travels as the text of its array.
    private static final String ADD = """
            insert into placement (subject, subject_id, cause, at, place, revision, chain, on_boundary, unplaced)
            select p.subject, p.subject_id, p.cause, p.at, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326),
                   nullif(p.revision, 0), p.chain::bigint[], p.on_boundary, p.unplaced
            from unnest(:subjects, :ids, :causes, :times, :lons, :lats, :revisions, :chains, :onBoundary, :unplaced)
                     as p (subject, subject_id, cause, at, lon, lat, revision, chain, on_boundary, unplaced)
            """;
    private static final String OF = """
            select subject, subject_id, cause, at, ST_X(place) as lon, ST_Y(place) as lat,
                   coalesce(revision, 0) as revision, chain, on_boundary, unplaced
            from placement where subject = :subject and subject_id = any(:ids) order by subject_id, id
            """;

    // Where something was at a time: its newest placement of that time or before. Read whole, in order, in one pass:
    // few
    // things have more than one.
    private static final String THEN = """
            select distinct on (subject_id) subject_id, chain
            from placement
            where subject = :subject and at <= :at::timestamptz
              and (:known::timestamptz is null or recorded <= :known::timestamptz) %s
            order by subject_id, id desc
            """;
    private static final String CHAINS_THEN = THEN.formatted("and subject_id = any(:ids)");

    /** Which ids were in {@code :grid} at {@code :at}, as it was known at {@code :known}; of {@code :subject}. */
    public static final String IN_GRID_THEN =
            "select p.subject_id from (" + THEN.formatted("") + ") p where p.chain @> array[:grid::bigint]";

    private PlacementStore() {}

    /** Binds what {@link #IN_GRID_THEN} asks for, where {@code grid} is one of then; else only the grid. */
    public static <S extends SqlStatement<S>> S bind(S statement, Optional<InGrid> grid, Placement.Subject subject) {
        grid.flatMap(InGrid::then).ifPresent(then -> bind(statement.bind("subject", code(subject)), then));
        return statement.bind("grid", grid.map(InGrid::id));
    }

    /** Binds {@code at} and {@code known}. */
    public static <S extends SqlStatement<S>> S bind(S statement, AsOf then) {
        return statement.bind("at", then.at()).bind("known", then.known());
    }

    /** The chains that things had at a time; of what was not placed yet, nothing. */
    public static Map<Long, List<Long>> chains(
            Handle handle, Placement.Subject subject, Collection<Long> ids, AsOf then) {
        Map<Long, List<Long>> chains = new HashMap<>();
        bind(handle.createQuery(CHAINS_THEN), then)
                .bind("subject", code(subject))
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> Map.entry(row.getLong("subject_id"), List.of((Long[])
                        row.getArray("chain").getArray())))
                .forEach(pair -> chains.put(pair.getKey(), pair.getValue()));
        return chains;
    }

    /** Adds rows in the transaction of {@code handle}. */
    public static void add(Handle handle, Collection<Placement> placements) {
        List<Placement> rows = List.copyOf(placements);
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(ADD)
                .bindArray("subjects", String.class, column(rows, p -> code(p.subject())))
                .bindArray("ids", Long.class, column(rows, Placement::subjectId))
                .bindArray("causes", String.class, column(rows, p -> code(p.cause())))
                .bindArray("times", Instant.class, column(rows, Placement::at))
                .bindArray(
                        "lons",
                        Double.class,
                        column(rows, p -> p.place().map(LonLat::lon).orElse(null)))
                .bindArray(
                        "lats",
                        Double.class,
                        column(rows, p -> p.place().map(LonLat::lat).orElse(null)))
                .bindArray("revisions", Long.class, column(rows, Placement::revision))
                .bindArray("chains", String.class, column(rows, p -> arrayText(p.chain())))
                .bindArray("onBoundary", Boolean.class, column(rows, Placement::onBoundary))
                .bindArray(
                        "unplaced", String.class, column(rows, p -> p.unplaced().orElse(null)))
                .execute();
    }

    /** All placements of those things, each thing's oldest first. */
    public static List<Placement> of(Handle handle, Placement.Subject subject, Collection<Long> ids) {
        return handle.createQuery(OF)
                .bind("subject", code(subject))
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> read(row))
                .list();
    }

    /** A chain as PostgreSQL writes an array, for batches through {@code unnest}. */
    public static String arrayText(List<Long> chain) {
        return chain.toString().replace('[', '{').replace(']', '}');
    }

    private static Object[] column(List<Placement> rows, Function<Placement, @Nullable Object> part) {
        return rows.stream().map(part).toArray();
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Placement read(ResultSet row) throws SQLException {
        double lon = row.getDouble("lon");
        Optional<LonLat> place = row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
        return new Placement(
                Placement.Subject.valueOf(row.getString("subject").toUpperCase(Locale.ROOT)),
                row.getLong("subject_id"),
                Placement.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                row.getTimestamp("at").toInstant(),
                place,
                row.getLong("revision"),
                List.of((Long[]) row.getArray("chain").getArray()),
                row.getBoolean("on_boundary"),
                Optional.ofNullable(row.getString("unplaced")));
    }
}
