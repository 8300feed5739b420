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
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Envelope;

/** All SQL that reads or writes drafts; their operations are {@link DraftOperationStore}'s. */
public final class DraftStore {
    private static final String INSERT = """
            insert into draft (scheme_id, title, scope, base_revision, base_at, effective, reason, document, author)
            select s.id, :title, :scope, :revision, :at, :effective, :reason, :document, :author
            from scheme s where s.code = :scheme
            returning id
            """;
    // The scope's code is the one that its grid has, or had last.
    private static final String DRAFTS = """
            select d.id, s.code as scheme, d.title, d.scope,
                   (select v.code from grid_version v where v.grid_id = d.scope and upper_inf(v.recorded)
                    order by upper(v.valid) desc nulls first limit 1) as scope_code,
                   d.base_revision, d.base_at, d.effective, d.reason, d.document, d.state, d.author, d.cursor, d.version
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
    private static final String MOVE = """
            update draft set cursor = :cursor, version = version + 1 where id = :id
            """;
    private static final String AMEND = """
            update draft set title = :title, effective = :effective, reason = :reason, document = :document,
                             version = version + 1
            where id = :id
            """;
    private static final String ENTER = "update draft set state = :state, version = version + 1 where id = :id";

    private static final String THING = "draft";

    private final Jdbi jdbi;

    public DraftStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Does {@code work} in one transaction. */
    <T> T inTransaction(Function<Turn, T> work) {
        return jdbi.inTransaction(handle -> work.apply(new Turn(handle)));
    }

    long insert(NewDraft draft, Draft.Begun begun, Optional<Long> scope, Author by) {
        return jdbi.inTransaction(handle -> {
            long id = insert(handle, draft, begun, scope, by.name());
            AuditStore.append(
                    handle,
                    by,
                    List.of(new AuditEntry(
                            "open",
                            THING,
                            Long.toString(id),
                            Map.of("scheme", draft.scheme(), "title", draft.title()))));
            return id;
        });
    }

    private static long insert(Handle handle, NewDraft draft, Draft.Begun begun, Optional<Long> scope, String author) {
        return handle.createQuery(INSERT)
                .bind("scheme", draft.scheme())
                .bind("title", draft.title())
                .bind("scope", scope)
                .bind("revision", begun.revision())
                .bind("at", begun.at())
                .bind("effective", draft.aim().effective())
                .bind("reason", draft.aim().reason())
                .bind("document", draft.aim().document())
                .bind("author", author)
                .mapTo(Long.class)
                .one();
    }

    /** The draft; NOT_FOUND when there is none. */
    public Draft required(long id) {
        return jdbi.withHandle(h -> one(h, ONE, id));
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
        return jdbi.withHandle(h -> DraftOperationStore.inOrder(h, draft));
    }

    /** What was asked for, without what it changed: those after a number, in their order, undone ones too. */
    public List<ListedOperation> listed(long draft, int after, int limit) {
        return jdbi.withHandle(h -> DraftOperationStore.listed(h, draft, after, limit));
    }

    /** One transaction, in which a draft is locked and changed. */
    static final class Turn {
        private final Handle handle;

        /** Within the transaction of {@code handle}. */
        Turn(Handle handle) {
            this.handle = handle;
        }

        /** The draft as it is, nobody else changing it until the transaction ends. */
        Draft lock(long id) {
            return one(handle, LOCKED, id);
        }

        List<StoredOperation> operations(long draft) {
            return DraftOperationStore.inOrder(handle, draft);
        }

        Optional<StoredOperation> operation(long draft, int seq) {
            return DraftOperationStore.one(handle, draft, seq);
        }

        /** Locked lines of a scheme whose envelope meets {@code where}. */
        Locks locks(String scheme, Envelope where) {
            return new Locks(where.isNull() ? List.of() : LockStore.near(handle, scheme, where));
        }

        /** The next operation: those that were undone are gone with it. */
        void append(long draft, StoredOperation operation) {
            DraftOperationStore.append(handle, draft, operation);
            move(draft, operation.seq());
        }

        /** Operations up to {@code cursor} apply. */
        void move(long draft, int cursor) {
            handle.createUpdate(MOVE).bind("id", draft).bind("cursor", cursor).execute();
        }

        void amend(long draft, String title, Draft.Aim aim) {
            handle.createUpdate(AMEND)
                    .bind("id", draft)
                    .bind("title", title)
                    .bind("effective", aim.effective())
                    .bind("reason", aim.reason())
                    .bind("document", aim.document())
                    .execute();
        }

        /** Lets it go on to another state; {@code action} is what the audit calls that. */
        void enter(long draft, Draft.State state, Author by, String action) {
            handle.createUpdate(ENTER)
                    .bind("id", draft)
                    .bind("state", state.code())
                    .execute();
            AuditStore.append(handle, by, List.of(new AuditEntry(action, THING, Long.toString(draft))));
        }
    }

    private static Draft draft(ResultSet row) throws SQLException {
        long scope = row.getLong("scope");
        Optional<Draft.Scope> scoped =
                row.wasNull() ? Optional.empty() : Optional.of(new Draft.Scope(scope, row.getString("scope_code")));
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
}
