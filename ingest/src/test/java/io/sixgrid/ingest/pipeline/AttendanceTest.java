package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.UnknownDeviceStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.mqtt.Inbound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is there, as far as messages tell. Seconds count from {@link #START}. */
@PostgisTest
final class AttendanceTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Jdbi jdbi;
    private TestDatabase city;
    private IntakeStore store;
    private WorkerRun run;
    private int messages;

    @BeforeEach
    void a_city(TestDatabase database) {
        city = database;
        jdbi = database.jdbi();
        store = new IntakeStore(jdbi, TestCity.build(jdbi), Duration.ofSeconds(10), Clock.fixed(START, ZoneOffset.UTC));
        run = store.run(Intake.Worker.alone("test"));
        run.ensureBegun();
    }

    @Test
    void a_device_that_sends_is_online_and_one_that_never_did_is_unknown() {
        take(reading(5, "cam-east"));
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(state("cam-nowhere")).isEqualTo("unknown null");
        assertThat(rows("select devices::text from change where devices <> '{}'"))
                .containsExactly("{cam-east}");
    }

    @Test
    void it_is_written_again_only_after_ten_seconds() {
        take(reading(0, "cam-east"));
        take(reading(9, "cam-east"));
        assertThat(lastSeen("cam-east")).isEqualTo("0");
        store = new IntakeStore(
                jdbi, city(), Duration.ofSeconds(10), Clock.fixed(START.plusSeconds(11), ZoneOffset.UTC));
        take(reading(11, "cam-east"));
        assertThat(lastSeen("cam-east")).isEqualTo("11");
        assertThat(rows("select devices::text from change where devices <> '{}'"))
                .hasSize(1);
    }

    @Test
    void a_last_will_opens_an_alert_and_the_next_birth_closes_it() {
        take(presence(0, "cam-east", true));
        take(presence(5, "cam-east", false));
        assertThat(state("cam-east")).isEqualTo("offline last-will");
        assertThat(rows("select source || ' ' || kind || ' ' || state || ' ' || chain::text from alert"))
                .containsExactly("presence offline open {1,3}");
        take(presence(6, "cam-east", true));
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(rows("select state || ' ' || extract(epoch from closed - opened)::int from alert"))
                .containsExactly("closed 1");
        assertThat(rows("select alerts::text from ingest_count where source = 'presence'"))
                .containsExactly("1");
    }

    @Test
    void a_message_after_the_will_brings_it_back_unless_it_was_only_late() {
        take(presence(5, "cam-east", false));
        take(reading(6, "cam-east"));
        assertThat(state("cam-east")).isEqualTo("offline last-will");
        take(reading(8, "cam-east", START));
        assertThat(state("cam-east")).isEqualTo("offline last-will");
        take(reading(8, "cam-east"));
        assertThat(state("cam-east")).isEqualTo("online null");
        take(retained(presence(9, "cam-east", false)));
        assertThat(state("cam-east")).isEqualTo("online null");
    }

    @Test
    void of_two_sayings_the_later_holds_in_whatever_order_they_come() {
        take(presenceAt(9, "cam-east", true, START.plusSeconds(8)));
        take(presenceAt(10, "cam-east", false, START.plusSeconds(2)));
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(rows("select kind from alert")).isEmpty();
    }

    @Test
    void a_retained_birth_is_state_and_a_retained_reading_is_no_sign_of_life() {
        take(retained(reading(0, "cam-east")));
        assertThat(state("cam-east")).isEqualTo("unknown null");
        take(retained(presence(0, "cam-east", true)));
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(lastSeen("cam-east")).isNull();
    }

    @Test
    void devices_behind_a_gateway_are_offline_with_it_without_an_alert_and_as_before_when_it_is_back() {
        behindGateway();
        take(reading(0, "cam-east"));
        take(reading(0, "cam-nowhere"));
        assertThat(lastSeen("gw")).isEqualTo("0");
        take(presence(5, "gw", false));
        assertThat(state("cam-east")).isEqualTo("offline gateway");
        assertThat(state("gw")).isEqualTo("offline last-will");
        assertThat(rows("select device from alert")).containsExactly("gw");
        assertThat(rows("select devices::text from change where id = (select max(id) from change)"))
                .containsExactly("{gw,cam-east,cam-nowhere}");
        take(reading(9, "cam-nowhere"));
        assertThat(state("gw")).isEqualTo("offline last-will");
        store = new IntakeStore(
                jdbi, city(), Duration.ofSeconds(10), Clock.fixed(START.plusSeconds(30), ZoneOffset.UTC));
        take(reading(29, "cam-nowhere"));
        assertThat(state("cam-nowhere")).isEqualTo("online null");
        take(presence(30, "gw", true));
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(rows("select device || state from alert")).containsExactly("gwclosed");
    }

    @Test
    void names_that_nobody_registered_are_listed_with_how_many_messages_used_them() {
        take(reading(1, "stranger"));
        take(presence(2, "stranger", false));
        take(reading(3, "cam-east"));
        assertThat(rows("select source || ' ' || name || ' ' || messages || ' ' || topic from unknown_device"))
                .containsExactly("test stranger 2 t/2");
        assertThat(rows("select device from alert")).isEmpty();
    }

    @Test
    void a_flood_of_invented_names_is_counted_under_one() {
        List<Incoming> flood = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            flood.add(reading(1, "invented-" + i));
        }
        store.store(flood, run);
        assertThat(rows("select count(*) || ' ' || sum(messages) from unknown_device"))
                .containsExactly("501 700");
        jdbi.useHandle(h -> h.execute("insert into unknown_device select 'x', i::text, 't', now(), now(), 1"
                + " from generate_series(1, 10000) i"));
        take(reading(2, "one-more"));
        take(reading(2, "invented-1"));
        assertThat(rows("select name || ' ' || messages from unknown_device where name in ('', 'one-more',"
                        + " 'invented-1') order by name"))
                .containsExactly(" 201", "invented-1 2");
        assertThat(new UnknownDeviceStore(jdbi).list(null, 5)).hasSize(5);
    }

    private Boundaries city() {
        Boundaries boundaries = new Boundaries(new GridStore(city.jdbi()), "default", Clock.systemUTC());
        boundaries.refresh();
        return boundaries;
    }

    private void behindGateway() {
        jdbi.useHandle(h -> {
            h.execute("insert into device (id, kind, name, updated_by) values ('gw', 'gateway', 'gw', 'test')");
            h.execute("update device set gateway = 'gw' where id <> 'gw'");
        });
    }

    private void take(Incoming message) {
        store.store(List.of(message), run);
    }

    private Incoming reading(int second, String device) {
        return message(second, readings(device, Optional.empty()));
    }

    private Incoming reading(int second, String device, Instant time) {
        return message(second, readings(device, Optional.of(time)));
    }

    private Incoming presence(int second, String device, boolean online) {
        return message(second, presences(device, online, Optional.empty()));
    }

    private Incoming presenceAt(int second, String device, boolean online, Instant time) {
        return message(second, presences(device, online, Optional.of(time)));
    }

    private Understood readings(String device, Optional<Instant> time) {
        DecodedReading reading = new DecodedReading(device, "level", 1, Optional.empty(), time);
        return new Understood(id(), List.of(), List.of(reading), List.of());
    }

    private Understood presences(String device, boolean online, Optional<Instant> time) {
        return new Understood(id(), List.of(), List.of(), List.of(new DecodedPresence(device, online, time)));
    }

    private MessageId id() {
        return new MessageId("test", Integer.toString(++messages));
    }

    private Incoming message(int second, Understood said) {
        Arrival arrival = new Arrival("t/" + messages, new byte[0], START.plusSeconds(second), false);
        return Incoming.of(new Inbound(arrival, () -> {}), said);
    }

    private static Incoming retained(Incoming message) {
        Arrival live = message.arrival();
        Arrival kept = new Arrival(live.topic(), live.payload(), live.received(), true);
        return Incoming.of(new Inbound(kept, () -> {}), message.decoded());
    }

    private String state(String device) {
        Map<String, Object> row = jdbi.withHandle(h -> h.createQuery(
                        "select state || ' ' || coalesce(reason, 'null') as said from device_state where device_id = :id")
                .bind("id", device)
                .mapToMap()
                .one());
        return String.valueOf(row.get("said"));
    }

    private @Nullable String lastSeen(String device) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select extract(epoch from last_seen - :start)::int::text from device_state where device_id = :id")
                .bind("start", START)
                .bind("id", device)
                .mapTo(String.class)
                .one());
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
