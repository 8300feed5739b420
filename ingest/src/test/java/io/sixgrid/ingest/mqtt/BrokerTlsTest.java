package io.sixgrid.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import io.sixgrid.ingest.mqtt.TestCertificates.Certified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a Mosquitto that wants TLS and a password, and in some cases a certificate of the client. */
final class BrokerTlsTest {
    private static final String USER = "sixgrid";
    private static final String SECRET = "s3cret-and-long";
    private static final String HERE = "ip:127.0.0.1,dns:localhost";

    @TempDir
    private static Path files;

    private static Path trust;
    private static Path foreignTrust;
    private static Path passwords;
    private static Certified server;
    private static Certified elsewhere;
    private static Certified client;
    private static Certified foreignClient;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<Inbound> arrived = new LinkedBlockingQueue<>();

    @BeforeAll
    static void two_authorities_and_a_password_file() {
        TestCertificates own = new TestCertificates(files, "authority");
        TestCertificates foreign = new TestCertificates(files, "foreign-authority");
        trust = own.trust();
        foreignTrust = foreign.trust();
        server = own.certify("server", HERE);
        elsewhere = own.certify("elsewhere", "dns:broker.example");
        client = own.certify("client", "dns:client.example");
        foreignClient = foreign.certify("foreign-client", "dns:client.example");
        passwords = files.resolve("passwords");
        MosquittoServer.run(List.of("mosquitto_passwd", "-c", "-b", passwords.toString(), USER, SECRET));
    }

    @AfterEach
    void everything_ends() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void with_a_trusted_server_and_the_right_password_it_receives_and_publishes() {
        int port = mosquitto(server, false);
        receivesAndPublishes(address("mqtts://127.0.0.1:" + port, SECRET, trusting(trust)));
    }

    @Test
    void a_server_is_known_by_any_name_of_its_certificate() {
        int port = mosquitto(server, false);
        receivesAndPublishes(address("ssl://localhost:" + port, SECRET, trusting(trust)));
    }

    @Test
    void a_wrong_password_is_said_without_saying_it() {
        int port = mosquitto(server, false);
        BrokerAddress broker = address("mqtts://127.0.0.1:" + port, "not-" + SECRET, trusting(trust));
        assertThat(refusal(broker))
                .contains("sixgrid@mqtts://127.0.0.1:" + port)
                .containsIgnoringCase("authorized");
        assertThatThrownBy(() -> publish(broker))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("uthorized")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void a_server_of_an_authority_that_is_not_trusted_is_refused() {
        int port = mosquitto(server, false);
        String url = "mqtts://127.0.0.1:" + port;
        assertThat(refusal(address(url, SECRET, trusting(foreignTrust)))).contains("valid certification path");
        assertThat(refusal(address(url, SECRET, BrokerTls.DEFAULT))).contains("valid certification path");
    }

    @Test
    void a_server_with_a_certificate_for_another_host_is_refused() {
        int port = mosquitto(elsewhere, false);
        assertThat(refusal(address("mqtts://127.0.0.1:" + port, SECRET, trusting(trust))))
                .contains("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void a_client_shows_its_certificate_to_a_server_that_asks_for_one() {
        int port = mosquitto(server, true);
        receivesAndPublishes(address("mqtts://127.0.0.1:" + port, SECRET, showing(client)));
    }

    @Test
    void without_the_certificate_that_a_server_asks_for_it_is_refused() {
        int port = mosquitto(server, true);
        String url = "mqtts://127.0.0.1:" + port;
        assertThat(refusal(address(url, SECRET, trusting(trust)))).contains(url);
        assertThat(refusal(address(url, SECRET, showing(foreignClient)))).contains(url);
    }

    @Test
    void files_that_cannot_be_used_are_said_without_their_password() throws IOException {
        String url = "mqtts://127.0.0.1:" + mosquitto(server, true);
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Path missing = directory.resolve("missing.pem");
        BrokerTls wrongPassword =
                new BrokerTls(Optional.of(trust), Optional.of(client.pkcs12()), Optional.of("not-" + SECRET));
        assertThat(refusal(address(url, SECRET, trusting(empty)))).contains("no certificate in " + empty);
        assertThat(refusal(address(url, SECRET, trusting(missing)))).contains("is not there: " + missing);
        assertThat(refusal(address(url, SECRET, wrongPassword))).contains("password was incorrect");
    }

    @Test
    void a_password_in_the_address_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> BrokerAddress.anonymous("mqtts://sixgrid:" + SECRET + "@127.0.0.1"))
                .hasMessageContaining("not in the address")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void tls_files_are_of_no_effect_without_tls_in_the_url() {
        MosquittoServer plain = new MosquittoServer(directory);
        open.add(plain);
        receivesAndPublishes(address("mqtt://127.0.0.1:" + plain.port(), SECRET, showing(client)));
    }

    private void receivesAndPublishes(BrokerAddress broker) {
        MqttReceiver receiver = receiver(broker);
        Await.until("subscribed", () -> receiver.state().subscribed());
        publish(broker);
        Await.until("it arrives", () -> arrived.size() == 1);
        assertThat(receiver.state().problem()).isEmpty();
    }

    /** What it says that keeps it from receiving; never the secret. */
    private String refusal(BrokerAddress broker) {
        MqttReceiver receiver = receiver(broker);
        Await.until("it says why", () -> receiver.state().problem().orElse("").contains("cannot receive"));
        assertThat(receiver.state().connected()).isFalse();
        String problem = receiver.state().problem().orElseThrow();
        assertThat(problem).doesNotContain(SECRET).doesNotContain(TestCertificates.PASSWORD);
        return problem;
    }

    private void publish(BrokerAddress broker) {
        try (MqttPublisher device = new MqttPublisher(broker, "device")) {
            device.publish(List.of(new Outgoing("a/1", "1".getBytes(StandardCharsets.UTF_8), false)));
        }
    }

    private MqttReceiver receiver(BrokerAddress broker) {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(broker, "sixgrid-test", List.of("a/#"), 10), Clock.systemUTC(), arrived::add);
        open.add(receiver);
        receiver.start();
        return receiver;
    }

    /** Answers its port. */
    private int mosquitto(Certified certified, boolean requireCertificate) {
        MosquittoServer started = new MosquittoServer(
                directory,
                List.of(
                        "allow_anonymous false",
                        "password_file " + passwords,
                        "cafile " + trust,
                        "certfile " + certified.certificate(),
                        "keyfile " + certified.key(),
                        "require_certificate " + requireCertificate));
        open.add(started);
        return started.port();
    }

    private static BrokerAddress address(String url, String password, BrokerTls tls) {
        return new BrokerAddress(url, Optional.of(USER), Optional.of(password), tls);
    }

    private static BrokerTls trusting(Path authority) {
        return new BrokerTls(Optional.of(authority), Optional.empty(), Optional.empty());
    }

    private static BrokerTls showing(Certified own) {
        return new BrokerTls(Optional.of(trust), Optional.of(own.pkcs12()), Optional.of(TestCertificates.PASSWORD));
    }
}
