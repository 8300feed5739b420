package io.sixgrid.geo;

import io.sixgrid.data.db.Database;
import io.sixgrid.geo.identity.BrokerIdentity;
import io.sixgrid.geo.identity.TokenStore;

/**
 * The default broker alone in a process. Who may connect, it asks the database for, be it the one that is configured or
 * the private cluster that a service keeps in the same data directory; the broker starts and serves without it, and takes
 * part in neither its start nor its stop. The constructor wires, {@link #start} opens.
 *
 * <p>While no database was ever made, this machine needs no token, and others are not let in.
 */
final class BrokerProcess implements AutoCloseable {
    /** As many as ask at once. */
    private static final int CONNECTIONS = 4;

    private final Config config;
    private final Database database;
    private final DefaultBroker broker;

    BrokerProcess(Config config) {
        this.config = config;
        database = new Database(DatabaseHome.whereabouts(config), CONNECTIONS);
        broker = new DefaultBroker(
                config,
                new BrokerIdentity(
                        new TokenStore(database.jdbi()), config.mqtt().loopbackOnly(), DatabaseHome.made(config)));
    }

    void start() {
        Listening.requireFree("MQTT", config.mqtt().host(), config.mqtt().port(), "--mqtt-port");
        broker.start();
    }

    /** Where a client on this machine finds it. */
    String url() {
        return broker.url();
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }
}
