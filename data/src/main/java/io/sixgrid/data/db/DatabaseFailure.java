package io.sixgrid.data.db;

import io.sixgrid.data.SixgridException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** The one place that turns SQLSTATE into kinds of failure. */
public final class DatabaseFailure {
    private DatabaseFailure() {}

    /** What the caller can do about a failure that the database caused; empty where it is a bug. */
    public static Optional<SixgridException> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SixgridException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLTransientConnectionException) {
                return Optional.of(unavailable(failure));
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return explain(sql.getSQLState(), failure);
            }
        }
        return Optional.empty();
    }

    private static Optional<SixgridException> explain(String state, Throwable failure) {
        // PostgreSQL, appendix A. 08: connection; 53: out of resources; 57P: shut down or starting; 57014: cancelled;
        // 25006: read-only, i.e. a standby.
        if (state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("57014")
                || state.equals("25006")) {
            return Optional.of(unavailable(failure));
        }
        return switch (state) {
            // 23505: unique; 23P01: exclusion; 40001: serialization; 40P01: deadlock. Stores check before they write,
            // so
            // this is somebody who wrote in between.
            case "23505", "23P01", "40001", "40P01" ->
                Optional.of(SixgridException.conflict(
                        "somebody else changed the same thing at the same moment; try again"));
            default -> Optional.empty();
        };
    }

    private static SixgridException unavailable(Throwable failure) {
        return SixgridException.unavailable("the database does not answer; try again later", failure);
    }
}
