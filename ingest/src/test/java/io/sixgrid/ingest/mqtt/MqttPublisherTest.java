package io.sixgrid.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MqttPublisherTest {
    /** What Mosquitto then announces as its Receive Maximum; a later line of its configuration counts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void far_more_than_the_broker_takes_at_once_arrives_in_order(int receiveMaximum, @TempDir Path directory) {
        List<String> settings = List.of("allow_anonymous true", "max_inflight_messages " + receiveMaximum);
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (MosquittoServer server = new MosquittoServer(directory, settings);
                MqttReceiver receiver = receiver(server, heard);
                MqttPublisher publisher = new MqttPublisher(server.address(), "publisher")) {
            Await.until("subscribed", () -> receiver.state().subscribed());
            publisher.publish(messages(5_000));
            Await.until("all arrived", () -> heard.size() >= 5_000);
            assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 5_000).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void a_broker_that_goes_away_is_a_failure_and_its_return_is_used(@TempDir Path directory) {
        try (MosquittoServer server = new MosquittoServer(directory);
                MqttPublisher publisher = new MqttPublisher(server.address(), "publisher")) {
            publisher.publish(messages(10));
            server.kill();
            assertThatThrownBy(() -> publisher.publish(messages(5_000)))
                    .isInstanceOf(SixgridException.class)
                    .hasMessageContaining("cannot publish to");
            server.startAgain();
            publisher.publish(messages(10));
        }
    }

    private static MqttReceiver receiver(MosquittoServer server, Queue<String> heard) {
        ReceiverSettings settings = new ReceiverSettings(server.address(), "listener", List.of("numbers"), 20_000);
        MqttReceiver receiver = new MqttReceiver(settings, Clock.systemUTC(), message -> {
            heard.add(new String(message.arrival().payload(), StandardCharsets.UTF_8));
            message.settled().run();
        });
        receiver.start();
        return receiver;
    }

    private static List<Outgoing> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Outgoing("numbers", String.valueOf(i).getBytes(StandardCharsets.UTF_8), false))
                .toList();
    }
}
