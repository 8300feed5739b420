package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.mqtt.Inbound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sensors that are watched. Seconds count from {@link #START}, which is 18:00 in the city. */
@PostgisTest
final class MonitorTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final long SEED = 20261125;

    private final AtomicInteger messages = new AtomicInteger();
    private Jdbi jdbi;
    private Boundaries boundaries;
    private WorkerRun run;

    @BeforeEach
    void a_city_of_one_sensor_in_the_eastern_grid(TestDatabase database) {
        jdbi = database.jdbi();
        boundaries = TestCity.build(jdbi);
        jdbi.useHandle(h -> {
            h.execute("delete from rule");
            h.execute(
                    "insert into device (id, kind, name, updated_by, chain) values ('s1', 'water-level', 's1', 'test',"
                            + " '{1,3}'), ('s2', 'water-level', 's2', 'test', '{}')");
            h.execute(
                    "insert into device_position (device_id, place, frame, given, valid) values ('s1',"
                            + " ST_SetSRID(ST_MakePoint(121.515, 38.805), 4326), 'wgs84', '{121.515,38.805}', '[2020-01-01,)')");
        });
        run = store().run(Intake.Worker.alone("test"));
        run.ensureBegun();
        rule("level", 10, "kinds => water-level");
    }

    @Test
    void crossing_opens_an_alert_in_its_grids_and_returning_closes_it() {
        take(reading(0, "s1", 9), reading(1, "s1", 12.5));
        assertThat(rows(
                        "select source || ' ' || kind || ' ' || state || ' ' || severity || ' ' || source_severity || ' '"
                                + " || text || ' ' || chain::text from alert"))
                .containsExactly("monitor water-high open 3 12.5 level 12.5 > 10 {1,3}");
        take(reading(2, "s1", 9));
        assertThat(alerts()).containsExactly("s1 1 open");
        take(reading(3, "s1", 8));
        assertThat(alerts()).containsExactly("s1 1 closed 3");
        assertThat(rows("select alerts::text from ingest_count where source = 'monitor'"))
                .containsExactly("1");
        assertThat(rows("select device from crossing")).isEmpty();
    }

    @Test
    void a_late_reading_goes_to_history_and_changes_nothing_now() {
        take(reading(5, "s1", 9));
        take(reading(4, "s1", 12));
        take(new Sent(6, "s1", "level", 13, START.plusSeconds(5)));
        assertThat(alerts()).isEmpty();
        assertThat(rows("select value::text from latest_reading")).containsExactly("9");
        assertThat(rows("select value::text from reading order by reading.value"))
                .containsExactly("9", "12", "13");
    }

    @Test
    void a_reading_of_the_future_counts_as_of_the_receipt_and_the_tolerance() {
        take(new Sent(0, "s1", "level", 12, START.plusSeconds(99_999_999)));
        assertThat(alerts()).containsExactly("s1 10 open");
        take(reading(11, "s1", 7));
        assertThat(alerts()).containsExactly("s1 10 closed 11");
    }

    @Test
    void the_same_message_twice_is_one_reading_and_one_alert() {
        Incoming message = message(reading(0, "s1", 12));
        store().store(List.of(message), run);
        store().store(List.of(message), run);
        assertThat(rows("select count(*)::text from event")).containsExactly("1");
        assertThat(rows("select count(*)::text from reading")).containsExactly("1");
    }

    @Test
    void what_is_due_opens_without_a_reading_at_its_moment_and_once() {
        rule("level", 10, "hold => 5000");
        take(reading(0, "s1", 12));
        assertThat(alerts()).isEmpty();
        MonitorStore timer = timer();
        assertThat(timer.elapse(START.plusSeconds(4))).isZero();
        assertThat(timer.elapse(START.plusSeconds(60))).isOne();
        assertThat(timer.elapse(START.plusSeconds(61))).isZero();
        assertThat(alerts()).containsExactly("s1 5 open");
        assertThat(rows("select alerts::text from ledger where source = 'monitor'"))
                .containsExactly("1");
    }

    @Test
    void a_rule_that_is_disabled_deleted_or_over_for_the_day_closes_what_it_opened() {
        take(reading(0, "s1", 12));
        assertThat(timer().reconcile(START.plusSeconds(1))).isZero();
        jdbi.useHandle(h -> h.execute("update rule set enabled = false"));
        assertThat(timer().reconcile(START.plusSeconds(2))).isOne();
        assertThat(alerts()).containsExactly("s1 0 closed 2");
        rule("level", 10, "until => 18:30");
        take(reading(10, "s1", 12));
        assertThat(timer().reconcile(START.plusSeconds(1799))).isZero();
        assertThat(timer().reconcile(START.plusSeconds(1800))).isOne();
        assertThat(alerts()).containsExactly("s1 0 closed 2", "s1 10 closed 1800");
        assertThat(rows("select device from crossing")).isEmpty();
    }

    @Test
    void a_rule_of_a_grid_concerns_its_subtree_and_follows_the_device() {
        rule("level", 10, "grid => 3");
        rule("other", 50, "everywhere");
        take(reading(0, "s1", 12), reading(0, "s2", 12));
        assertThat(alerts()).containsExactly("s1 0 open");
        jdbi.useHandle(
                h -> h.execute("update device_position set place = ST_SetSRID(ST_MakePoint(121.505, 38.805), 4326)"));
        assertThat(timer().reconcile(START.plusSeconds(5))).isOne();
        assertThat(alerts()).containsExactly("s1 0 closed 5");
    }

    @Test
    void a_sensor_that_nobody_registered_is_watched_by_rules_for_all_kinds() {
        rule("level", 10, "all kinds");
        take(reading(0, "stranger", 12));
        assertThat(rows("select device || ' ' || unplaced from alert")).containsExactly("stranger unknown-device");
    }

    @Test
    void readings_that_no_rule_concerns_cost_no_lock() {
        take(reading(0, "s1", 9), new Sent(0, "s1", "humidity", 99, START));
        assertThat(rows("select device from monitored_device")).isEmpty();
        assertThat(rows("select name from latest_reading order by name")).containsExactly("humidity", "level");
    }

    @Test
    void the_order_within_a_batch_makes_no_difference() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            String device = "s-" + round;
            List<Sent> sent = new ArrayList<>();
            for (int second = 0; second < 30; second++) {
                sent.add(reading(second, device, 6 + random.nextInt(8)));
            }
            rule("level", 10, "all kinds");
            take(sent.toArray(Sent[]::new));
            List<String> inOrder = alerts();
            jdbi.useHandle(
                    h -> h.execute("truncate alert, event, fold_head, crossing, monitored_device, latest_reading"));
            Collections.shuffle(sent, random);
            take(sent.toArray(Sent[]::new));
            assertThat(alerts()).as("seed %d, round %d: %s", SEED, round, sent).isEqualTo(inOrder);
            jdbi.useHandle(
                    h -> h.execute("truncate alert, event, fold_head, crossing, monitored_device, latest_reading"));
        }
    }

    @Test
    void two_workers_and_a_timer_open_and_close_each_episode_once() throws InterruptedException {
        rule("level", 10, "all kinds");
        int devices = 12;
        int episodes = 25;
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < 2; worker++) {
            String name = worker == 0 ? "level" : "depth";
            threads.add(new Thread(() -> work(name, devices, episodes)));
        }
        threads.add(new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                timer().reconcile(START.plusSeconds(1));
            }
        }));
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((failed, e) -> failures.add(e)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(rows("select device from crossing")).isEmpty();
        assertThat(rows("select device from alert where state = 'open'")).isEmpty();
        // Told apart by their times, openings and closings of a device take turns.
        assertThat(rows(
                        "select device from (select device, phase, lag(phase) over (partition by device order by at) as before"
                                + " from event) e where phase = before"))
                .isEmpty();
        assertThat(rows("select count(distinct device)::text from event")).containsExactly("" + devices);
    }

    /** Each worker has a run of its own, its own measure of every device, and many batches of all of them. */
    private void work(String name, int devices, int episodes) {
        IntakeStore store = store();
        WorkerRun own = store.run(Intake.Worker.alone(name));
        own.ensureBegun();
        for (int episode = 0; episode < episodes; episode++) {
            for (double value : new double[] {12, 7}) {
                List<Incoming> batch = new ArrayList<>();
                for (int device = 0; device < devices; device++) {
                    int second = episode * 2 + (value > 10 ? 0 : 1);
                    batch.add(message(new Sent(second, "d" + device, name, value, START.plusSeconds(second))));
                }
                Collections.shuffle(batch, new Random(SEED + episode));
                store.store(batch, own);
            }
        }
    }

    /** A reading that a device sends. */
    private record Sent(int second, String device, String name, double value, Instant time) {}

    private static Sent reading(int second, String device, double value) {
        return new Sent(second, device, "level", value, START.plusSeconds(second));
    }

    private void take(Sent... sent) {
        List<Incoming> batch = new ArrayList<>();
        for (Sent one : sent) {
            batch.add(message(one));
        }
        store().store(batch, run);
    }

    private Incoming message(Sent sent) {
        DecodedReading reading = new DecodedReading(
                sent.device(), sent.name(), sent.value(), Optional.empty(), Optional.of(sent.time()));
        int number = messages.incrementAndGet();
        Understood said =
                new Understood(new MessageId("test", Integer.toString(number)), List.of(), List.of(reading), List.of());
        Arrival arrival = new Arrival("t/" + number, new byte[0], START.plusSeconds(sent.second()), false);
        return Incoming.of(new Inbound(arrival, () -> {}), said);
    }

    /** A new one knows the rules of this moment. */
    private IntakeStore store() {
        return new IntakeStore(jdbi, boundaries, TOLERANCE, Clock.fixed(START.plusSeconds(100), ZONE));
    }

    private MonitorStore timer() {
        return new MonitorStore(jdbi, boundaries, TOLERANCE, ZONE);
    }

    /** Instead of those there are, a rule about {@code reading}; more by what is special about it. */
    private void rule(String reading, double bound, String special) {
        String[] said = special.split(" => ", 2);
        String value = said.length > 1 ? said[1] : "";
        jdbi.useHandle(h -> {
            h.execute(reading.equals("level") ? "delete from rule" : "select 1");
            h.createUpdate(
                            "insert into rule (type, name, kinds, grid_id, readings, side, bound, clear, hold_millis, time_from,"
                                    + " time_to, alert_kind, severity, text) values ('threshold', :name, :kinds, :grid, :readings,"
                                    + " 'above', :bound, :clear, :hold, :from::time, :to::time, 'water-high', 3,"
                                    + " '{reading} {value} {unit} > {bound}')")
                    .bind("name", reading)
                    .bind("kinds", special.equals("all kinds") ? null : "water*")
                    .bind("grid", said[0].equals("grid") ? Long.valueOf(value) : null)
                    .bind("readings", reading.equals("level") ? "level|depth" : "level")
                    .bind("bound", bound)
                    .bind("clear", bound - 2)
                    .bind("hold", said[0].equals("hold") ? Long.parseLong(value) : 0)
                    .bind("from", said[0].equals("until") ? "06:00" : null)
                    .bind("to", said[0].equals("until") ? value : null)
                    .execute();
        });
    }

    private List<String> alerts() {
        return jdbi.withHandle(
                h -> h.createQuery("select device || ' ' || extract(epoch from opened - :start)::int || ' '"
                                + " || state || coalesce(' ' || extract(epoch from closed - :start)::int, '')"
                                + " from alert order by device, opened")
                        .bind("start", START)
                        .mapTo(String.class)
                        .list());
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
