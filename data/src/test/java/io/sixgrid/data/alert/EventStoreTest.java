package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.Events.close;
import static io.sixgrid.data.alert.Events.event;
import static io.sixgrid.data.alert.Events.open;
import static io.sixgrid.data.alert.Events.operatorClose;
import static io.sixgrid.data.alert.Events.refresh;
import static io.sixgrid.data.alert.Events.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgisTest
final class EventStoreTest {
    private static final Instant LONG_AFTER = second(100_000);
    private static final Instant RECEIVED = second(0);

    private static final String DUE = """
            insert into alert (device, kind, state, severity, opened, last_seen, last_rank, auto_close, events, source,
                               unplaced, event_id)
            select 'cam-' || n, 'motion', 'open', 3, :at, :at, 0, :at, 1, 'test', 'unknown-device', n
            from generate_series(1, 3000) n
            """;
    private static final List<Phase> PHASES = List.of(Phase.OPEN, Phase.REFRESH, Phase.CLOSE);

    private Jdbi jdbi;
    private EventStore events;

    @BeforeEach
    void a_database_with_this_month(TestDatabase database) {
        jdbi = database.jdbi();
        events = new EventStore(jdbi);
        events.ensureMonth(RECEIVED);
    }

    @Test
    void the_same_message_twice_is_claimed_once() {
        MessageId message = new MessageId("test", "a");
        assertThat(claim(message)).containsExactly(message);
        assertThat(claim(message)).isEmpty();
    }

