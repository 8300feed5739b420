package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.redraw.Conflict.ChangedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads who had a code and who changed a grid: the others, where a draft is in conflict with them. */
public final class RivalStore {
    private static final String ISSUED = """
            select code, grid_id from code_ledger where scheme_id = :scheme and code = any(:codes)
            """;
    // A code that is no more in use was ended by the revision that retired it.
    private static final String CHANGED = """
            select v.code, r.id, r.author, r.reason, r.document, r.effective
            from grid_version v join revision r on r.id = v.revision
            where v.scheme_id = :scheme and v.code = any(:codes) and v.valid @> :at::timestamptz and upper_inf(v.recorded)
            union all
            select l.code, r.id, r.author, r.reason, r.document, r.effective
            from code_ledger l join revision r on r.id = l.revision
            where l.scheme_id = :scheme and l.code = any(:codes) and l.retired <= :at::timestamptz
            """;

    private final Jdbi jdbi;

    public RivalStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whose the codes are, or were: identity by code; nothing of codes that were never given. */
    Map<String, Long> issued(StoredScheme scheme, Collection<String> codes) {
        Map<String, Long> issued = new HashMap<>();
        jdbi.useHandle(h -> h.createQuery(ISSUED)
                .bind("scheme", scheme.id())
                .bindArray("codes", String.class, codes.toArray())
                .map((row, context) -> Map.entry(row.getString("code"), row.getLong("grid_id")))
                .forEach(pair -> issued.put(pair.getKey(), pair.getValue())));
        return issued;
    }

    /** By code: the revision that made the grid what it is at a moment, or ended it. */
    Map<String, ChangedBy> changedBy(StoredScheme scheme, Collection<String> codes, Instant at) {
        Map<String, ChangedBy> by = new HashMap<>();
        jdbi.useHandle(h -> h.createQuery(CHANGED)
                .bind("scheme", scheme.id())
                .bindArray("codes", String.class, codes.toArray())
                .bind("at", at)
                .map((row, context) -> Map.entry(row.getString("code"), changedBy(row)))
                .forEach(pair -> by.put(pair.getKey(), pair.getValue())));
        return by;
    }

    private static ChangedBy changedBy(ResultSet row) throws SQLException {
        return new ChangedBy(
                row.getLong("id"),
                row.getString("author"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("document")),
                row.getTimestamp("effective").toInstant());
    }
}
