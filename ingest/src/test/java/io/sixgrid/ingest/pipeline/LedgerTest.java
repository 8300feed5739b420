package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.ingest.Await;
import io.sixgrid.ingest.TestCity;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.Inbound;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class LedgerTest {
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicBoolean loseNextAnswer = new AtomicBoolean();
    private final List<Intake> open = new ArrayList<>();
    private TestDatabase database;
    private Boundaries boundaries;

    @BeforeEach
    void a_city(TestDatabase fresh) {
        database = fresh;
        boundaries = TestCity.build(fresh.jdbi());
    }

    @AfterEach
    void workers_stop() {
        open.forEach(Intake::close);
    }

    @Test
    void what_a_killed_worker_had_in_hand_counts_as_returned_and_once_when_it_comes_again() {
        database.jdbi().useHandle(h -> h.execute("alter table message rename to message_away"));
        Intake killed = worker(IntakeSettings.DEFAULT);
        take(killed, 0, 3);
        Await.until("it is seen in flight", () -> total().inFlight() == 3);
        assertThat(total().received()).isEqualTo(3);
        killed.close();
        database.jdbi().useHandle(h -> h.execute("alter table message_away rename to message"));
        Intake next = worker(IntakeSettings.DEFAULT);
        take(next, 0, 3);
        Await.until("all is committed", () -> next.committed() == 3);
        LedgerStore.Entry total = total();
        assertThat(total.returned()).isEqualTo(3);
        assertThat(total.received()).isEqualTo(3);
        assertThat(total.outcomes().stored()).isEqualTo(3);
        assertThat(total.inFlight()).isZero();
    }

    @Test
    void a_commit_whose_answer_is_lost_is_counted_once() {
        Intake worker = worker(IntakeSettings.DEFAULT);
        take(worker, 0, 1);
        Await.until("the run has begun", () -> worker.committed() == 1);
        loseNextAnswer.set(true);
        take(worker, 1, 5);
        Await.until("all is committed", () -> worker.committed() == 5);
        assertThat(loseNextAnswer).isFalse();
        assertThat(total().outcomes().stored()).isEqualTo(5);
        assertThat(total().outcomes().duplicate()).isZero();
        assertThat(total().received()).isEqualTo(5);
    }

    @Test
    void a_run_that_somebody_else_ended_is_followed_by_another_and_nothing_counts_twice() {
        Intake worker = worker(IntakeSettings.DEFAULT);
        take(worker, 0, 4);
        Await.until("the first are committed", () -> worker.committed() == 4);
        long other = new WorkerStore(database.jdbi()).begin("test");
        take(worker, 4, 6);
        Await.until("the others are committed", () -> worker.committed() == 6);
        new WorkerStore(database.jdbi()).end(other);
        assertThat(total().received()).isEqualTo(6);
        assertThat(total().outcomes().stored()).isEqualTo(6);
        assertThat(total().returned()).isZero();
    }

    @Test
    void a_run_that_ends_leaves_its_counts_and_no_worker() {
        Intake worker = worker(IntakeSettings.DEFAULT);
        take(worker, 0, 2);
        worker.finish(Duration.ofSeconds(20));
        assertThat(total().outcomes().stored()).isEqualTo(2);
        assertThat(total().received()).isEqualTo(2);
        assertThat(new WorkerStore(database.jdbi()).all()).isEmpty();
    }

    @Test
    void a_device_that_floods_is_sampled_and_its_excess_counted_under_its_name() {
        Intake worker = worker(new IntakeSettings(BatchSettings.DEFAULT, new FloodLimit(1, 20)));
        take(worker, 0, 500);
        Await.until("all is committed", () -> worker.committed() == 500);
        LedgerStore.Entry total = total();
        assertThat(total.outcomes().stored()).isEqualTo(500);
        assertThat(total.outcomes().condensed()).isBetween(400L, 479L);
        assertThat(number("select count(*) from event"))
                .isEqualTo(500 - total.outcomes().condensed());
        assertThat(number("select condensed from device_flood where device = 'cam-east'"))
                .isEqualTo(total.outcomes().condensed());
        assertThat(number("select count(*) from event where external_id = 'n499'"))
                .as("the newest is kept whole")
                .isEqualTo(1);
        assertThat(settled).hasValue(500);
    }

    private Intake worker(IntakeSettings settings) {
        ConnectionFactory connections = () -> losing(DriverManager.getConnection(
                database.address().url(),
                database.address().user(),
                database.address().password()));
        Jdbi jdbi = Database.configured(Jdbi.create(connections));
        IntakeStore store = new IntakeStore(jdbi, boundaries, Duration.ofSeconds(10), Clock.systemUTC());
        Intake intake = new Intake(FormatCatalog.builtIn()::decode, store, settings, Intake.Worker.alone("test"));
        open.add(intake);
        intake.start();
        return intake;
    }

    private void take(Intake intake, int from, int to) {
        for (int i = from; i < to; i++) {
            String body = "{\"id\":\"n" + i + "\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";
            Arrival arrival = new Arrival(
                    "sixgrid/v1/alerts/cam-east", body.getBytes(StandardCharsets.UTF_8), Instant.now(), false);
            intake.take(new Inbound(arrival, settled::incrementAndGet));
        }
    }

    private LedgerStore.Entry total() {
        return LedgerStore.total(new LedgerStore(database.jdbi()).sources());
    }

    private long number(String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    /** A connection that commits messages and then, once when told to, breaks before it says so. */
    private Connection losing(Connection real) {
        AtomicBoolean messages = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (method.getName().equals("prepareStatement")
                                && arguments[0].toString().contains("into message")) {
                            messages.set(true);
                        }
                        if (method.getName().equals("commit")
                                && messages.getAndSet(false)
                                && loseNextAnswer.compareAndSet(true, false)) {
                            throw new SQLException("the connection broke", "08006");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
