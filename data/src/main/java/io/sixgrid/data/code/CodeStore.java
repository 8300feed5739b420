package io.sixgrid.data.code;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.code.CodeState.NamedGrid;
import io.sixgrid.data.code.CodeState.State;
import io.sixgrid.data.code.CodeState.Successor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All SQL about codes: by which rule a level makes them, which were ever given, and what became of one. */
public final class CodeStore {
    private static final String RULES = """
            select l.level, l.code_rule from level l join scheme s on s.id = l.scheme_id
            where s.code = :scheme and l.code_rule is not null
            """;
    private static final String ASSIGN = """
            update level l set code_rule = :rule from scheme s
            where s.id = l.scheme_id and s.code = :scheme and l.level = :level
            """;
    // Index grid_version_code. What is no longer believed counts too: somebody may have written it down.
    private static final String ISSUED = """
            select distinct v.code from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.code like :begin escape '\\'
            """;
    private static final String LEDGER = """
            select l.code, l.grid_id, l.retired
            from code_ledger l join scheme s on s.id = l.scheme_id
            where s.code = :scheme and l.code = any(:codes)
            """;
    private static final String CODES = """
            select v.code, p.code as parent
            from grid_version v join scheme s on s.id = v.scheme_id
                 left join grid_version p on p.grid_id = v.parent_id and p.valid @> :at::timestamptz and upper_inf(p.recorded)
            where s.code = :scheme and v.level = :level and v.valid @> :at::timestamptz and upper_inf(v.recorded)
            order by v.code
            """;
    // Believed versions before others, the last one first: a code that was withdrawn before it applied is retired too.
    private static final String STATE = """
            select v.grid_id, v.level, upper_inf(v.recorded) as believed,
                   min(lower(v.valid)) over mine as issued, upper(v.valid) as retired,
                   (select n.code from grid_version n where n.grid_id = v.grid_id and upper_inf(n.recorded)
                    order by upper(n.valid) desc nulls first limit 1) as now_code,
                   v.name, c.reason
            from grid_version v join scheme s on s.id = v.scheme_id
                 left join code_ledger c on c.scheme_id = v.scheme_id and c.code = v.code
            where s.code = :scheme and v.code = :code
            window mine as (partition by v.grid_id, upper_inf(v.recorded))
            order by believed desc, upper(v.valid) desc nulls first, v.id desc
            limit 1
            """;
    private static final String SUCCESSORS = """
            select l.after_code as code, max(l.share_of_before) as share,
                   (select n.name from grid_version n where n.grid_id = l.after_grid and upper_inf(n.recorded)
                    order by upper(n.valid) desc nulls first limit 1) as name
            from lineage l
            where l.before_grid = :grid and l.before_code = :code and l.after_code <> :code
            group by l.after_code, l.after_grid
            order by share desc, code
            """;

    private final Jdbi jdbi;

    public CodeStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A code with that of the grid above; the parent is empty at level 1. */
    public record ParentedCode(String code, Optional<String> parent) {}

    /** The names of rules by level; levels without one are missing. */
    public Map<Integer, String> rules(String scheme) {
        return jdbi.withHandle(h -> h.createQuery(RULES)
                .bind("scheme", scheme)
                .reduceRows(new TreeMap<Integer, String>(), (rules, row) -> {
                    rules.put(row.getColumn("level", Integer.class), row.getColumn("code_rule", String.class));
                    return rules;
                }));
    }

    /** Lets a level make its codes by a rule, or by none. What has a code already keeps it. */
    public void assign(String scheme, int level, Optional<String> rule) {
        int levels = jdbi.withHandle(h -> h.createUpdate(ASSIGN)
                .bind("scheme", scheme)
                .bind("level", level)
                .bind("rule", rule)
                .execute());
        if (levels == 0) {
            throw SixgridException.invalid("level", "the scheme " + scheme + " has no level " + level);
        }
    }

    /** Every code of a scheme that begins with {@code begin} and was ever given, for a time to come included. */
    public Set<String> issued(String scheme, String begin) {
        return new HashSet<>(jdbi.withHandle(h -> h.createQuery(ISSUED)
                .bind("scheme", scheme)
                .bind("begin", begin.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .mapTo(String.class)
                .list()));
    }

    /**
     * Whose a code is for ever.
     *
     * @param retired since when its grid does not have it any more, or will not; empty while no end is known
     */
    public record Issued(long grid, Optional<Instant> retired) {}

    /** Those of {@code codes} that were ever given, for a time to come included. */
    public Map<String, Issued> ledger(String scheme, List<String> codes) {
        return jdbi.withHandle(h -> h.createQuery(LEDGER)
                .bind("scheme", scheme)
                .bindArray("codes", String.class, codes.toArray())
                .reduceRows(new HashMap<String, Issued>(), (ledger, row) -> {
                    ledger.put(
                            row.getColumn("code", String.class),
                            new Issued(
                                    row.getColumn("grid_id", Long.class),
                                    Optional.ofNullable(row.getColumn("retired", Instant.class))));
                    return ledger;
                }));
    }

    /** The codes of a level at a time. */
    public List<ParentedCode> codes(String scheme, int level, Instant at) {
        return jdbi.withHandle(h -> h.createQuery(CODES)
                .bind("scheme", scheme)
                .bind("level", level)
                .bind("at", at)
                .map((row, context) ->
                        new ParentedCode(row.getString("code"), Optional.ofNullable(row.getString("parent"))))
                .list());
    }

    /** What became of a code by {@code now}. */
    public CodeState state(String scheme, String code, Instant now) {
        return jdbi.withHandle(h -> h.createQuery(STATE)
                .bind("scheme", scheme)
                .bind("code", code)
                .map((row, context) -> read(h, row, code, now))
                .findOne()
                .orElseGet(() -> CodeState.free(code)));
    }

    private static CodeState read(Handle handle, ResultSet row, String code, Instant now) throws SQLException {
        Optional<Instant> issued = time(row, "issued");
        Optional<Instant> retired = time(row, "retired");
        State state = !row.getBoolean("believed")
                        || retired.filter(end -> !end.isAfter(now)).isPresent()
                ? State.RETIRED
                : issued.filter(begin -> begin.isAfter(now)).isPresent() ? State.RESERVED : State.IN_FORCE;
        String nowCode = Optional.ofNullable(row.getString("now_code")).orElse(code);
        return new CodeState(
                code,
                state,
                Optional.of(new NamedGrid(row.getInt("level"), nowCode, row.getString("name"))),
                issued,
                retired,
                Optional.ofNullable(row.getString("reason")),
                handle.createQuery(SUCCESSORS)
                        .bind("grid", row.getLong("grid_id"))
                        .bind("code", code)
                        .map((heir, context) ->
                                new Successor(heir.getString("code"), heir.getString("name"), heir.getDouble("share")))
                        .list());
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
