package io.sixgrid.data.db;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * For short transactions that must go on soon, over another connection if need be. A connection may be lost without a
 * word: neither end hears of it, and a query would wait for its answer until the pool's own limit, which is made for the
 * longest statements there are.
 */
public final class Deadline {
    private Deadline() {}

    /**
     * Has each statement of this transaction fail after {@code limit} without an answer, and the server end the
     * transaction when it hears nothing for as long: what it locked must not wait for a client that is gone.
     */
    public static void set(Handle handle, Duration limit) {
        try {
            // The pool puts its own limit back when the connection is returned.
            handle.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
        } catch (SQLException e) {
            throw new IllegalStateException("the driver takes no time-out", e);
        }
        handle.createQuery("select set_config('idle_in_transaction_session_timeout', :millis, true)")
                .bind("millis", String.valueOf(limit.toMillis()))
                .mapTo(String.class)
                .one();
    }
}
