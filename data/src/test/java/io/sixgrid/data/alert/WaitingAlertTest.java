package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.Events.open;
import static io.sixgrid.data.alert.Events.refresh;
import static io.sixgrid.data.alert.Events.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.device.WaitingAlertStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.data.place.GivenPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts of a device that is registered after it was heard. */
@PostgisTest
final class WaitingAlertTest {
    private static final Instant RECEIVED = second(0);

    private Jdbi jdbi;
    private Boundaries boundaries;

    @BeforeEach
    void a_city(TestDatabase database) {
        jdbi = database.jdbi();
        TinyCity.load(jdbi);
        new EventStore(jdbi).ensureMonth(RECEIVED);
        boundaries = new Boundaries(new GridStore(jdbi), TinyCity.SCHEME, Clock.systemUTC());
        boundaries.refresh();
    }

    @Test
    void an_alert_placed_by_registering_keeps_its_place_when_a_late_event_folds_it_again() {
        store(open(3), refresh(9));
        assertThat(alert()).containsEntry("place", null).containsEntry("chain", "{}");
        register();
        Map<String, Object> placed = alert();
        assertThat(placed).containsEntry("place", "POINT(121.5022 38.8025)").doesNotContainEntry("chain", "{}");
        store(refresh(6));
        assertThat(alert()).containsEntry("events", 3);
        assertThat(alert())
                .containsEntry("place", placed.get("place"))
                .containsEntry("chain", placed.get("chain"))
                .containsEntry("unplaced", null);
    }

    /** docs/decisions/004, "Locks": whoever writes alerts has the head of their key first. */
    @Test
    void placing_waits_for_who_folds_the_key_without_holding_its_alerts() throws Exception {
        store(open(3));
        registerSilently();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        Future<Integer> placing;
        try (Handle folding = jdbi.open()) {
            folding.begin();
            FoldHeadStore.lock(folding, List.of(new FoldHeadStore.Key("cam-1", "motion")));
            placing = worker.submit(() -> new WaitingAlertStore(jdbi, boundaries).placeAll());
            awaitOneThatWaits();
            assertThat(placing).isNotDone();
            folding.execute("select id from alert for update nowait");
            folding.commit();
        }
        assertThat(placing.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(alert()).containsEntry("unplaced", null);
        worker.shutdown();
    }

    private void awaitOneThatWaits() {
        String waiting = "select count(*) from pg_stat_activity where datname = current_database() and"
                + " wait_event_type = 'Lock'";
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < giveUp) {
            if (jdbi.<Long, RuntimeException>withHandle(
                            h -> h.createQuery(waiting).mapTo(Long.class).one())
                    > 0) {
                return;
            }
        }
        throw new AssertionError("nobody waits for a lock");
    }

    /** As if the alert had come at the same moment: registering has not seen it. */
    private void registerSilently() {
        jdbi.useHandle(h -> h.execute("update alert set device = 'elsewhere'"));
        register();
        jdbi.useHandle(h -> h.execute("update alert set device = 'cam-1'"));
    }

    /** Every third second is without a position, see {@link Events}. */
    private void store(Event... said) {
        jdbi.useTransaction(handle -> {
            List<Long> ids = EventStore.newIds(handle, said.length);
            List<NewEvent> fresh = new ArrayList<>();
            for (int i = 0; i < said.length; i++) {
                fresh.add(Events.stored(said[i], ids.get(i), RECEIVED));
            }
            EventStore.insert(handle, fresh, RECEIVED);
            EventStore.fold(handle, fresh, second(10));
        });
    }

    private void register() {
        Device device = new Device(
                "cam-1",
                "camera",
                "gate",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(GivenPosition.wgs84(TinyCity.IN_UNIT)),
                Optional.empty());
        new RegistrationStore(jdbi, boundaries).put(List.of(device), new Author("test", second(20)));
    }

    private Map<String, Object> alert() {
        return jdbi.withHandle(
                h -> h.createQuery("select events, ST_AsText(place) as place, chain::text, unplaced from alert")
                        .mapToMap()
                        .one());
    }
}
