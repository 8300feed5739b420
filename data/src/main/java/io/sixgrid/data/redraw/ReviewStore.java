package io.sixgrid.data.redraw;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.db.Ewkb;
import io.sixgrid.data.grid.Amendment;
import io.sixgrid.data.grid.Prepared;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.Lattice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/** All SQL of a draft's way to a revision; what changes it works in the caller's transaction. */
public final class ReviewStore {
    private static final String REVIEW = """
            select submitted_by, submitted_at, approved_by, approved_at, note, correction, revision from draft where id = :id
            """;
    private static final String SUBMIT = """
            update draft set state = 'submitted', effective = :effective, reason = :reason, document = :document,
                correction = :correction, submitted_by = :by, submitted_at = :at, note = null, version = version + 1
            where id = :id
            """;
    private static final String RETURN = """
            update draft set state = 'open', submitted_by = null, submitted_at = null, note = :note, version = version + 1
            where id = :id
            """;
    private static final String APPROVE = """
            update draft set state = 'published', effective = :effective, approved_by = :by, approved_at = :at,
                note = :note, revision = :revision, version = version + 1
            where id = :id
            """;
    private static final String CLEAR = "delete from draft_operation where draft_id = :id";
    private static final String PUT = """
            insert into draft_operation (draft_id, seq, kind, payload, edit, borders, author, at)
            select :id, o.seq, o.kind, o.payload::jsonb, o.edit::jsonb, o.borders::geometry, o.author, o.at::timestamptz
            from unnest(:seqs, :kinds, :payloads, :edits, :borders, :authors, :ats)
                 as o (seq, kind, payload, edit, borders, author, at)
            """;
    private static final String REBASE = """
            update draft set base_revision = :revision, base_at = :base, cursor = :cursor, version = version + 1
            where id = :id
            """;

    private static final String THING = "draft";

    private final Jdbi jdbi;

    public ReviewStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How far the draft is on its way; NOT_FOUND when there is none. */
    public Review required(long draft) {
        return jdbi.withHandle(h -> h.createQuery(REVIEW)
                .bind("id", draft)
                .map((row, context) -> review(row))
                .findOne()
                .orElseThrow(() -> SixgridException.notFound("no draft with number " + draft)));
    }

    /** @param seen the draft, which must be so still: CONFLICT when somebody changed it */
    void submit(Draft seen, Publishing.Submission submission, Author by) {
        Instant effective = submission.effective().orElseThrow();
        jdbi.useTransaction(handle -> {
            requireSame(handle, seen);
            handle.createUpdate(SUBMIT)
                    .bind("id", seen.id())
                    .bind("effective", effective)
                    .bind("reason", submission.reason())
                    .bind("document", submission.document())
                    .bind("correction", submission.correction())
                    .bind("by", by.name())
                    .bind("at", by.at())
                    .execute();
            audit(handle, by, seen, "submit", Map.of("effective", effective.toString()));
        });
    }

    void giveBack(Draft seen, String note, Author by) {
        jdbi.useTransaction(handle -> {
            requireSame(handle, seen);
            handle.createUpdate(RETURN).bind("id", seen.id()).bind("note", note).execute();
            audit(handle, by, seen, "return", Map.of("note", note));
        });
    }

    /** Publishes it; false, and nothing is done, when a revision was published since the campaign was read. */
    boolean approve(Draft seen, Campaigns.Campaign campaign, Publishing.Approval approval, Author by) {
        Amendment amendment = campaign.amendment();
        Instant effective = approval.effective().orElseThrow();
        Prepared prepared = new Prepared(amendment);
        return jdbi.inTransaction(handle -> {
            requireSame(handle, seen);
            if (!RevisionStore.hold(
                    handle, campaign.scheme(), amendment.before().revision())) {
                return false;
            }
            Publication publication = new Publication(
                    seen.author(), seen.aim().reason().orElseThrow(), seen.aim().document(), effective);
            long revision = RevisionStore.write(handle, prepared, publication, Progress.SILENT);
            handle.createUpdate(APPROVE)
                    .bind("id", seen.id())
                    .bind("effective", effective)
                    .bind("note", approval.note())
                    .bind("revision", revision)
                    .bind("by", by.name())
                    .bind("at", by.at())
                    .execute();
            audit(handle, by, seen, "approve", Map.of("revision", revision, "effective", effective.toString()));
            return true;
        });
    }

    /** @param dropped numbers of operations that went */
    void rebase(Draft seen, Campaigns.Rebased rebased, Set<Integer> dropped, Author by) {
        jdbi.useTransaction(handle -> {
            requireSame(handle, seen);
            rebase(handle, seen.id(), rebased.begun(), rebased.operations());
            audit(
                    handle,
                    by,
                    seen,
                    "rebase",
                    Map.of(
                            "revision",
                            rebased.begun().revision(),
                            "dropped",
                            dropped.stream().sorted().toList()));
        });
    }

    private static void requireSame(Handle handle, Draft seen) {
        if (new DraftStore.Turn(handle).lock(seen.id()).version() != seen.version()) {
            throw SixgridException.conflict(
                    "draft " + seen.id() + " was changed by somebody else meanwhile: look at it again");
        }
    }

    private static void audit(Handle handle, Author by, Draft draft, String action, Map<String, Object> detail) {
        AuditStore.append(handle, by, List.of(new AuditEntry(action, THING, String.valueOf(draft.id()), detail)));
    }

    /** The draft stands on other boundaries: those are its operations now, numbered from 1. */
    private static void rebase(Handle handle, long draft, Draft.Begun begun, List<StoredOperation> operations) {
        handle.createUpdate(CLEAR).bind("id", draft).execute();
        var put = handle.createUpdate(PUT).bind("id", draft);
        new Columns<>(put, operations)
                .integer("seqs", StoredOperation::seq)
                .text("kinds", StoredOperation::kind)
                .text("payloads", one -> one.payload().toString())
                .text("edits", one -> EditJson.write(one.edit()))
                .text("authors", StoredOperation::author)
                .moment("ats", StoredOperation::at);
        put.bind(
                "borders",
                Ewkb.array(operations.stream()
                        .map(one -> (Geometry) Lattice.FACTORY.createMultiLineString(
                                one.borders().toArray(LineString[]::new)))
                        .toList()));
        put.execute();
        handle.createUpdate(REBASE)
                .bind("id", draft)
                .bind("revision", begun.revision())
                .bind("base", begun.at())
                .bind("cursor", operations.size())
                .execute();
    }

    private static Review review(ResultSet row) throws SQLException {
        long revision = row.getLong("revision");
        return new Review(
                signed(row, "submitted"),
                signed(row, "approved"),
                Optional.ofNullable(row.getString("note")),
                row.getBoolean("correction"),
                revision == 0 ? Optional.empty() : Optional.of(revision));
    }

    private static Optional<Review.Signed> signed(ResultSet row, String what) throws SQLException {
        String by = row.getString(what + "_by");
        return by == null
                ? Optional.empty()
                : Optional.of(
                        new Review.Signed(by, row.getTimestamp(what + "_at").toInstant()));
    }

    /** As the database keeps moments. */
    static Instant kept(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }
}
