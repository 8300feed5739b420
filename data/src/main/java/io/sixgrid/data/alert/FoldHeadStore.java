package io.sixgrid.data.alert;

import io.sixgrid.data.db.Columns;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The rows of {@code fold_head}: how far each (device, kind) is folded. Who writes alerts locks the heads of their keys
 * first, in the one order of this store, and holds them until its transaction ends (docs/decisions/004, "Locks").
 */
public final class FoldHeadStore {
    private static final String OPEN = """
            insert into fold_head (device, kind)
            select k.device, k.kind from unnest(:devices, :kinds) as k (device, kind) order by 1, 2
            on conflict do nothing
            """;
    // Rows are locked in the order of the sort: the order in which everybody takes them.
    private static final String LOCK = """
            select h.device, h.kind, nullif(h.at, '-infinity') as at, h.rank
            from fold_head h join unnest(:devices, :kinds) as k (device, kind) using (device, kind)
            order by h.device, h.kind for update of h
            """;

    private FoldHeadStore() {}

    /** What alerts are told apart by, besides time. */
    public record Key(String device, String kind) {}

    /** How far a key is folded: {@code at} is empty before its first event. */
    public record Head(Key key, Optional<Instant> at, int rank) {}

    /** Locks the heads of {@code keys}, each given once, until the transaction of {@code handle} ends. */
    public static Collection<Head> lock(Handle handle, Collection<Key> keys) {
        bind(handle.createUpdate(OPEN), keys).execute();
        return bind(handle.createQuery(LOCK), keys)
                .map((row, context) -> new Head(
                        new Key(row.getString("device"), row.getString("kind")),
                        Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant),
                        row.getInt("rank")))
                .list();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Collection<Key> keys) {
        new Columns<>(statement, keys).text("devices", Key::device).text("kinds", Key::kind);
        return statement;
    }
}
