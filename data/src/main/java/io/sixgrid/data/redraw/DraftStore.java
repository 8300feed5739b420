package io.sixgrid.data.redraw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/** All SQL that reads or writes drafts and their operations. */
public final class DraftStore {
    private static final String INSERT = """
            insert into draft (scheme_id, title, scope, base_revision, base_at, effective, reason, document, author)
            select s.id, :title, :scope, :revision, :at, :effective, :reason, :document, :author
            from scheme s where s.code = :scheme
            returning id
            """;
    private static final String DRAFTS = """
            select d.id, s.code as scheme, d.title, d.scope, d.base_revision, d.base_at, d.effective, d.reason,
                   d.document, d.state, d.author, d.cursor, d.version
            from draft d join scheme s on s.id = d.scheme_id
            """;
    private static final String ONE = DRAFTS + "where d.id = :id";
    private static final String LOCKED = ONE + " for update of d";
    // By index draft_of_scheme.
    private static final String LIST = DRAFTS + """
            where s.code = :scheme and (:before::bigint is null or d.id < :before)
              and (:state::text is null or d.state = :state)
            order by d.id desc limit :limit
            """;
    private static final String OPERATIONS = """
            select seq, kind, payload::text as payload, edit::text as edit, ST_AsEWKB(borders) as borders, author, at
            from draft_operation where draft_id = :id
            """;
    private static final String IN_ORDER = OPERATIONS + "order by seq";
    private static final String OPERATION = OPERATIONS + "and seq = :seq";
    private static final String CUT = "delete from draft_operation where draft_id = :id and seq > :cursor";
    private static final String APPEND = """
            insert into draft_operation (draft_id, seq, kind, payload, edit, borders, author)
            values (:id, :seq, :kind, :payload::jsonb, :edit::jsonb, :borders, :author)
            returning at
            """;
    private static final String MOVE = """
            update draft set cursor = :cursor, version = version + 1 where id = :id
            """;

    private final Jdbi jdbi;

    public DraftStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    long insert(NewDraft draft, Draft.Begun begun, OptionalLong scope, String author) {
        return jdbi.withHandle(h -> h.createQuery(INSERT)
                .bind("scheme", draft.scheme())
                .bind("title", draft.title())
                .bind("scope", scope.isPresent() ? Optional.of(scope.getAsLong()) : Optional.<Long>empty())
                .bind("revision", begun.revision())
                .bind("at", begun.at())
                .bind("effective", draft.aim().effective())
                .bind("reason", draft.aim().reason())
                .bind("document", draft.aim().document())
                .bind("author", author)
                .mapTo(Long.class)
                .one());
    }

    /** The draft; NOT_FOUND when there is none. */
    public Draft required(long id) {
        return jdbi.withHandle(h -> one(h, ONE, id));
    }

    /** The same, nobody else changing it until the transaction ends. */
    static Draft lock(Handle handle, long id) {
        return one(handle, LOCKED, id);
    }

    private static Draft one(Handle handle, String sql, long id) {
        return handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> draft(row))
                .findOne()
                .orElseThrow(() -> SixgridException.notFound("no draft with number " + id));
    }

    /**
     * Drafts of a scheme, newest first.
     *
     * @param before the number of the last one of the page before; empty for the first page
     */
    public List<Draft> list(String scheme, Optional<Draft.State> state, Optional<Long> before, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("scheme", scheme)
                .bind("state", state.map(Draft.State::code))
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> draft(row))
                .list());
    }

    /** All operations, those that were undone too, in their order. */
    public List<StoredOperation> operations(long draft) {
        return jdbi.withHandle(h -> operations(h, draft));
    }

    static List<StoredOperation> operations(Handle handle, long draft) {
        return handle.createQuery(IN_ORDER)
                .bind("id", draft)
                .map((row, context) -> stored(row, context))
                .list();
    }

    static Optional<StoredOperation> operation(Handle handle, long draft, int seq) {
        return handle.createQuery(OPERATION)
                .bind("id", draft)
                .bind("seq", seq)
                .map((row, context) -> stored(row, context))
                .findOne();
    }

    /** The next operation: those that were undone are gone with it. */
    static Instant append(Handle handle, long draft, StoredOperation operation) {
        handle.createUpdate(CUT)
                .bind("id", draft)
                .bind("cursor", operation.seq() - 1)
                .execute();
        Instant at = handle.createQuery(APPEND)
                .bind("id", draft)
                .bind("seq", operation.seq())
                .bind("kind", operation.kind())
                .bind("payload", operation.payload().toString())
                .bind("edit", EditJson.write(operation.edit()))
                .bind("borders", (Geometry) Lattice.FACTORY.createMultiLineString(
                        operation.borders().toArray(LineString[]::new)))
                .bind("author", operation.author())
                .mapTo(Instant.class)
                .one();
        move(handle, draft, operation.seq());
        return at;
    }

    /** Operations up to {@code cursor} apply. */
    static void move(Handle handle, long draft, int cursor) {
        handle.createUpdate(MOVE).bind("id", draft).bind("cursor", cursor).execute();
    }

    private static Draft draft(ResultSet row) throws SQLException {
        long scope = row.getLong("scope");
        OptionalLong scoped = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(scope);
        return new Draft(
                row.getLong("id"),
                row.getString("scheme"),
                row.getString("title"),
                scoped,
                new Draft.Begun(
                        row.getLong("base_revision"),
                        row.getTimestamp("base_at").toInstant()),
                new Draft.Aim(
                        Optional.ofNullable(row.getTimestamp("effective")).map(java.sql.Timestamp::toInstant),
                        Optional.ofNullable(row.getString("reason")),
                        Optional.ofNullable(row.getString("document"))),
                Draft.State.parse(row.getString("state")),
                row.getString("author"),
                row.getInt("cursor"),
                row.getLong("version"));
    }

    private static StoredOperation stored(ResultSet row, StatementContext context) throws SQLException {
        Geometry borders = context.getConfig(ColumnMappers.class)
                .findFor(Geometry.class)
                .orElseThrow()
                .map(row, "borders", context);
        List<LineString> lines = new ArrayList<>();
        for (int i = 0; borders != null && i < borders.getNumGeometries(); i++) {
            lines.add((LineString) borders.getGeometryN(i));
        }
        return new StoredOperation(
                row.getInt("seq"),
                row.getString("kind"),
                payload(row.getString("payload")),
                EditJson.read(row.getString("edit")),
                lines,
                row.getString("author"),
                row.getTimestamp("at").toInstant());
    }

    private static ObjectNode payload(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an operation that is no JSON", e);
        }
    }
}
