package io.sixgrid.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttReceiver;
import io.sixgrid.ingest.mqtt.ReceiverSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatorTest {
    private static final List<SimulatedDevice> DEVICES = List.of(
            new SimulatedDevice("cam-1", "camera", Map.of()), new SimulatedDevice("smoke-1", "smoke", Map.of()));

    private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();

    @Test
    void what_it_says_it_published_is_what_arrives_in_a_second_run_too(@TempDir Path directory) {
        try (EmbeddedBroker broker = broker(directory);
                MqttReceiver receiver = receiver(broker)) {
            assertThat(run(broker)).isEqualTo(100);
            assertThat(run(broker)).isEqualTo(100);
            Await.until("all arrive", () -> arrived.size() >= 200);
            assertThat(receiver.state().received()).isEqualTo(200);
            assertThat(arrived.stream().map(Arrival::fingerprint).collect(Collectors.toSet()))
                    .hasSize(200);
        }
    }

    private static long run(EmbeddedBroker broker) {
        try (Simulator simulator = new Simulator(
                new SimulatorSettings(
                        address(broker), DEVICES, 100, Optional.of(Duration.ofSeconds(1)), Simulator.FORMATS, 1),
                Clock.systemUTC())) {
            return simulator.run();
        }
    }

    private static EmbeddedBroker broker(Path directory) {
        EmbeddedBroker broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", 0, directory), (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        return broker;
    }

    private MqttReceiver receiver(EmbeddedBroker broker) {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(address(broker), "sixgrid-test", List.of("#"), 1_000),
                Clock.systemUTC(),
                message -> {
                    arrived.add(message.arrival());
                    message.settled().run();
                });
        receiver.start();
        Await.until("subscribed", () -> receiver.state().subscribed());
        return receiver;
    }

    private static BrokerAddress address(EmbeddedBroker broker) {
        return BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port());
    }
}
