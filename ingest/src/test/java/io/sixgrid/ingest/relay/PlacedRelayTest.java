package io.sixgrid.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.Inbound;
import io.sixgrid.ingest.mqtt.MqttReceiver;
import io.sixgrid.ingest.mqtt.ReceiverSettings;
import io.sixgrid.ingest.pipeline.Intake;
import io.sixgrid.ingest.pipeline.IntakeSettings;
import io.sixgrid.ingest.pipeline.IntakeStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class PlacedRelayTest {
    private final BlockingQueue<Inbound> heard = new LinkedBlockingQueue<>();
    private Jdbi jdbi;
    private Boundaries boundaries;
    private EmbeddedBroker broker;
    private BrokerAddress address;
    private MqttReceiver subscriber;
    private Intake intake;

    @BeforeEach
    void a_city_whose_placed_events_somebody_hears(TestDatabase database, @TempDir Path directory) {
        jdbi = database.jdbi();
        boundaries = TestCity.build(jdbi);
        broker = new EmbeddedBroker(
                new BrokerSettings("127.0.0.1", 0, directory), (user, password) -> Optional.of(BrokerRole.SERVICE));
        broker.start();
        address = BrokerAddress.anonymous("mqtt://127.0.0.1:" + broker.port());
        ReceiverSettings everything = new ReceiverSettings(address, "listener", List.of("sixgrid/v1/placed/#"), 10_000);
        subscriber = new MqttReceiver(everything, Clock.systemUTC(), heard::add);
        subscriber.start();
        Await.until("subscribed", () -> subscriber.state().subscribed());
        IntakeStore store = new IntakeStore(jdbi, boundaries, Duration.ofSeconds(10), Clock.systemUTC());
        intake =
                new Intake(FormatCatalog.builtIn()::decode, store, IntakeSettings.DEFAULT, Intake.Worker.alone("test"));
        intake.start();
    }

    @AfterEach
    void everything_ends() {
        intake.close();
        subscriber.close();
        broker.close();
    }

    @Test
    void an_event_is_published_under_its_grids_and_an_unplaced_one_apart() throws Exception {
        try (PlacedRelay relay = relay()) {
            alert("cam-east", "a1");
            Arrival placed = next();
            assertThat(placed.topic()).isEqualTo("sixgrid/v1/placed/default/C/C-EAST");
            JsonNode body = json(placed);
            assertThat(body.path("device").asText()).isEqualTo("cam-east");
            assertThat(body.path("lon").asDouble()).isEqualTo(121.515);
            assertThat(body.at("/chain/1/code").asText()).isEqualTo("C-EAST");
            assertThat(body.path("alert").asLong()).isPositive();
            alert("stranger", "a2");
            assertThat(next().topic()).isEqualTo("sixgrid/v1/placed/default/unplaced");
            assertThat(relay.problem()).isEmpty();
        }
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was() throws Exception {
        PlacedRelay first = relay();
        alert("cam-east", "a1");
        assertThat(json(next()).path("id").asLong()).isEqualTo(1);
        Await.until("the position is stored", () -> position() > 0);
        first.close();
        alert("cam-east", "a2");
        try (PlacedRelay second = relay()) {
            assertThat(json(next()).path("id").asLong()).isEqualTo(2);
            assertThat(second.problem()).isEmpty();
        }
    }

    @Test
    void of_two_relays_one_publishes() throws Exception {
        try (PlacedRelay one = relay();
                PlacedRelay two = relay()) {
            alert("cam-east", "a1");
            next();
            Await.until("the position is stored", () -> position() > 0);
            assertThat(heard).isEmpty();
            assertThat(one.problem()).isEqualTo(two.problem()).isEmpty();
        }
    }

    @Test
    void what_is_committed_while_nobody_listens_is_not_published_and_what_comes_after_is() throws Exception {
        AtomicBoolean listened = new AtomicBoolean();
        try (PlacedRelay relay = relay(new PlacedRelay.Outlet(address, listened::get, () -> false))) {
            alert("cam-east", "a1");
            Await.until("it is passed over", () -> position() > 0);
            listened.set(true);
            alert("cam-east", "a2");
            assertThat(json(next()).path("id").asLong()).isEqualTo(2);
            assertThat(relay.problem()).isEmpty();
        }
    }

    @Test
    void a_change_of_more_events_than_are_read_at_once_is_published_whole() throws Exception {
        change(1, 4_500, "now()");
        Set<Long> published = new HashSet<>();
        try (PlacedRelay relay = relay()) {
            while (published.size() < 4_500) {
                assertThat(published.add(json(next()).path("id").asLong())).isTrue();
            }
            Await.until("the position is stored", () -> position() > 0);
            assertThat(relay.problem()).isEmpty();
        }
    }

    /** Of two workers the one that took its ids first may commit last; a replayed message was received long before. */
    @Test
    void events_are_read_in_the_order_of_their_commits_whenever_they_were_received() {
        change(3, 4, "now()");
        change(2, 2, "now() - interval '100 days'");
        change(1, 1, "now()");
        assertThat(new RelayStore(jdbi).events(List.of(3L, 4L, 2L, 1L), Instant.now(), Instant.now()))
                .extracting(RelayStore.Row::id)
                .containsExactly(3L, 4L, 2L, 1L);
    }

    @Test
    void it_is_behind_for_as_long_as_the_broker_takes_nothing() throws Exception {
        change(1, 1, "now()");
        Instant hence = Instant.now().plusSeconds(3_600);
        BrokerAddress nobody = BrokerAddress.anonymous("mqtt://127.0.0.1:1");
        try (PlacedRelay relay = relay(PlacedRelay.Outlet.always(nobody))) {
            Await.until("it is behind", () -> relay.behind(hence).compareTo(Duration.ofSeconds(3_590)) > 0);
            assertThat(relay.behind(hence.minusSeconds(7_200))).isZero();
        }
        try (PlacedRelay relay = relay()) {
            next();
            Await.until("nothing waits", () -> relay.behind(hence).isZero());
        }
    }

    @Test
    void while_intake_needs_the_machine_more_it_publishes_all_the_same() throws Exception {
        try (PlacedRelay relay = relay(new PlacedRelay.Outlet(address, () -> true, () -> true))) {
            alert("cam-east", "a1");
            assertThat(json(next()).path("id").asLong()).isEqualTo(1);
            alert("cam-east", "a2");
            assertThat(json(next()).path("id").asLong()).isEqualTo(2);
            assertThat(relay.problem()).isEmpty();
        }
    }

    private PlacedRelay relay() {
        return relay(PlacedRelay.Outlet.always(address));
    }

    private PlacedRelay relay(PlacedRelay.Outlet outlet) {
        PlacedRelay relay = new PlacedRelay(new RelayStore(jdbi), new ChangeStore(jdbi), boundaries, outlet);
        relay.start();
        return relay;
    }

    /** Stores events of these ids, both ends included, in one change; recorded now and received at {@code received}. */
    private void change(long from, long to, String received) {
        jdbi.useTransaction(h -> {
            h.execute("select ensure_month(now()), ensure_month(" + received + ")");
            h.execute(
                    "insert into event (id, received, source, message_key, device, kind, phase, severity, at, topic, payload)"
                            + " select id, " + received + ", 'native-alerts', 'a' || id, 'cam-east', 'fire', 'open', 1,"
                            + " now(), 'sixgrid/v1/alerts/cam-east', '' from generate_series(?, ?) id",
                    from,
                    to);
            h.execute(
                    "insert into placement (subject, subject_id, cause, at, revision, chain)"
                            + " select 'event', id, 'intake', now(), 1, '{1,3}' from generate_series(?, ?) id",
                    from,
                    to);
            h.execute("insert into change (events) select array_agg(id) from generate_series(?, ?) id", from, to);
        });
    }

    private void alert(String device, String id) {
        String body = "{\"id\":\"" + id + "\",\"time\":\"" + Instant.now() + "\",\"kind\":\"fire\"}";
        intake.take(new Inbound(
                new Arrival("sixgrid/v1/alerts/" + device, body.getBytes(StandardCharsets.UTF_8), Instant.now(), false),
                () -> {}));
    }

    private Arrival next() throws InterruptedException {
        Inbound message = Optional.ofNullable(heard.poll(1, TimeUnit.MINUTES)).orElseThrow();
        message.settled().run();
        return message.arrival();
    }

    private long position() {
        return jdbi.withHandle(h -> h.createQuery("select coalesce(max(seq), 0) from relay_position")
                .mapTo(Long.class)
                .one());
    }

    private static JsonNode json(Arrival arrival) throws IOException {
        return Json.mapper().readTree(arrival.payload());
    }
}