    @Test
    void an_alert_is_closed_by_silence_at_its_deadline() {
        store(List.of(open(1)), second(1));
        assertThat(events.closeSilent(second(61))).isZero();
        assertThat(events.closeSilent(second(62))).isEqualTo(1);
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert)
                        .containsEntry("closed_by", "silence")
                        .containsEntry("closed", Timestamp.from(second(61))));
    }

    @Test
    void a_late_refresh_opens_again_what_silence_had_closed() {
        store(List.of(open(1)), second(1));
        events.closeSilent(second(100));
        store(List.of(refresh(60)), second(100));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert).containsEntry("state", "open").containsEntry("events", 2));
    }

    @Test
    void a_late_event_between_two_alerts_joins_them_under_the_older_id() {
        store(List.of(open(1)), second(1));
        store(List.of(open(110)), second(110));
        List<Object> ids = alerts().stream().map(alert -> alert.get("id")).toList();
        store(List.of(refresh(55)), second(111));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert).containsEntry("id", ids.get(0)).containsEntry("events", 3));
    }

    @Test
    void repeated_opens_refresh_one_alert_whose_severity_rises_and_never_falls() {
        store(List.of(event(1, Phase.OPEN, Severity.YELLOW)), second(1));
        store(List.of(event(2, Phase.OPEN, Severity.RED)), second(2));
        store(List.of(event(3, Phase.OPEN, Severity.BLUE)), second(3));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert)
                        .containsEntry("severity", 1)
                        .containsEntry("events", 3)
                        .containsEntry("last_seen", Timestamp.from(second(3)))
                        .containsEntry("auto_close", Timestamp.from(second(63))));
    }

    @Test
    void a_late_close_ends_the_episode_of_its_time_and_not_the_present_one() {
        store(List.of(open(1)), second(1));
        store(List.of(open(200)), second(200));
        store(List.of(close(30)), second(201));
        assertThat(alerts()).extracting(alert -> alert.get("closed_by")).containsExactly("device", null);
        assertThat(alerts()).extracting(alert -> alert.get("closed")).containsExactly(Timestamp.from(second(30)), null);
    }

    @Test
    void a_late_open_from_before_a_close_opens_nothing() {
        store(List.of(open(5)), second(5));
        store(List.of(close(10)), second(10));
        store(List.of(open(1), open(7)), second(20));
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert)
                        .containsEntry("state", "closed")
                        .containsEntry("opened", Timestamp.from(second(1)))
                        .containsEntry("events", 4));
    }

    @Test
    void an_open_that_comes_after_its_silence_is_history_at_once() {
        store(List.of(open(1)), LONG_AFTER);
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert)
                        .containsEntry("closed_by", "silence")
                        .containsEntry("closed", Timestamp.from(second(61))));
    }

    @Test
    void processes_that_close_at_the_same_time_close_each_alert_once() throws Exception {
        jdbi.useHandle(h -> h.createUpdate(DUE).bind("at", second(1)).execute());
        ExecutorService processes = Executors.newFixedThreadPool(2);
        List<Future<Integer>> closed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closed.add(processes.submit(() -> new EventStore(jdbi).closeSilent(LONG_AFTER)));
        }
        int sum = 0;
        for (Future<Integer> one : closed) {
            sum += one.get();
        }
        processes.shutdown();
        assertThat(sum).isEqualTo(3_000);
        assertThat(numbers("select id from alert where closed_by = 'silence' order by id"))
                .isEqualTo(numbers("select unnest(alerts) as id from change order by id"))
                .hasSize(3_000);
    }

    /** Any order, any batching, any repetition: the same alerts as one batch in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, 77, 4711, 31337})
    void events_in_any_order_on_any_worker_give_the_same_alerts(long seed) throws Exception {
        System.out.println("fold property, seed " + seed);
        Random random = new Random(seed);
        List<Event> said = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            said.add(event(
                    "cam-" + random.nextInt(3),
                    random.nextInt(900),
                    PHASES.get(random.nextInt(3)),
                    Severity.of(1 + random.nextInt(4))));
        }
        for (int i = 0; i < 10; i++) {
            said.add(operatorClose("cam-" + random.nextInt(3), random.nextInt(900)));
        }
        store(said, LONG_AFTER);
        List<Map<String, Object>> inOrder = alertsWithoutIds();
        jdbi.useHandle(h -> h.execute("truncate alert, fold_head, event, placement, message"));

        List<Event> shuffled = new ArrayList<>(said);
        shuffled.addAll(said.subList(0, 40));
        Collections.shuffle(shuffled, random);
        storeByTwoWorkers(shuffled, random);
        while (events.closeSilent(LONG_AFTER) > 0) {
            assertThat(alerts()).isNotEmpty();
        }
        assertThat(alertsWithoutIds()).isEqualTo(inOrder);
    }

    private void storeByTwoWorkers(List<Event> said, Random random) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        List<Future<?>> batches = new ArrayList<>();
        for (int from = 0; from < said.size(); ) {
            int to = Math.min(said.size(), from + 1 + random.nextInt(9));
            List<Event> batch = said.subList(from, to);
            Instant now = random.nextBoolean() ? LONG_AFTER : second(random.nextInt(900));
            batches.add(workers.submit(() -> store(batch, now)));
            from = to;
        }
        for (Future<?> batch : batches) {
            batch.get();
        }
        workers.shutdown();
    }

    /** As the pipeline does: claim, number, insert, fold, in one transaction. */
    private void store(List<Event> said, Instant now) {
        jdbi.useTransaction(handle -> {
            Map<MessageId, Instant> messages = new HashMap<>();
            Map<MessageId, Event> byMessage = new HashMap<>();
            for (Event event : said) {
                messages.put(event.message(), RECEIVED);
                byMessage.put(event.message(), event);
            }
            Set<MessageId> claimed = EventStore.claim(handle, messages);
            List<Long> ids = EventStore.newIds(handle, claimed.size());
            List<NewEvent> fresh = new ArrayList<>();
            byMessage.forEach((message, event) -> {
                if (claimed.contains(message)) {
                    fresh.add(Events.stored(event, ids.get(fresh.size()), RECEIVED));
                }
            });
            EventStore.insert(handle, fresh, RECEIVED);
            EventStore.fold(handle, fresh, now);
        });
    }

    private Set<MessageId> claim(MessageId message) {
        return jdbi.inTransaction(handle -> EventStore.claim(handle, Map.of(message, RECEIVED)));
    }

    private List<Map<String, Object>> alerts() {
        return jdbi.withHandle(h ->
                h.createQuery("select * from alert order by opened").mapToMap().list());
    }

    private List<Long> numbers(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).list());
    }

    private List<Map<String, Object>> alertsWithoutIds() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select a.device, a.kind, a.state, a.severity, a.source_severity, a.opened, a.last_seen, a.closed,
                               a.closed_by, a.auto_close, a.events, a.source, a.text, a.chain::text, a.unplaced,
                               e.message_key
                        from alert a join event e on e.id = a.event_id order by a.device, a.kind, a.opened
                        """).mapToMap().list());
    }
}
