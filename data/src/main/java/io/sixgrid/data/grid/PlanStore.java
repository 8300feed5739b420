package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sixgrid.data.Json;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.postgresql.PGStatement;

/** Reads whole plans back, with all shapes, as they were proven when they were published. */
public final class PlanStore {
    private static final String REVISION = """
            select coalesce(max(id), 0) from revision
            where scheme_id = :scheme and (recorded <= :known::timestamptz or :known::timestamptz is null)
            """;
    private static final String APPLIES = """
            where scheme_id = :scheme and valid @> :at::timestamptz
              and (recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(recorded)))
            """;
    private static final String GRIDS = """
            select grid_id, level, code, name, short_name, coalesce(parent_id, 0) as parent_id, people, households,
                   area_class, attributes::text as attributes, exclave, ST_AsEWKB(shape) as shape
            from grid_version
            """ + APPLIES + "order by level, grid_id";
    private static final String OUTLINE = "select ST_AsEWKB(shape) as shape from outline " + APPLIES;
    private static final String UNASSIGNED =
            "select ST_AsEWKB(shape) as shape from unassigned_face " + APPLIES + "order by id";
    private static final int FETCH = 1_000;
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final Jdbi jdbi;

    public PlanStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The plan that applies at {@code at}, of one snapshot of the database.
     *
     * @param known the time of belief; empty means as we believe now
     * @return empty where no boundaries apply at that time
     */
    public Optional<StoredPlan> read(StoredScheme scheme, Instant at, Optional<Instant> known) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            Optional<Geometry> outline =
                    shapes(handle, OUTLINE, scheme, at, known).stream().findFirst();
            if (outline.isEmpty()) {
                return Optional.empty();
            }
            long revision = bind(handle.createQuery(REVISION), scheme, known)
                    .mapTo(Long.class)
                    .one();
            List<Polygon> unassigned = shapes(handle, UNASSIGNED, scheme, at, known).stream()
                    .map(Polygon.class::cast)
                    .toList();
            Map<String, Long> ids = new HashMap<>();
            List<Grid> grids = grids(handle, scheme, at, known, ids);
            Plan plan = Plan.stored(scheme.scheme(), outline.get(), unassigned, grids);
            return Optional.of(new StoredPlan(scheme, revision, at, plan, ids));
        });
    }

    private static List<Geometry> shapes(
            Handle handle, String sql, StoredScheme scheme, Instant at, Optional<Instant> known) {
        return bind(handle.createQuery(sql), scheme, known)
                .bind("at", at)
                .mapTo(Geometry.class)
                .list();
    }

    /** All grids with the codes of their parents; puts their identities into {@code ids}. */
    private static List<Grid> grids(
            Handle handle, StoredScheme scheme, Instant at, Optional<Instant> known, Map<String, Long> ids) {
        ColumnMapper<Geometry> shape =
                handle.getConfig(ColumnMappers.class).findFor(Geometry.class).orElseThrow();
        Map<Long, String> codes = new HashMap<>();
        List<Grid> grids = new ArrayList<>();
        bind(handle.createQuery(GRIDS), scheme, known)
                .bind("at", at)
                .setFetchSize(FETCH)
                .addCustomizer(new BinaryTransfer())
                .map((row, context) -> {
                    String code = row.getString("code");
                    codes.put(row.getLong("grid_id"), code);
                    ids.put(code, row.getLong("grid_id"));
                    // Wider levels come first, so the parent is there.
                    return read(
                            row, codes.get(row.getLong("parent_id")), requireNonNull(shape.map(row, "shape", context)));
                })
                .forEach(grids::add);
        return grids;
    }

    private static Query bind(Query query, StoredScheme scheme, Optional<Instant> known) {
        return query.bind("scheme", scheme.id()).bind("known", known);
    }

    private static Grid read(ResultSet row, @Nullable String parent, Geometry shape) throws SQLException {
        int counted = row.getInt("households");
        Integer households = row.wasNull() ? null : counted;
        return new Grid(
                row.getInt("level"),
                row.getString("code"),
                row.getString("name"),
                row.getString("short_name"),
                parent,
                new Grid.Facts(
                        List.of((String[]) row.getArray("people").getArray()),
                        households,
                        row.getString("area_class"),
                        attributes(row.getString("attributes")),
                        row.getString("exclave")),
                shape);
    }

    private static Map<String, String> attributes(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            return Json.mapper().readValue(json, ATTRIBUTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attributes that are no JSON object: " + json, e);
        }
    }

    /** Shapes of a whole city are twice as long as text, which the driver would choose for a query of one time. */
    private static final class BinaryTransfer implements StatementCustomizer {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
        }
    }
}
