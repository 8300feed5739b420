package io.sixgrid.geo.kill;

import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.TestCity;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service, its broker and its database on three machines, as far as it can tell: the network between them is cut
 * and stands still while devices go on publishing.
 */
@PostgisTest
final class ConnectionTest {
    @TempDir
    private Path directory;

    @Test
    void a_connection_to_the_broker_that_is_cut_and_stands_still_loses_and_doubles_nothing(TestDatabase database) {
        toBroker(database, 31, 1);
    }

    @Test
    void a_connection_to_the_database_that_is_cut_and_stands_still_loses_and_doubles_nothing(TestDatabase database) {
        toDatabase(database, 32, 1);
    }

    /** Nothing closes the connections: only a time-out of the service's own tells it that no answer will come. */
    @Test
    void connections_to_the_database_that_are_lost_without_a_word_are_replaced(TestDatabase database) {
        TestCity.build(database.jdbi());
        try (TcpProxy network = new TcpProxy(portOf(database.address()));
                ServiceProcess service =
                        ServiceProcess.run("lost-database", directory).on(through(network, database.address()));
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), 39, 4, 100)) {
            service.start();
            devices.start();
            devices.awaitMore(500);
            network.abandon();
            devices.awaitMore(500);
            devices.pause();
            Reckoning.after(devices, database.jdbi(), service).print("connections to the database lost without a word");
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {33, 34, 35})
    void the_same_to_the_broker_many_times(long seed, TestDatabase database) {
        toBroker(database, seed, 10);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {36, 37, 38})
    void the_same_to_the_database_many_times(long seed, TestDatabase database) {
        toDatabase(database, seed, 10);
    }

    private void toBroker(TestDatabase database, long seed, int times) {
        TestCity.build(database.jdbi());
        try (ServiceProcess broker = ServiceProcess.broker("broker-" + seed, directory.resolve("b"));
                TcpProxy network = new TcpProxy(broker.mqttPort());
                ServiceProcess service = ServiceProcess.run(
                                "cut-broker-" + seed, directory, "--broker-url=mqtt://127.0.0.1:" + network.port())
                        .on(database.address());
                NumberedPublisher devices = new NumberedPublisher(broker.mqttPort(), seed, 4, 200)) {
            broker.start();
            service.start();
            devices.start();
            disturb(network, devices, new Random(seed), times);
            Reckoning.after(devices, database.jdbi(), service)
                    .print("connection to the broker cut x" + times + ", stalled x" + times);
        }
    }

    private void toDatabase(TestDatabase database, long seed, int times) {
        TestCity.build(database.jdbi());
        try (TcpProxy network = new TcpProxy(portOf(database.address()));
                ServiceProcess service =
                        ServiceProcess.run("cut-database-" + seed, directory).on(through(network, database.address()));
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 4, 200)) {
            service.start();
            devices.start();
            disturb(network, devices, new Random(seed), times);
            Reckoning.after(devices, database.jdbi(), service)
                    .print("connection to the database cut x" + times + ", stalled x" + times);
        }
    }

    /** The devices measure how long a disturbance lasts: they go on publishing, which takes them seconds. */
    private static void disturb(TcpProxy network, NumberedPublisher devices, Random random, int times) {
        for (int i = 0; i < times; i++) {
            devices.awaitMore(200 + random.nextInt(600));
            network.cut();
            devices.awaitMore(800 + random.nextInt(800));
            network.heal();
            devices.awaitMore(200 + random.nextInt(600));
            network.stall();
            devices.awaitMore(800 + random.nextInt(800));
            network.heal();
        }
        devices.awaitMore(200);
        devices.pause();
    }

    static int portOf(DatabaseAddress address) {
        return URI.create(address.url().substring("jdbc:".length())).getPort();
    }

    static DatabaseAddress through(TcpProxy network, DatabaseAddress address) {
        return new DatabaseAddress(
                address.url().replace(":" + portOf(address) + "/", ":" + network.port() + "/"),
                address.user(),
                address.password());
    }
}
