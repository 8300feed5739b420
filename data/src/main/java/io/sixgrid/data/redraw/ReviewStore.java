package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.Lattice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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

    private final Jdbi jdbi;

    public ReviewStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    <T> T inTransaction(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    void useTransaction(Consumer<Handle> work) {
        jdbi.useTransaction(work::accept);
    }

    /** How far the draft is on its way; NOT_FOUND when there is none. */
    public Review required(long draft) {
        return jdbi.withHandle(h -> h.createQuery(REVIEW)
                .bind("id", draft)
                .map((row, context) -> review(row))
                .findOne()
                .orElseThrow(() -> SixgridException.notFound("no draft with number " + draft)));
    }

    static void submit(Handle handle, Draft draft, Publishing.Submission submission, Author by) {
        handle.createUpdate(SUBMIT)
                .bind("id", draft.id())
                .bind("effective", submission.effective())
                .bind("reason", submission.reason())
                .bind("document", submission.document())
                .bind("correction", submission.correction())
                .bind("by", by.name())
                .bind("at", by.at())
                .execute();
    }

    static void giveBack(Handle handle, long draft, String note) {
        handle.createUpdate(RETURN).bind("id", draft).bind("note", note).execute();
    }

    static void approve(Handle handle, long draft, Publishing.Approval approval, long revision, Author by) {
        handle.createUpdate(APPROVE)
                .bind("id", draft)
                .bind("effective", approval.effective())
                .bind("note", approval.note())
                .bind("revision", revision)
                .bind("by", by.name())
                .bind("at", by.at())
                .execute();
    }

    /** The draft stands on other boundaries: those are its operations now, numbered from 1. */
    static void rebase(Handle handle, long draft, Draft.Begun begun, List<StoredOperation> operations) {
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
                io.sixgrid.data.db.Ewkb.array(operations.stream()
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
        return moment.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
