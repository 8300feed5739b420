package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiLineString;

/** All SQL that reads or writes locked lines. Safe for use by several threads. */
public final class LockStore {
    private static final String LOCKS = """
            select l.code, l.name_zh, l.name_en, ST_AsEWKB(l.shape) as shape, l.source, l.author, l.at
            from locked_line l join scheme s on s.id = l.scheme_id
            where s.code = :scheme
            """;
    // By the primary key.
    private static final String LIST = LOCKS + """
            and (:after::text is null or l.code > :after)
            order by l.code limit :limit
            """;
    private static final String ONE = LOCKS + "and l.code = :code";
    // By index locked_line_shape.
    private static final String NEAR = LOCKS + """
            and l.shape && ST_MakeEnvelope(:minX, :minY, :maxX, :maxY, 4326)
            order by l.code
            """;
    private static final String PUT = """
            insert into locked_line (scheme_id, code, name_zh, name_en, shape, source, author, at)
            select s.id, :code, :nameZh, :nameEn, :shape, :source, :author, :at from scheme s where s.code = :scheme
            on conflict (scheme_id, code) do update
            set name_zh = excluded.name_zh, name_en = excluded.name_en, shape = excluded.shape,
                source = excluded.source, author = excluded.author, at = excluded.at
            """;
    private static final String DELETE = """
            delete from locked_line l using scheme s where s.id = l.scheme_id and s.code = :scheme and l.code = :code
            """;

    private static final String THING = "locked-line";

    private final Jdbi jdbi;

    public LockStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Those of a scheme, by code.
     *
     * @param after the code of the last one of the page before; empty for the first page
     */
    public List<LockedLine> list(String scheme, Optional<String> after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("scheme", scheme)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> lock(row, context))
                .list());
    }

    /** The line; NOT_FOUND when there is none with that code. */
    public LockedLine required(String scheme, String code) {
        return jdbi.withHandle(h -> h.createQuery(ONE)
                        .bind("scheme", scheme)
                        .bind("code", code)
                        .map((row, context) -> lock(row, context))
                        .findOne())
                .orElseThrow(() -> absent(scheme, code));
    }

    /** Those whose envelope meets {@code where}, by code. */
    public List<LockedLine> near(String scheme, Envelope where) {
        return jdbi.withHandle(h -> near(h, scheme, where));
    }

    /** The same as the transaction sees them. */
    static List<LockedLine> near(Handle handle, String scheme, Envelope where) {
        return handle.createQuery(NEAR)
                .bind("scheme", scheme)
                .bind("minX", where.getMinX())
                .bind("minY", where.getMinY())
                .bind("maxX", where.getMaxX())
                .bind("maxY", where.getMaxY())
                .map((row, context) -> lock(row, context))
                .list();
    }

    /** Locks a line, in the place of one with that code; by whom and when the line says. */
    public void put(String scheme, LockedLine lock) {
        jdbi.useTransaction(handle -> {
            int rows = handle.createUpdate(PUT)
                    .bind("scheme", scheme)
                    .bind("code", lock.code())
                    .bind("nameZh", lock.nameZh())
                    .bind("nameEn", lock.nameEn())
                    .bind("shape", (Geometry) lock.shape())
                    .bind("source", lock.source())
                    .bind("author", lock.author())
                    .bind("at", lock.at())
                    .execute();
            if (rows == 0) {
                throw SixgridException.invalid("scheme", "no scheme with code " + scheme);
            }
            append(handle, scheme, lock.code(), new Author(lock.author(), lock.at()), "lock");
        });
    }

    /** Lets its borders be moved again; NOT_FOUND when there is none with that code. */
    public void delete(String scheme, String code, Author by) {
        jdbi.useTransaction(handle -> {
            int rows = handle.createUpdate(DELETE)
                    .bind("scheme", scheme)
                    .bind("code", code)
                    .execute();
            if (rows == 0) {
                throw absent(scheme, code);
            }
            append(handle, scheme, code, by, "unlock");
        });
    }

    private static void append(Handle handle, String scheme, String code, Author by, String action) {
        AuditStore.append(handle, by, List.of(new AuditEntry(action, THING, code, Map.of("scheme", scheme))));
    }

    private static SixgridException absent(String scheme, String code) {
        return SixgridException.notFound("no locked line " + code + " in the scheme " + scheme);
    }

    private static LockedLine lock(ResultSet row, StatementContext context) throws SQLException {
        Geometry shape = context.getConfig(ColumnMappers.class)
                .findFor(Geometry.class)
                .orElseThrow()
                .map(row, "shape", context);
        return new LockedLine(
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                (MultiLineString) shape,
                Optional.ofNullable(row.getString("source")),
                row.getString("author"),
                row.getTimestamp("at").toInstant());
    }
}
