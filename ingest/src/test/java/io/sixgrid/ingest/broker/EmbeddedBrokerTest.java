package io.sixgrid.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import io.sixgrid.ingest.mqtt.MqttReceiver;
import io.sixgrid.ingest.mqtt.ReceiverSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {
    @TempDir
    private Path directory;

    private EmbeddedBroker broker;

    @BeforeEach
    void a_broker_of_a_service_and_devices() {
        broker = new EmbeddedBroker(new BrokerSettings("127.0.0.1", 0, directory), EmbeddedBrokerTest::role);
        broker.start();
    }

    @AfterEach
    void it_ends() {
        broker.close();
    }

    @Test
    void a_taken_port_is_said_in_one_sentence(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedBroker second = new EmbeddedBroker(
                    new BrokerSettings("127.0.0.1", taken.getLocalPort(), other), EmbeddedBrokerTest::role);
            assertThatThrownBy(second::start)
                    .isInstanceOf(SixgridException.class)
                    .hasMessageContaining("the MQTT port 127.0.0.1:" + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void a_directory_in_use_is_said_at_once() {
        EmbeddedBroker second =
                new EmbeddedBroker(new BrokerSettings("127.0.0.1", 0, directory), EmbeddedBrokerTest::role);
        assertThatThrownBy(second::start)
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("another broker is running in " + directory);
    }

    @Test
    void a_stranger_cannot_connect() {
        assertThatThrownBy(() -> publish("nobody", "any/topic", false)).isInstanceOf(SixgridException.class);
    }

    @Test
    void a_device_publishes_anything_but_placed_events() {
        assertThatCode(() -> publish("device", "sixgrid/v1/alerts/d1", false)).doesNotThrowAnyException();
        assertThatCode(() -> publish("device", "gate/onvif-ej/VideoSource/MotionAlarm", true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> publish("device", "sixgrid/v1/placed/default/C", false))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("refuses the message to sixgrid/v1/placed/default/C");
        assertThatCode(() -> publish("service", "sixgrid/v1/placed/default/C", false))
                .doesNotThrowAnyException();
    }

    @Test
    void a_device_subscribes_to_placed_events_only() {
        try (MqttReceiver allowed = subscriber("sixgrid/v1/placed/#")) {
            Await.until("subscribed", () -> allowed.state().subscribed());
        }
        try (MqttReceiver refused = subscriber("sixgrid/v1/alerts/#")) {
            Await.until("refused", () -> refused.state().problem().orElse("").contains("refuses the subscription"));
            assertThat(refused.state().subscribed()).isFalse();
        }
    }

    private MqttReceiver subscriber(String filter) {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(address("device"), "reader", List.of(filter), 10),
                Clock.systemUTC(),
                message -> {});
        receiver.start();
        return receiver;
    }

    private void publish(String user, String topic, boolean retained) {
        try (MqttPublisher publisher = new MqttPublisher(address(user), "publisher")) {
            publisher.publish(List.of(new Outgoing(topic, new byte[] {'{', '}'}, retained)));
        }
    }

    private BrokerAddress address(String user) {
        return new BrokerAddress(
                "mqtt://127.0.0.1:" + broker.port(), Optional.of(user), Optional.of("secret"), BrokerTls.DEFAULT);
    }

    private static Optional<BrokerRole> role(@Nullable String user, @Nullable String password) {
        if (!"secret".equals(password) || user == null) {
            return Optional.empty();
        }
        return switch (user) {
            case "service" -> Optional.of(BrokerRole.SERVICE);
            case "device" -> Optional.of(BrokerRole.DEVICE);
            default -> Optional.empty();
        };
    }
}
