package io.sixgrid.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the embedded broker and against Mosquitto: each promise must hold with brokers that are not ours. */
final class MqttReceiverTest {
    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<Inbound> arrived = new LinkedBlockingQueue<>();

    @AfterEach
    void everything_ends() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void a_retained_message_is_read_once_and_marked_and_news_comes_once() {
        BrokerAddress broker = embedded(0).address;
        retainedIsReadOnce(broker);
    }

    @Test
    void with_mosquitto_a_retained_message_is_read_once_and_marked_and_news_comes_once() {
        retainedIsReadOnce(mosquitto().address());
    }

    @Test
    void after_a_restart_of_the_broker_everything_comes_that_was_published_meanwhile() {
        Embedded first = embedded(0);
        MqttReceiver receiver = receiver(first.address, 1_000);
        first.broker.close();
        first.broker.start();
        Await.until(
                "connected again",
                () -> receiver.state().subscribed() && receiver.state().connections() == 2);
        publish(new MqttPublisher(first.address, "device"), 0, 50, false);
        assertThat(settled(50)).hasSize(50);
    }

    @Test
    void with_mosquitto_after_a_restart_everything_comes() {
        MosquittoServer server = mosquitto();
        MqttReceiver receiver = receiver(server.address(), 1_000);
        server.restart();
        Await.until(
                "connected again",
                () -> receiver.state().subscribed() && receiver.state().connections() >= 2);
        publish(new MqttPublisher(server.address(), "device"), 0, 50, false);
        assertThat(settled(50)).hasSize(50);
    }

    @Test
    void what_is_not_settled_comes_again_to_the_next_connection() {
        BrokerAddress broker = embedded(0).address;
        MqttReceiver first = receiver(broker, 1_000);
        publish(new MqttPublisher(broker, "device"), 0, 5, false);
        Await.until("five arrive", () -> arrived.size() == 5);
        first.close();
        arrived.clear();
        receiver(broker, 1_000);
        assertThat(settled(5)).hasSize(5);
    }

    @Test
    void past_the_bound_it_disconnects_until_half_is_settled_and_loses_nothing() {
        BrokerAddress broker = embedded(0).address;
        MqttReceiver receiver = receiver(broker, 20);
        publish(new MqttPublisher(broker, "device"), 0, 200, false);
        Await.until("the bound holds", () -> receiver.state().inFlight() >= 10);
        assertThat(receiver.state().inFlight()).isLessThanOrEqualTo(20);
        assertThat(settled(200)).hasSize(200);
    }

    @Test
    void two_workers_share_the_news() {
        BrokerAddress broker = embedded(0).address;
        MqttReceiver one = receiver("one", broker, 1_000);
        MqttReceiver two = receiver("two", broker, 1_000);
        publish(new MqttPublisher(broker, "device"), 0, 100, false);
        assertThat(settled(100)).hasSize(100);
        assertThat(one.state().received() + two.state().received()).isEqualTo(100);
        assertThat(one.state().received()).isPositive();
        assertThat(two.state().received()).isPositive();
    }

    @Test
    void a_worker_that_leaves_for_good_leaves_nothing_behind_and_the_others_go_on() {
        BrokerAddress broker = embedded(0).address;
        MqttReceiver leaving = receiver("leaving", broker, 1_000);
        MqttReceiver staying = receiver("staying", broker, 1_000);
        leaving.leave();
        leaving.forget();
        leaving.close();
        publish(new MqttPublisher(broker, "device"), 0, 20, false);
        assertThat(settled(20)).hasSize(20);
        assertThat(staying.state().received()).isEqualTo(20);
    }

    @Test
    void of_two_processes_with_one_name_the_first_is_thrown_out_says_so_and_does_not_fight() {
        BrokerAddress broker = embedded(0).address;
        MqttReceiver first = receiver("one-name", broker, 1_000);
        MqttReceiver second = receiver("one-name", broker, 1_000);
        Await.until(
                "the first says so", () -> first.state().problem().orElse("").contains("two workers have one name"));
        publish(new MqttPublisher(broker, "device"), 0, 20, false);
        assertThat(settled(20)).hasSize(20);
        assertThat(second.state().received()).isEqualTo(20);
        assertThat(first.state().connections()).isEqualTo(1);
        assertThat(second.state().connections()).isEqualTo(1);
    }

