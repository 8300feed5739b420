package io.sixgrid.data.grid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads what was published when and by whom, and what became of grids and codes. */
public final class RevisionQueryStore {
    private static final String REVISIONS = """
            select r.id, s.code as scheme, r.effective, r.recorded, r.author, r.reason, r.document,
                   r.created, r.changed, r.retired
            from revision r join scheme s on s.id = r.scheme_id
            """;
    private static final String LIST = REVISIONS + """
            where s.code = :scheme and (:before::bigint is null or r.id < :before)
              and (:at::timestamptz is null or r.effective <= :at) and (:known::timestamptz is null or r.recorded <= :known)
            order by r.id desc limit :limit
            """;
    private static final String ONE = REVISIONS + "where r.id = :number";
    private static final String LINEAGE = """
            select kind, level, before_code, after_code, share_of_before, share_of_after, households, households_before,
                   households_after, incidents, incidents_before, incidents_after
            from lineage
            """;
    private static final String LINEAGE_OF = LINEAGE + """
            where revision = :number order by level, before_code nulls last, after_code nulls last, id
            """;
    private static final String RETIREMENT = """
            select l.grid_id, l.retired, l.reason, l.revision
            from code_ledger l join scheme s on s.id = l.scheme_id join revision r on r.id = l.revision
            where s.code = :scheme and l.code = :code and l.retired is not null
              and (:known::timestamptz is null or r.recorded <= :known)
            """;
    // By index lineage_before.
    private static final String SUCCESSORS = LINEAGE + """
            where before_grid = :grid and before_code = :code and revision = :revision and after_code is not null
            order by share_of_before desc, after_code
            """;

    private final Jdbi jdbi;

    public RevisionQueryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Which revisions a list wants.
     *
     * @param at    only those that apply by then; empty wants those to come too
     * @param known only those that were recorded by then
     */
    public record Wanted(String scheme, Optional<Instant> at, Optional<Instant> known) {}

    /**
     * Revisions of a scheme, newest first.
     *
     * @param before the number of the last one of the page before; empty for the first page
     */
    public List<Revision> list(Wanted wanted, Optional<Long> before, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bindMethods(wanted)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> revision(row))
                .list());
    }

    public Optional<Revision> find(long number) {
        return jdbi.withHandle(h -> h.createQuery(ONE)
                .bind("number", number)
                .map((row, context) -> revision(row))
                .findOne());
    }

    /** Where land went with a revision; nothing of grids that it did not touch. */
    public List<Descent> lineage(long number) {
        return jdbi.withHandle(h -> h.createQuery(LINEAGE_OF)
                .bind("number", number)
                .map((row, context) -> lineage(row))
                .list());
    }

    /**
     * Since when a code is not used any more, and what came after it; empty while it is in use.
     *
     * @param known the time of belief; empty means as we believe now
     */
    public Optional<Retirement> retirement(String scheme, String code, Optional<Instant> known) {
        return jdbi.withHandle(h -> h.createQuery(RETIREMENT)
                .bind("scheme", scheme)
                .bind("code", code)
                .bind("known", known)
                .map((row, context) -> new Retirement(
                        row.getTimestamp("retired").toInstant(),
                        row.getString("reason"),
                        h.createQuery(SUCCESSORS)
                                .bind("grid", row.getLong("grid_id"))
                                .bind("code", code)
                                .bind("revision", row.getLong("revision"))
                                .map((successor, c) -> lineage(successor))
                                .list()))
                .findOne());
    }

    private static Revision revision(ResultSet row) throws SQLException {
        return new Revision(
                row.getLong("id"),
                row.getString("scheme"),
                new Publication(
                        row.getString("author"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getString("document")),
                        row.getTimestamp("effective").toInstant()),
                row.getTimestamp("recorded").toInstant(),
                row.getInt("created"),
                row.getInt("changed"),
                row.getInt("retired"));
    }

    static Descent lineage(ResultSet row) throws SQLException {
        Lineage lineage = new Lineage(
                Lineage.Kind.parse(row.getString("kind")),
                row.getInt("level"),
                Optional.ofNullable(row.getString("before_code")),
                Optional.ofNullable(row.getString("after_code")),
                row.getDouble("share_of_before"),
                row.getDouble("share_of_after"));
        return new Descent(lineage, passed(row, "households"), passed(row, "incidents"));
    }

    private static Optional<Descent.Passed> passed(ResultSet row, String what) throws SQLException {
        Optional<Integer> amount = integer(row, what);
        Optional<Integer> before = integer(row, what + "_before");
        Optional<Integer> after = integer(row, what + "_after");
        return amount.map(number -> new Descent.Passed(number, before, after));
    }

    private static Optional<Integer> integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
