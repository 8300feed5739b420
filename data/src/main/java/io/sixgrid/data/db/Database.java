package io.sixgrid.data.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.sixgrid.data.SixgridException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Jdbi;

/** The database: its pool, its schema, and what JDBI must know of our types. Safe for use by several threads. */
public final class Database implements AutoCloseable {
    /** Longer than any statement: storing the sample city takes seconds each. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(10);

    /** What {@code server_version_num} counts a major version as: 150018 is 15.18. */
    private static final int SERVER_VERSION_MAJOR = 10_000;

    private final HikariDataSource pool = new HikariDataSource();
    private final Supplier<DatabaseAddress> where;
    private final AddressedDataSource source;
    private final Jdbi jdbi;

    /** Opens nothing yet; the pool connects on first use. */
    public Database(DatabaseAddress address, int connections) {
        this(() -> address, connections);
    }

    /**
     * Opens nothing yet.
     *
     * @param where asked often; what it throws while there is no address reaches whoever uses the database, at once
     */
    public Database(Supplier<DatabaseAddress> where, int connections) {
        this.where = where;
        // A server that went without a word is noticed: idle by the probes, in a query after SOCKET_TIMEOUT.
        Properties options = new Properties();
        options.setProperty("tcpKeepAlive", "true");
        options.setProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        source = new AddressedDataSource(where, options);
        pool.setDataSource(source);
        pool.setMaximumPoolSize(connections);
        pool.setPoolName("sixgrid");
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(10_000);
        // Lists filter by (:x is null or ...): a plan that fits every value of :x fits none. And arrays of thousands
        // make the
        // planner guess so many rows that it compiles what runs for milliseconds.
        pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan; set jit = off");
        jdbi = configured(Jdbi.create(this::connection));
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Makes the database if its server has none of that name, then brings the schema up to this version. */
    public void prepare() {
        createIfMissing();
        ensureExtensions();
        migrate();
        ensurePartitions();
    }

    /** Fails unless the schema is of this version: UNAVAILABLE until {@link #prepare} brought it there, by whomever. */
    public void requirePrepared() {
        DatabaseAddress address = where.get();
        try (Connection probe = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            probe.isValid(5);
        } catch (SQLException e) {
            throw cannotConnect(address, e);
        }
        Flyway flyway = flyway(address);
        requireNotNewer(flyway, address);
        if (flyway.info().pending().length > 0) {
            throw SixgridException.unavailable(
                    "the database " + address.url()
                            + " is not made ready for this version of Sixgrid: start `sixgrid run` on it",
                    null);
        }
    }

    /** Makes the partitions of this month and the next (UTC); to be called daily by whoever runs for long. */
    public void ensurePartitions() {
        jdbi.useHandle(h -> h.execute("select ensure_month(now()), ensure_month(now() + interval '1 month')"));
    }

    /** Runs {@code work} on this thread so that all its stores share one transaction: it is kept whole or not at all. */
    public void inOneTransaction(Runnable work) {
        // JDBI hands the same handle to whoever asks on this thread, and joins transactions that are open.
        jdbi.useTransaction(handle -> work.run());
    }

    /**
     * Tells the planner what there is, as PostgreSQL does by itself a minute later: to be called after so much was stored
     * that until then every plan would be made for empty tables.
     */
    public void analyze() {
        jdbi.useHandle(h -> h.execute("analyze"));
    }

    /** Whether the database answers a query now. */
    public boolean answers() {
        try (Connection connection = connection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Connections in use, idle, and threads that wait for one. */
    public record PoolState(int active, int idle, int waiting) {}

    /** What the pool is doing now; all zero before its first use. */
    public PoolState poolState() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null
                ? new PoolState(0, 0, 0)
                : new PoolState(
                        state.getActiveConnections(), state.getIdleConnections(), state.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        pool.close();
    }

    /** JDBI with our types, on a data source of the caller's. */
    public static Jdbi configured(Jdbi jdbi) {
        jdbi.registerArgument(new GeometryArguments());
        jdbi.registerColumnMapper(new GeometryMapper());
        jdbi.registerArrayType(Long.class, "int8");
        jdbi.registerArrayType(Integer.class, "int4");
        jdbi.registerArrayType(Short.class, "int2");
        jdbi.registerArrayType(Double.class, "float8");
        jdbi.registerArrayType(Boolean.class, "bool");
        jdbi.registerArrayType(String.class, "text");
        // Not as a Timestamp: the driver writes those of an array in local time and without a zone.
        jdbi.registerArrayType(Instant.class, "timestamptz", Instant::toString);
        return jdbi;
    }

    private Connection connection() throws SQLException {
        // The pool would wait for an address to appear, and its caller with it.
        var unused = source.address();
        return pool.getConnection();
    }

    private void createIfMissing() {
        DatabaseAddress address = where.get();
        String name = address.url().replaceFirst("^.*/([^/?]+)(\\?.*)?$", "$1");
        try (Connection probe = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            probe.isValid(5);
        } catch (SQLException e) {
            // 3D000: the database does not exist.
            if (!"3D000".equals(e.getSQLState())) {
                throw cannotConnect(address, e);
            }
            String maintenance = address.url().replaceFirst("/[^/?]+(\\?.*)?$", "/postgres$1");
            try (Connection server = DriverManager.getConnection(maintenance, address.user(), address.password());
                    Statement statement = server.createStatement()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            } catch (SQLException failure) {
                throw SixgridException.unavailable(
                        "the database " + name + " does not exist and cannot be made: " + failure.getMessage(),
                        failure);
            }
        }
    }

    private void ensureExtensions() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            MinimumVersions.requirePostgres(
                    Integer.parseInt(one("show server_version_num", statement)) / SERVER_VERSION_MAJOR);
            for (String extension : new String[] {"postgis", "btree_gist"}) {
                ensure(extension, statement);
            }
            MinimumVersions.requirePostgis(one("select postgis_lib_version()", statement));
        } catch (SQLException e) {
            throw SixgridException.unavailable("cannot prepare the database " + where.get() + ": " + e.getMessage(), e);
        }
    }

    private static String one(String query, Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void ensure(String extension, Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "select installed_version from pg_available_extensions where name = '" + extension + "'")) {
            if (!found.next()) {
                throw SixgridException.unavailable(
                        "the PostgreSQL server has no extension " + extension
                                + (extension.equals("postgis")
                                        ? ": install the package postgresql-<version>-postgis-3 on it"
                                        : ": install postgresql-contrib on it"),
                        null);
            }
            if (found.getString(1) != null) {
                return;
            }
        }
        try {
            statement.execute("create extension if not exists " + extension);
        } catch (SQLException e) {
            throw SixgridException.unavailable(
                    "the extension " + extension + " must be created once by a superuser of the database: create"
                            + " extension " + extension + "; (" + e.getMessage() + ")",
                    e);
        }
    }

    private void migrate() {
        DatabaseAddress address = where.get();
        Flyway flyway = flyway(address);
        requireNotNewer(flyway, address);
        flyway.migrate();
    }

    private static Flyway flyway(DatabaseAddress address) {
        return Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db")
                .sqlMigrationSeparator("__")
                .load();
    }

    private static void requireNotNewer(Flyway flyway, DatabaseAddress address) {
        for (MigrationInfo known : flyway.info().all()) {
            if (!known.getState().isResolved() && known.getState().isApplied()) {
                throw SixgridException.conflict("the database " + address.url()
                        + " was made by a newer version of Sixgrid (schema " + known.getVersion()
                        + "); run that version, or choose another --data-dir or --database-url");
            }
        }
    }

    private static SixgridException cannotConnect(DatabaseAddress address, SQLException failure) {
        return SixgridException.unavailable(
                "cannot connect to the database " + address + ": " + failure.getMessage(), failure);
    }
}
