package io.sixgrid.data.db;

import io.sixgrid.data.SixgridException;
import java.sql.SQLException;
import java.util.Optional;

/** What a failed store tells of its cause. */
public enum StoreFailure {
    /** A row that PostgreSQL will never take: retrying the batch as it is would never end. */
    DATA,
    /** The database is away, busy, or chose this transaction to break a deadlock: the same batch may well pass later. */
    PASSING,
    /** Neither: a fault of ours, perhaps at one message only. */
    UNEXPECTED;

    public static StoreFailure of(RuntimeException failure) {
        Optional<SQLException> sql = sqlCause(failure);
        if (sql.isEmpty()) {
            boolean away =
                    failure instanceof SixgridException known && known.kind() == SixgridException.Kind.UNAVAILABLE;
            return away ? PASSING : UNEXPECTED;
        }
        String state = sql.orElseThrow().getSQLState();
        // 22 data exception, 23 integrity constraint, 54 program limit exceeded (an index row too long).
        boolean data = state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
        return data ? DATA : PASSING;
    }

    /** One line for people. */
    public static String say(RuntimeException failure) {
        String message = sqlCause(failure).map(Throwable::getMessage).orElseGet(failure::toString);
        return message.lines().findFirst().orElse("unknown");
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
