package io.sixgrid.data.db;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** A fresh database with the migrated schema, cloned from a template in about 50 ms; dropped when it closes. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "test_" + COUNT.incrementAndGet();
    private final Jdbi admin;
    private final Database database;

    public TestDatabase() {
        DatabaseAddress maintenance = TestServer.get().address("postgres");
        admin = Jdbi.create(maintenance.url(), maintenance.user(), maintenance.password());
        admin.useHandle(h -> h.execute("create database " + name + " template " + TestServer.TEMPLATE));
        database = new Database(address(), 8);
    }

    public DatabaseAddress address() {
        return TestServer.get().address(name);
    }

    public Database database() {
        return database;
    }

    public Jdbi jdbi() {
        return database.jdbi();
    }

    /** From now on nobody connects to it any more, and who was connected is not. */
    public void goAway() {
        admin.useHandle(h -> h.execute("alter database " + name + " allow_connections false"));
        admin.useHandle(
                h -> h.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name));
    }

    @Override
    public void close() {
        database.close();
        admin.useHandle(h -> h.execute("drop database " + name + " with (force)"));
    }
}
