package io.sixgrid.data.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens each connection to wherever the database is just then. For the pool, which asks for nothing but connections. */
final class AddressedDataSource implements DataSource {
    /** PostgreSQL, appendix A: the client is unable to establish the connection. */
    private static final String CANNOT_CONNECT = "08001";

    private final Supplier<DatabaseAddress> where;
    private final Properties options;
    private volatile int loginSeconds;

    /** @param options of the driver */
    AddressedDataSource(Supplier<DatabaseAddress> where, Properties options) {
        this.where = where;
        this.options = options;
    }

    /** Where the database is now. That nobody can tell is an outage like any other: whoever waits for those waits. */
    DatabaseAddress address() throws SQLException {
        try {
            return where.get();
        } catch (RuntimeException e) {
            throw new SQLTransientConnectionException(e.getMessage(), CANNOT_CONNECT, e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        DatabaseAddress address = address();
        return getConnection(address.user(), address.password(), address.url());
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection(user, password, address().url());
    }

    private Connection getConnection(@Nullable String user, @Nullable String password, String url) throws SQLException {
        Properties whole = new Properties();
        whole.putAll(options);
        if (user != null) {
            whole.setProperty("user", user);
        }
        if (password != null) {
            whole.setProperty("password", password);
        }
        if (loginSeconds > 0) {
            whole.setProperty("loginTimeout", String.valueOf(loginSeconds));
        }
        return DriverManager.getConnection(url, whole);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginSeconds = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginSeconds;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("it writes no log of its own");
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it writes no log of its own");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
