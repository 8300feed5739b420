package io.sixgrid.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import io.sixgrid.ingest.mqtt.Inbound;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void it_knows_whether_anybody_listens_below_a_topic() {
        assertThat(broker.anySubscriberBelow("sixgrid/v1/placed")).isFalse();
        try (MqttReceiver listener = subscriber("sixgrid/v1/placed/default/C/#")) {
            Await.until("subscribed", () -> listener.state().subscribed());
            assertThat(broker.anySubscriberBelow("sixgrid/v1/placed")).isTrue();
            assertThat(broker.anySubscriberBelow("sixgrid/v1/alerts")).isFalse();
        }
    }

    @Test
    void it_counts_what_it_took_for_the_workers_and_what_they_acknowledged() {
        List<Inbound> inHand = new CopyOnWriteArrayList<>();
        try (MqttReceiver worker = receiver("service", "a/#", inHand::add)) {
            Await.until("subscribed", () -> worker.state().subscribed());
            publish("device", "a/1", false);
            publish("device", "a/2", false);
            publish("device", "b/3", false);
            Await.until("both are in hand", () -> inHand.size() == 2);
            assertThat(broker.queues()).isEqualTo(new BrokerQueues(2, 0, 2));
            inHand.get(0).settled().run();
            Await.until("the broker knows", () -> broker.queues().equals(new BrokerQueues(2, 1, 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "#,true",
        "+/v1/#,true",
        "a/v1,false",
        "a/v1/+,true",
        "a/v1/x/y,true",
        "a,false",
        "b/#,false",
        "a/+/z,true"
    })
    void a_filter_takes_topics_below_a_prefix(String filter, boolean takes) {
        assertThat(BrokerQueues.mayTake(filter, "a/v1")).isEqualTo(takes);
    }

    private MqttReceiver subscriber(String filter) {
        return receiver("device", filter, message -> {});
    }

    private MqttReceiver receiver(String user, String filter, Consumer<Inbound> sink) {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(address(user), "reader", List.of(filter), 10), Clock.systemUTC(), sink);
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
