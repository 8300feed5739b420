package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.Events.close;
import static io.sixgrid.data.alert.Events.open;
import static io.sixgrid.data.alert.Events.refresh;
import static io.sixgrid.data.alert.Events.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.Period;
import io.sixgrid.data.device.PositionCorrectionStore;
import io.sixgrid.data.device.PositionHistoryStore;
import io.sixgrid.data.device.Registration;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that stood elsewhere than the registry said. Seconds count from the start of {@link Events}. */
@PostgisTest
final class PositionCorrectionTest {
    private static final Instant NOW = second(10_000);

    private Jdbi jdbi;
    private Boundaries boundaries;
    private RegistrationStore registry;
    private PositionCorrectionStore corrections;

    @BeforeEach
    void a_city_with_a_camera(TestDatabase database) {
        jdbi = database.jdbi();
        TinyCity.load(jdbi);
        new EventStore(jdbi).ensureMonth(second(0));
        boundaries = new Boundaries(new GridStore(jdbi), TinyCity.SCHEME, Clock.systemUTC());
        boundaries.refresh();
        registry = new RegistrationStore(jdbi, boundaries);
        corrections = new PositionCorrectionStore(jdbi, boundaries);
        register(TinyCity.IN_UNIT, Optional.empty());
    }

    @Test
    void what_the_registry_placed_then_is_placed_again_and_the_first_placement_stays() {
        store(open(1), refresh(2), close(4));
        store(open(200));
        correct(TinyCity.IN_EAST, 0, 100);
        assertThat(corrections.work(10)).isEqualTo(1);
        assertThat(
                        rows(
                                "select state || ' ' || ST_AsText(place) || ' ' || cardinality(chain) from alert order by opened"))
                .containsExactly("closed POINT(121.515 38.805) 3", "open POINT(121 38) 1");
        assertThat(rows("select string_agg(cause || ' ' || ST_AsText(p.place), ', ' order by p.id) from placement p"
                        + " join event e on p.subject = 'event' and e.id = p.subject_id group by e.at order by e.at"))
                .startsWith(
                        "intake POINT(121 38), correction POINT(121.515 38.805)",
                        "intake POINT(121 38), correction POINT(121.515 38.805)")
                .endsWith("intake POINT(121 38)");
        assertThat(rows("select cardinality(alerts)::text from change where alerts <> '{}' order by id desc limit 1"))
                .containsExactly("1");
    }

    @Test
    void a_moment_later_it_looks_once_more_for_what_was_being_stored_and_is_done() {
        correct(TinyCity.IN_EAST, 0, 100);
        corrections.work(10);
        store(open(1));
        assertThat(corrections.work(10)).isZero();
        jdbi.useHandle(h -> h.execute("update position_correction set made = made - interval '2 minutes'"));
        assertThat(corrections.work(10)).isEqualTo(1);
        assertThat(rows("select ST_AsText(place) from alert")).containsExactly("POINT(121.515 38.805)");
        assertThat(rows("select device_id from position_correction")).isEmpty();
    }

    @Test
    void many_events_are_placed_some_at_a_time() {
        List<Event> many = new ArrayList<>(List.of(open(1)));
        for (int i = 0; i < 1_499; i++) {
            many.add(refresh(2 + i));
        }
        store(many.toArray(Event[]::new));
        correct(TinyCity.IN_EAST, 0, 5_000);
        assertThat(corrections.work(1)).isEqualTo(1);
        String corrected = "select count(*)::text from placement where cause = 'correction' and subject = 'event'";
        assertThat(rows(corrected)).containsExactly("1000");
        corrections.work(10);
        assertThat(rows(corrected)).containsExactly("1500");
    }

    @Test
    void a_correction_that_reaches_to_now_moves_the_device_as_well() {
        register(TinyCity.IN_EAST, Optional.of(new Period(Optional.of(second(50)), Optional.empty())));
        assertThat(rows("select cause || ' ' || ST_AsText(place) from placement where subject = 'device' order by id"))
                .containsExactly("intake POINT(121.5022 38.8025)", "correction POINT(121.515 38.805)");
        assertThat(rows("select cardinality(chain)::text from device")).containsExactly("3");
        assertThat(history())
                .containsExactly("121.5022 the beginning to " + second(50), "121.515 " + second(50) + " to now");
        register(TinyCity.IN_EAST, Optional.of(new Period(Optional.of(second(60)), Optional.empty())));
        assertThat(history()).hasSize(2);
        assertThat(rows("select count(*)::text from position_correction")).containsExactly("1");
    }

    @Test
    void neighbours_are_trimmed_and_one_that_would_vanish_is_refused_by_both_ranges() {
        correct(TinyCity.IN_EAST, 100, 200);
        assertThat(history())
                .containsExactly(
                        "121.5022 the beginning to " + second(100),
                        "121.515 " + second(100) + " to " + second(200),
                        "121.5022 " + second(200) + " to now");
        assertThatThrownBy(() -> correct(TinyCity.ON_BORDER, 50, 300))
                .hasMessageContaining(second(100) + " to " + second(200))
                .hasMessageContaining(second(50) + " to " + second(300));
        correct(TinyCity.ON_BORDER, 100, 200);
        correct(TinyCity.IN_EAST, 150, 250);
        assertThat(history())
                .containsExactly(
                        "121.5022 the beginning to " + second(100),
                        "121.51 " + second(100) + " to " + second(150),
                        "121.515 " + second(150) + " to " + second(250),
                        "121.5022 " + second(250) + " to now");
    }

    @Test
    void the_future_is_refused() {
        assertThatThrownBy(() -> register(
                        TinyCity.IN_EAST, Optional.of(new Period(Optional.of(NOW.plusSeconds(90)), Optional.empty()))))
                .hasMessageContaining("validFrom is in the future");
    }

    private void correct(LonLat place, long from, long to) {
        register(place, Optional.of(new Period(Optional.of(second(from)), Optional.of(second(to)))));
    }

    private void register(LonLat place, Optional<Period> period) {
        Device device = new Device(
                "cam-1",
                "camera",
                "gate",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(GivenPosition.wgs84(place)),
                Optional.empty());
        registry.register(List.of(new Registration(device, period)), new Author("test", NOW));
    }

    private List<String> history() {
        return new PositionHistoryStore(jdbi)
                .of("cam-1").stream()
                        .map(stood -> stood.place().lon() + " " + stood.period())
                        .toList();
    }

    private void store(Event... said) {
        jdbi.useTransaction(handle -> {
            List<Long> ids = EventStore.newIds(handle, said.length);
            List<NewEvent> fresh = new ArrayList<>();
            for (int i = 0; i < said.length; i++) {
                fresh.add(Events.stored(said[i], ids.get(i), second(0)));
            }
            EventStore.insert(handle, fresh, second(0));
            EventStore.fold(handle, fresh, second(10));
        });
    }

    private List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
