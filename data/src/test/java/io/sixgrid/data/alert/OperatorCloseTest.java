package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.Events.open;
import static io.sixgrid.data.alert.Events.refresh;
import static io.sixgrid.data.alert.Events.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.TinyCity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class OperatorCloseTest {
    private Jdbi jdbi;
    private AlertStore alerts;
    private AlertEventStore events;

    @BeforeEach
    void a_city_with_an_alert_opened_at_second_1(TestDatabase database) {
        jdbi = database.jdbi();
        TinyCity.load(jdbi);
        Boundaries boundaries = new Boundaries(new GridStore(jdbi), TinyCity.SCHEME, Clock.systemUTC());
        boundaries.refresh();
        alerts = new AlertStore(jdbi, boundaries);
        events = new AlertEventStore(jdbi);
        new EventStore(jdbi).ensureMonth(second(0));
        store(open(1), 1);
    }

    @Test
    void a_close_is_an_event_of_the_alert() {
        assertThat(close(10)).isTrue();
        Alert closed = only();
        assertThat(closed.episode().closed()).contains(second(10));
        assertThat(closed.episode().closedBy()).contains("operator");
        assertThat(closed.severity()).isEqualTo(Severity.YELLOW);
        AlertEvent newest = events.of(closed.id(), 10).get(0);
        assertThat(newest.phase()).isEqualTo(Phase.CLOSE);
        assertThat(newest.placements()).hasSize(1);
    }

    @Test
    void an_event_that_comes_late_does_not_undo_it() {
        close(10);
        store(refresh(5), 20);
        assertThat(only().episode().closedBy()).contains("operator");
        assertThat(only().episode().events()).isEqualTo(3);
    }

    @Test
    void a_refresh_after_it_opens_a_new_alert() {
        close(10);
        store(refresh(11), 20);
        assertThat(alerts.list(AlertFilter.ALL, null, 10))
                .extracting(alert -> alert.episode().open())
                .containsExactly(true, false);
    }

    @Test
    void what_is_closed_is_not_closed_again() {
        close(10);
        assertThat(close(11)).isFalse();
        assertThat(events.of(only().id(), 10)).hasSize(2);
        List<String> audit = jdbi.withHandle(h ->
                h.createQuery("select action from audit").mapTo(String.class).list());
        assertThat(audit).containsExactly("close");
    }

    @Test
    void past_its_deadline_silence_has_closed_it_already() {
        assertThat(close(62)).isFalse();
        assertThat(close(61)).isTrue();
    }

    @Test
    void an_alert_whose_device_has_a_clock_ahead_of_ours_is_closed_too() {
        store(refresh(50), 2);
        assertThat(close(10)).isTrue();
        assertThat(only().episode().closed()).contains(second(50));
    }

    private boolean close(long second) {
        return alerts.close(alerts.list(AlertFilter.ALL, null, 1).get(0).id(), new Author("tester", second(second)));
    }

    private Alert only() {
        List<Alert> all = alerts.list(AlertFilter.ALL, null, 10);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void store(Event event, long receivedSecond) {
        Instant received = second(receivedSecond);
        jdbi.useTransaction(handle -> {
            List<NewEvent> stored =
                    List.of(Events.stored(event, EventStore.newIds(handle, 1).get(0), received));
            EventStore.insert(handle, stored, received);
            EventStore.fold(handle, stored, received);
        });
    }
}