    @Test
    void a_broker_that_is_not_there_is_a_problem_to_read_and_not_a_failure() {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(BrokerAddress.anonymous("mqtt://127.0.0.1:1"), "sixgrid-test", List.of("a/#"), 10),
                Clock.systemUTC(),
                arrived::add);
        open.add(receiver);
        receiver.start();
        Await.until(
                "it says so",
                () -> receiver.state().problem().orElse("").contains("cannot receive from mqtt://127.0.0.1:1"));
        assertThat(receiver.state().connected()).isFalse();
    }

    @Test
    void a_failure_that_nobody_foresaw_is_said_and_does_not_end_the_supervisor() {
        Embedded broker = embedded(0);
        // Paho refuses the filter with an IllegalArgumentException.
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(broker.address, "sixgrid-test", List.of("a/#/b"), 10),
                Clock.systemUTC(),
                arrived::add);
        open.add(receiver);
        receiver.start();
        Await.until("it says so and tries again", () -> receiver.state().connections() >= 2);
        assertThat(receiver.state().problem().orElse("")).contains("cannot receive from mqtt://127.0.0.1:");
    }

    @Test
    void other_filters_are_subscribed_to_on_the_connection_that_stands() {
        otherFiltersAreSubscribedTo(embedded(0).address);
    }

    @Test
    void with_mosquitto_other_filters_are_subscribed_to_on_the_connection_that_stands() {
        otherFiltersAreSubscribedTo(mosquitto().address());
    }

    private void otherFiltersAreSubscribedTo(BrokerAddress broker) {
        MqttPublisher device = new MqttPublisher(broker, "device");
        publish(device, "b/", 0, 2, true);
        MqttReceiver receiver = receiver(broker, 1_000);
        receiver.subscribeTo(List.of("a/#", "b/#"));
        assertThat(settled(2)).containsExactly("0000 retained", "0001 retained");
        receiver.subscribeTo(List.of("b/#", "c/#"));
        publish(device, "c/", 2, 3, true);
        // It may be read while b is still being read, and b with it once more.
        Await.until("c is read", () -> settled(1).contains("0002 retained"));
        publish(device, "a/", 3, 4, false);
        publish(device, "b/", 4, 5, false);
        Set<String> rest = new TreeSet<>();
        Await.until("b is news", () -> rest.addAll(settled(1)) && rest.contains("0004 news"));
        assertThat(rest).noneMatch(message -> message.startsWith("0003"));
        assertThat(receiver.state().connections()).isEqualTo(1);
    }

    @Test
    void content_type_and_user_properties_arrive_with_a_message() {
        propertiesArrive(embedded(0).address);
    }

    @Test
    void with_mosquitto_content_type_and_user_properties_arrive_with_a_message() {
        propertiesArrive(mosquitto().address());
    }

    private void propertiesArrive(BrokerAddress broker) {
        MqttPublisher device = new MqttPublisher(broker, "device");
        open.add(device);
        receiver(broker, 1_000);
        Properties said = new Properties(Optional.of("application/json"), Map.of("ce-id", "7", "来源", "泵站"));
        Properties huge = new Properties(Optional.empty(), Map.of("a", "x".repeat(20_000)));
        device.publish(List.of(
                new Outgoing("a/1", new byte[] {'1'}, false, said),
                new Outgoing("a/2", new byte[] {'2'}, false, huge),
                new Outgoing("a/3", new byte[] {'3'}, false)));
        Await.until("three arrive", () -> arrived.size() == 3);
        assertThat(arrived)
                .extracting(message -> message.arrival().properties())
                .containsExactly(said, Properties.NONE, Properties.NONE);
    }

    private void retainedIsReadOnce(BrokerAddress broker) {
        MqttPublisher device = new MqttPublisher(broker, "device");
        publish(device, 0, 3, true);
        MqttReceiver receiver = receiver(broker, 1_000);
        assertThat(settled(3)).hasSize(3).allMatch(message -> message.endsWith("retained"));
        publish(device, 10, 12, false);
        publish(device, 12, 14, true);
        assertThat(settled(4)).hasSize(4).allMatch(message -> message.endsWith("news"));
        assertThat(receiver.state().received()).isEqualTo(7);
    }

    /** Waits for {@code count} different messages, settling each; answers them in order. */
    private Set<String> settled(int count) {
        Set<String> texts = new TreeSet<>();
        Await.until(count + " messages", () -> {
            for (Inbound message = arrived.poll(); message != null; message = arrived.poll()) {
                message.settled().run();
                texts.add(new String(message.arrival().payload(), StandardCharsets.UTF_8)
                        + (message.arrival().retained() ? " retained" : " news"));
            }
            return texts.size() >= count;
        });
        return texts;
    }

    private void publish(MqttPublisher device, int from, int to, boolean retained) {
        publish(device, "a/", from, to, retained);
    }

    private void publish(MqttPublisher device, String topics, int from, int to, boolean retained) {
        open.add(device);
        device.publish(IntStream.range(from, to)
                .mapToObj(i ->
                        new Outgoing(topics + i, String.format("%04d", i).getBytes(StandardCharsets.UTF_8), retained))
                .collect(Collectors.toList()));
    }

    private MqttReceiver receiver(BrokerAddress broker, int limit) {
        return receiver("test", broker, limit);
    }

    private MqttReceiver receiver(String worker, BrokerAddress broker, int limit) {
        MqttReceiver receiver = new MqttReceiver(
                new ReceiverSettings(broker, "sixgrid-" + worker, List.of("a/#"), limit),
                Clock.systemUTC(),
                arrived::add);
        open.add(receiver);
        receiver.lead(limit == 1_000);
        receiver.start();
        Await.until("subscribed", () -> receiver.state().subscribed());
        return receiver;
    }

    private record Embedded(EmbeddedBroker broker, BrokerAddress address) {}

    private Embedded embedded(int port) {
        EmbeddedBroker broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", port == 0 ? freePort() : port, directory),
                (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        open.add(broker);
        return new Embedded(broker, BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port()));
    }

    private static int freePort() {
        try (java.net.ServerSocket free = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private MosquittoServer mosquitto() {
        MosquittoServer server = new MosquittoServer(directory);
        open.add(server);
        return server;
    }
}
