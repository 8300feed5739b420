package io.sixgrid.data.redraw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.Lattice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/** All SQL that reads or writes the operations of drafts, in the caller's transaction. */
final class DraftOperationStore {
    private static final String OPERATIONS = """
            select seq, kind, payload::text as payload, edit::text as edit, ST_AsEWKB(borders) as borders, author, at
            from draft_operation where draft_id = :id
            """;
    private static final String IN_ORDER = OPERATIONS + "order by seq";
    private static final String OPERATION = OPERATIONS + "and seq = :seq";
    private static final String LISTED = """
            select seq, kind, payload::text as payload, author, at
            from draft_operation where draft_id = :id and seq > :after order by seq limit :limit
            """;
    private static final String CUT = "delete from draft_operation where draft_id = :id and seq > :cursor";
    private static final String APPEND = """
            insert into draft_operation (draft_id, seq, kind, payload, edit, borders, author)
            values (:id, :seq, :kind, :payload::jsonb, :edit::jsonb, :borders, :author)
            """;

    private DraftOperationStore() {}

    /** All of them, those that were undone too. */
    static List<StoredOperation> inOrder(Handle handle, long draft) {
        return handle.createQuery(IN_ORDER)
                .bind("id", draft)
                .map((row, context) -> stored(row, context))
                .list();
    }

    static Optional<StoredOperation> one(Handle handle, long draft, int seq) {
        return handle.createQuery(OPERATION)
                .bind("id", draft)
                .bind("seq", seq)
                .map((row, context) -> stored(row, context))
                .findOne();
    }

    static List<ListedOperation> listed(Handle handle, long draft, int after, int limit) {
        return handle.createQuery(LISTED)
                .bind("id", draft)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new ListedOperation(
                        row.getInt("seq"),
                        row.getString("kind"),
                        payload(row.getString("payload")),
                        row.getString("author"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** The one with its number and all after it are gone with it. */
    static void append(Handle handle, long draft, StoredOperation operation) {
        handle.createUpdate(CUT)
                .bind("id", draft)
                .bind("cursor", operation.seq() - 1)
                .execute();
        handle.createUpdate(APPEND)
                .bind("id", draft)
                .bind("seq", operation.seq())
                .bind("kind", operation.kind())
                .bind("payload", operation.payload().toString())
                .bind("edit", EditJson.write(operation.edit()))
                .bind("borders", (Geometry) Lattice.FACTORY.createMultiLineString(
                        operation.borders().toArray(LineString[]::new)))
                .bind("author", operation.author())
                .execute();
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
