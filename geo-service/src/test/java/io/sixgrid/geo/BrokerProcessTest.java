package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class BrokerProcessTest {
    private static final Author ADMIN = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));
    private static final Optional<String> NO_TOKEN = Optional.empty();

    @TempDir
    private Path folder;

    @Test
    void while_no_database_was_ever_made_this_machine_needs_no_token_and_others_are_not_let_in() {
        try (BrokerProcess broker = started(Map.of())) {
            assertThat(publishes(broker, NO_TOKEN)).isTrue();
            assertThat(publishes(broker, Optional.of("sg_guessed"))).isFalse();
        }
        try (BrokerProcess broker = started(Map.of("mqtt.host", "0.0.0.0"))) {
            assertThat(publishes(broker, NO_TOKEN)).isFalse();
        }
    }

    @Test
    void a_configured_database_says_who_may_connect_and_its_answers_hold_while_it_is_away(TestDatabase database) {
        String device = new TokenStore(database.jdbi()).create("cameras", Role.DEVICE, ADMIN);
        String viewer = new TokenStore(database.jdbi()).create("wall", Role.VIEWER, ADMIN);
        try (BrokerProcess broker = started(Map.of(
                "database.url", database.address().url(),
                "database.user", database.address().user(),
                "database.password", database.address().password()))) {
            assertThat(publishes(broker, Optional.of(device))).isTrue();
            assertThat(publishes(broker, Optional.of(viewer))).isFalse();
            assertThat(publishes(broker, NO_TOKEN)).isFalse();
            database.goAway();
            assertThat(publishes(broker, Optional.of(device))).isTrue();
        }
    }

    @Test
    void a_configured_database_that_never_answered_lets_nobody_in() {
        try (BrokerProcess broker =
                started(Map.of("database.url", "jdbc:postgresql://127.0.0.1:1/x", "database.user", "x"))) {
            assertThat(publishes(broker, NO_TOKEN)).isFalse();
        }
    }

    @Test
    void the_private_database_of_the_data_directory_is_found_whenever_and_wherever_it_runs() {
        // So that user postgres may enter it, as whom the server runs when root runs the tests.
        folder.toFile().setExecutable(true, false);
        try (BrokerProcess broker = started(Map.of())) {
            assertThat(publishes(broker, NO_TOKEN)).isTrue();
            inPrivateDatabase(tokens -> {
                String token = tokens.create("first", Role.DEVICE, ADMIN);
                Await.until("there is a token, so one is needed", () -> !publishes(broker, NO_TOKEN));
                assertThat(publishes(broker, Optional.of(token))).isTrue();
            });
            inPrivateDatabase(tokens -> {
                String token = tokens.create("second", Role.DEVICE, ADMIN);
                Await.until("the database is found again", () -> publishes(broker, Optional.of(token)));
            });
        }
    }

    /** At another port each time. */
    private void inPrivateDatabase(Consumer<TokenStore> work) {
        try (PrivateCluster cluster = PrivateCluster.open(folder, Map.of("fsync", "off"));
                Database database = new Database(cluster.address("sixgrid"), 2)) {
            database.prepare();
            work.accept(new TokenStore(database.jdbi()));
        }
    }

    private BrokerProcess started(Map<String, String> settings) {
        Map<String, String> options = new HashMap<>(Map.of("mqtt.port", "0", "data-dir", folder.toString()));
        options.putAll(settings);
        BrokerProcess broker = new BrokerProcess(ConfigReader.read(Optional.empty(), Map.of(), options));
        broker.start();
        return broker;
    }

    private static boolean publishes(BrokerProcess broker, Optional<String> token) {
        BrokerAddress address = new BrokerAddress(broker.url(), token.map(t -> "device"), token, BrokerTls.DEFAULT);
        try (MqttPublisher device = new MqttPublisher(address, "device")) {
            device.publish(List.of(new MqttPublisher.Outgoing(
                    "sixgrid/v1/alerts/cam-1", "{}".getBytes(StandardCharsets.UTF_8), false)));
            return true;
        } catch (SixgridException e) {
            return false;
        }
    }
}
