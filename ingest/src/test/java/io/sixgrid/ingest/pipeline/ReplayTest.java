package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.alert.HeldStore.Waiting;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.alert.Quarantined;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.LedgerStore.Entry;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.Reason;
import io.sixgrid.ingest.mqtt.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages come in while their format is wrong; later it is right. */
@PostgisTest
final class ReplayTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Author OPERATOR = new Author("operator", NOW);
    private static final Function<Arrival, DecodedMessage> WRONG = ReplayTest::notUnderstood;
    private static final Function<Arrival, DecodedMessage> RIGHT = FormatCatalog.builtIn()::decode;

    private Jdbi jdbi;
    private IntakeStore store;
    private WorkerRun run;
    private LedgerStore ledger;
    private Replay replay;

    @BeforeEach
    void a_city(TestDatabase database) {
        jdbi = database.jdbi();
        store = new IntakeStore(jdbi, TestCity.build(jdbi), Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC));
        run = store.run(Intake.Worker.alone("test"));
        run.ensureBegun();
        ledger = new LedgerStore(jdbi);
        replay = new Replay(new HeldStore(jdbi), new ReplayStore(jdbi, store), FormatCatalog::builtIn);
    }

    @AfterEach
    void every_source_balances() {
        assertThat(ledger.sources()).allSatisfy(source -> {
            assertThat(source.received()).as(source.source()).isNotNegative();
            assertThat(source.inFlight()).as(source.source()).isZero();
        });
        long expired = new QuarantineStore(jdbi)
                .expired().stream().mapToLong(QuarantineStore.Expired::expired).sum();
        assertThat(total().quarantined()).isEqualTo(count("quarantine where state = 'waiting'") + expired);
    }

    @Test
    void what_is_understood_now_is_stored_as_received_then_and_leaves_quarantine() {
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        assertThat(replay.all(Filter.ALL, OPERATOR)).isEqualTo(new Replayed(1, 0, 0, Map.of()));

        assertThat(rows("select device, state, chain::text as chain from alert"))
                .containsExactly(Map.of("device", "cam-east", "state", "open", "chain", "{1,3}"));
        assertThat(count("event where received = '2026-11-22T08:00:00Z'")).isEqualTo(1);
        assertThat(rows("select state, replayed = '2026-11-22T10:00:00Z' as now from quarantine"))
                .containsExactly(Map.of("state", "replayed", "now", true));
        assertThat(ledger.sources())
                .filteredOn(source -> source.received() > 0)
                .containsExactly(new Entry("native-alerts", 1, 0, new Outcomes("native-alerts", 1, 0, 0, 0, 1, 0, 1)));
        assertThat(rows("select actor, action, id_text from audit"))
                .containsExactly(Map.of("actor", "operator", "action", "replay", "id_text", "1"));
    }

    @Test
    void two_replays_at_once_store_once() {
        for (int i = 0; i < 200; i++) {
            arrives(WRONG, "08:00", alert("a" + i, "open", "08:00"));
        }
        var one = CompletableFuture.supplyAsync(() -> replay.all(Filter.ALL, OPERATOR));
        var other = CompletableFuture.supplyAsync(() -> replay.all(Filter.ALL, OPERATOR));
        assertThat(one.join().plus(other.join())).isEqualTo(new Replayed(200, 0, 0, Map.of()));
        assertThat(count("event")).isEqualTo(200);
        assertThat(replay.one(new Waiting(1, NOW), OPERATOR)).isEqualTo(Replayed.NONE);
    }

    @Test
    void a_message_that_came_again_and_was_stored_meanwhile_is_a_duplicate() {
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        arrives(RIGHT, "08:01", alert("a1", "open", "08:00"));
        assertThat(replay.all(Filter.ALL, OPERATOR)).isEqualTo(new Replayed(1, 1, 0, Map.of()));
        assertThat(count("event")).isEqualTo(1);
        assertThat(total().duplicate()).isEqualTo(1);
    }

    @Test
    void an_old_message_changes_history_and_not_the_present() {
        arrives(RIGHT, "08:00", alert("a1", "open", "08:00"));
        arrives(WRONG, "08:05", alert("a1", "refresh", "08:05"));
        arrives(RIGHT, "08:10", alert("a1", "close", "08:10"));
        replay.all(Filter.ALL, OPERATOR);
        assertThat(rows("select state, closed_by, events, closed = '2026-11-22T08:10:00Z' as then from alert"))
                .containsExactly(Map.of("state", "closed", "closed_by", "device", "events", 3, "then", true));
    }

    @Test
    void what_is_not_understood_today_either_waits_on_for_todays_reason() {
        arrives(WRONG, "08:00", "{\"broken");
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        assertThat(replay.all(Filter.ALL, OPERATOR)).isEqualTo(new Replayed(1, 0, 1, Map.of("not-json", 1)));
        assertThat(new QuarantineStore(jdbi).reasons()).singleElement().satisfies(waiting -> {
            assertThat(waiting.reason()).isEqualTo("not-json");
            assertThat(waiting.source()).isEqualTo("native-alerts");
            assertThat(waiting.waiting()).isEqualTo(1);
        });
        assertThat(count("audit")).isEqualTo(1);
    }

    @Test
    void only_what_the_filter_wants_is_replayed() {
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        Filter other = new Filter(Optional.of("not-json"), Optional.empty(), Optional.empty());
        assertThat(replay.all(other, OPERATOR)).isEqualTo(Replayed.NONE);
        Filter wanted = new Filter(Optional.of("bad-value"), Optional.of("wrong"), Optional.empty());
        assertThat(replay.all(wanted, OPERATOR).replayed()).isEqualTo(1);
    }

    @Test
    void a_row_that_the_database_refuses_waits_on_and_the_others_are_stored() {
        jdbi.useHandle(h -> h.execute("alter table event add constraint no_poison check (external_id <> 'a7')"));
        for (int i = 0; i < 20; i++) {
            arrives(WRONG, "08:00", alert("a" + i, "open", "08:00"));
        }
        assertThat(replay.all(Filter.ALL, OPERATOR)).isEqualTo(new Replayed(19, 0, 1, Map.of("not-storable", 1)));
        assertThat(count("event")).isEqualTo(19);
    }

    @Test
    void while_the_database_fails_nothing_is_replayed_by_half() {
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        jdbi.useHandle(h -> h.execute("alter table ledger rename to ledger_away"));
        assertThatThrownBy(() -> replay.all(Filter.ALL, OPERATOR))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.UNAVAILABLE));
        jdbi.useHandle(h -> h.execute("alter table ledger_away rename to ledger"));
        assertThat(count("event")).isZero();
        assertThat(count("quarantine where state = 'waiting'")).isEqualTo(1);
        assertThat(replay.all(Filter.ALL, OPERATOR).replayed()).isEqualTo(1);
    }

    @Test
    void what_grew_old_is_forgotten_and_the_same_bytes_are_quarantined_afresh() {
        HeldStore held = new HeldStore(jdbi);
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        assertThat(held.expire(NOW.minus(Duration.ofHours(2)))).isZero();
        assertThat(held.expire(NOW)).isEqualTo(1);
        assertThat(new QuarantineStore(jdbi).expired()).containsExactly(new QuarantineStore.Expired("wrong", 1));

        arrives(WRONG, "09:00", alert("a1", "open", "08:00"));
        assertThat(rows("select times, received = '2026-11-22T09:00:00Z' as now from quarantine"))
                .containsExactly(Map.of("times", 1, "now", true));
    }

    @Test
    void what_was_replayed_is_forgotten_too_and_is_no_loss() {
        arrives(WRONG, "08:00", alert("a1", "open", "08:00"));
        replay.all(Filter.ALL, OPERATOR);
        assertThat(new HeldStore(jdbi).expire(NOW)).isEqualTo(1);
        assertThat(new QuarantineStore(jdbi).expired()).isEmpty();
        arrives(RIGHT, "09:00", alert("a1", "open", "08:00"));
        assertThat(count("event")).isEqualTo(1);
    }

    @Test
    void a_message_that_grew_old_in_the_moment_when_it_came_again_is_not_counted_as_there() {
        Quarantined gone = new Quarantined(arrival("08:00", "{}"), Optional.of("wrong"), "bad-value", "gone");
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> QuarantineStore.seenAgain(handle, List.of(gone))))
                .hasMessageContaining("left quarantine");
    }

    /** All three touch the same messages in other orders; one that waits for another in a circle fails. */
    @Test
    void ingest_replays_and_retention_at_once_wait_in_no_circle() {
        List<Incoming> batch = IntStream.range(0, 40)
                .mapToObj(i -> alert("a" + i, "open", "08:00"))
                .map(payload -> Incoming.decode(WRONG, new Inbound(arrival("08:00", payload), () -> {})))
                .toList();
        List<Incoming> backwards = new ArrayList<>(batch);
        Collections.reverse(backwards);
        List<CompletableFuture<Void>> all = List.of(
                rounds(() -> takes(batch)),
                rounds(() -> replay.all(Filter.ALL, OPERATOR)),
                rounds(() -> new HeldStore(jdbi).expire(NOW)),
                rounds(() -> replay.all(Filter.ALL, OPERATOR)));
        all.forEach(CompletableFuture::join);
        takes(backwards);
        assertThat(count("quarantine")).isEqualTo(40);
    }

    private static CompletableFuture<Void> rounds(Runnable work) {
        return CompletableFuture.runAsync(() -> IntStream.range(0, 25).forEach(round -> work.run()));
    }

    /** As a worker does: a batch of which retention took a message away in that moment is tried again. */
    private void takes(List<Incoming> batch) {
        batch.forEach(message -> run.arrived(message.source()));
        boolean stored = false;
        while (!stored) {
            run.nextBatch();
            try {
                store.store(batch, run);
                stored = true;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("left quarantine");
            }
        }
        run.committed(batch);
    }

    /** Takes one message as ingest would. */
    private void arrives(Function<Arrival, DecodedMessage> formats, String time, String payload) {
        Incoming message = Incoming.decode(formats, new Inbound(arrival(time, payload), () -> {}));
        takes(List.of(message));
    }

    private static DecodedMessage notUnderstood(Arrival arrival) {
        return new NotUnderstood(Optional.of("wrong"), Reason.BAD_VALUE, "not understood yet: " + arrival.topic());
    }

    private static Arrival arrival(String time, String payload) {
        return new Arrival("sixgrid/v1/alerts/cam-east", payload.getBytes(StandardCharsets.UTF_8), at(time), false);
    }

    private static String alert(String id, String phase, String time) {
        return "{\"id\":\"" + id + "\",\"time\":\"" + at(time) + "\",\"kind\":\"fire\",\"phase\":\"" + phase + "\"}";
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + ":00Z");
    }

    private Outcomes total() {
        return LedgerStore.total(ledger.sources()).outcomes();
    }

    private long count(String from) {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from " + from).mapTo(Long.class).one());
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapToMap().list());
    }
}
