package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.mqtt.Inbound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cameras of the city are silent after ten minutes. Minutes count from {@link #START}. */
@PostgisTest
final class SilentDeviceTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Jdbi jdbi;
    private Boundaries boundaries;
    private WorkerRun run;
    private SilentDeviceStore silence;
    private Instant now = START;
    private int messages;

    @BeforeEach
    void a_city_and_a_worker_that_hears(TestDatabase database) {
        jdbi = database.jdbi();
        boundaries = TestCity.build(jdbi);
        silence = new SilentDeviceStore(jdbi, boundaries, clock());
        run = store().run(Intake.Worker.alone("test"));
        run.ensureBegun();
        execute("update hearing set heard = '2026-11-22T09:59:59Z', looked = '2026-11-22T09:59:59Z'");
        execute("delete from rule");
        rule("all", "10 minutes", 3);
    }

    @Test
    void a_device_that_says_nothing_for_its_interval_opens_an_alert_and_its_next_message_closes_it() {
        hear(0, "cam-east");
        hearUntil(9.9);
        assertThat(rows("select kind from alert")).isEmpty();
        assertThat(looked(10)).isEqualTo(1);
        assertThat(rows("select source || ' ' || device || ' ' || kind || ' ' || severity || ' ' || chain::text"
                        + " || extract(epoch from opened - '2026-11-22T10:00Z')::int from alert"))
                .containsExactly("presence cam-east offline 3 {1,3}600");
        assertThat(rows("select text from alert")).singleElement().asString().contains("2026-11-22T10:00:00Z");
        assertThat(state("cam-east")).isEqualTo("offline silence");
        assertThat(rows("select sum(alerts)::text from ledger where source = 'presence'"))
                .containsExactly("1");
        assertThat(looked(10.1)).isZero();
        hear(12, "cam-east");
        assertThat(state("cam-east")).isEqualTo("online null");
        assertThat(rows("select state || extract(epoch from closed - opened)::int from alert"))
                .containsExactly("closed120");
    }

    @Test
    void who_never_sent_anything_is_unknown_and_never_silent() {
        hearUntil(60);
        assertThat(rows("select kind from alert")).isEmpty();
        assertThat(state("cam-east")).isEqualTo("unknown null");
    }

    @Test
    void a_message_puts_it_off() {
        hear(0, "cam-east");
        hearUntil(6);
        hear(6, "cam-east");
        hearUntil(15.9);
        assertThat(rows("select kind from alert")).isEmpty();
        assertThat(looked(16)).isEqualTo(1);
    }

    @Test
    void time_in_which_nothing_was_heard_does_not_count() {
        hear(0, "cam-east");
        hear(0, "cam-nowhere");
        hearUntil(4);
        now = minute(64);
        assertThat(silence.look()).isZero();
        hearUntil(69.9);
        assertThat(rows("select kind from alert")).isEmpty();
        hear(69.9, "cam-nowhere");
        hearUntil(70.1);
        assertThat(rows("select device || extract(epoch from opened - '2026-11-22T10:00Z')::int from alert"))
                .containsExactly("cam-east4200");
    }

    @Test
    void a_worker_with_a_problem_or_a_backlog_does_not_hear() {
        hear(0, "cam-east");
        hearUntil(1);
        execute("update ingest_run set problem = 'away'");
        hearUntil(30);
        execute("update ingest_run set problem = null, in_hand = 19000");
        hearUntil(60);
        assertThat(rows("select kind from alert")).isEmpty();
        execute("update ingest_run set in_hand = 0");
        hearUntil(68.5);
        assertThat(rows("select kind from alert")).isEmpty();
        hearUntil(70);
        assertThat(rows("select device from alert")).containsExactly("cam-east");
    }

    @Test
    void several_workers_tell_it_once() {
        for (int i = 0; i < 200; i++) {
            execute("insert into device (id, kind, name, updated_by) values ('s" + i + "', 'smoke', 's', 'test')");
            hear(0, "s" + i);
        }
        hearUntil(9.9);
        now = minute(10);
        var one = CompletableFuture.supplyAsync(silence::look);
        int other = new SilentDeviceStore(jdbi, boundaries, clock()).look();
        assertThat(one.join() + other).isEqualTo(200);
        assertThat(rows("select count(*)::text from event")).containsExactly("200");
        assertThat(rows("select count(*)::text from alert where state = 'open'"))
                .containsExactly("200");
    }

    @Test
    void behind_a_gateway_that_is_away_nobody_is_silent_and_gets_a_whole_interval_when_it_is_back() {
        execute("insert into device (id, kind, name, updated_by) values ('gw', 'gateway', 'gw', 'test')");
        execute("update device set gateway = 'gw' where id = 'cam-east'");
        hear(0, "cam-east");
        say(1, "gw", false);
        hearUntil(30);
        assertThat(rows("select device from alert")).containsExactly("gw");
        assertThat(state("cam-east")).isEqualTo("offline gateway");
        say(31, "gw", true);
        hearUntil(40.9);
        assertThat(rows("select device from alert where state = 'open'")).isEmpty();
        hear(40.9, "gw");
        hearUntil(42);
        assertThat(rows("select device from alert where state = 'open'")).containsExactly("cam-east");
    }

    @Test
    void a_gateway_that_is_known_only_by_what_is_behind_it_is_not_watched() {
        execute("insert into device (id, kind, name, updated_by) values ('gw', 'gateway', 'gw', 'test')");
        execute("update device set gateway = 'gw' where id = 'cam-east'");
        hear(0, "cam-east");
        hearUntil(12);
        assertThat(rows("select device from alert")).containsExactly("cam-east");
        assertThat(state("gw")).isEqualTo("online null");
    }

    @Test
    void a_rule_that_changes_applies_at_once_and_the_deeper_grid_wins() {
        execute("update device set chain = '{1,3}' where id = 'cam-east'");
        hear(0, "cam-east");
        hearUntil(3);
        execute("insert into rule (type, name, grid_id, silent_millis, alert_kind, severity, text)"
                + " values ('silence', 'east', 3, 120000, 'offline', 1, 'away')");
        Await.until("the rules are read again", () -> {
            hearUntil(now.plusMillis(200));
            return !rows("select severity::text from alert").isEmpty();
        });
        assertThat(now).isBefore(minute(10));
        assertThat(rows("select severity || extract(epoch from opened - '2026-11-22T10:00Z')::int::text from alert"))
                .containsExactly("1120");
        execute("delete from rule");
        silence = new SilentDeviceStore(jdbi, boundaries, clock());
        hear(now, "cam-east");
        hearUntil(now.plusSeconds(3600));
        assertThat(rows("select state from alert")).containsExactly("closed");
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private IntakeStore store() {
        return new IntakeStore(jdbi, boundaries, Duration.ofSeconds(10), clock());
    }

    private static Instant minute(double minutes) {
        return START.plusMillis(Math.round(minutes * 60_000));
    }

    /** Looks as a service does, often enough for nothing to be a gap, until then. */
    private void hearUntil(double minutes) {
        hearUntil(minute(minutes));
    }

    private void hearUntil(Instant end) {
        while (now.isBefore(end)) {
            Instant next = now.plusSeconds(10);
            now = next.isBefore(end) ? next : end;
            execute("update ingest_run set seen = clock_timestamp()");
            silence.look();
        }
    }

    private int looked(double minutes) {
        now = minute(minutes);
        return silence.look();
    }

    private void hear(double minutes, String device) {
        hear(minute(minutes), device);
    }

    private void hear(Instant moment, String device) {
        now = moment;
        DecodedReading reading = new DecodedReading(device, "level", 1, Optional.empty(), Optional.empty());
        take(new Understood(id(), List.of(), List.of(reading), List.of()));
    }

    private void say(double minutes, String device, boolean online) {
        now = minute(minutes);
        take(new Understood(
                id(), List.of(), List.of(), List.of(new DecodedPresence(device, online, Optional.empty()))));
    }

    private MessageId id() {
        return new MessageId("test", Integer.toString(++messages));
    }

    private void take(Understood said) {
        Arrival arrival = new Arrival("t", new byte[0], now, false);
        store().store(List.of(Incoming.of(new Inbound(arrival, () -> {}), said)), run);
    }

    private void rule(String name, String interval, int severity) {
        execute("insert into rule (type, name, silent_millis, alert_kind, severity, text) values ('silence', '" + name
                + "', extract(epoch from interval '" + interval + "') * 1000, 'offline', " + severity + ", 'silent')");
    }

    private String state(String device) {
        return rows("select state || ' ' || coalesce(reason, 'null') from device_state where device_id = '" + device
                        + "'")
                .get(0);
    }

    private void execute(String sql) {
        jdbi.useHandle(h -> h.execute(sql));
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
