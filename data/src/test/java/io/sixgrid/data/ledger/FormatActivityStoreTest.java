package io.sixgrid.data.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.ledger.FormatActivityStore.Activity;
import io.sixgrid.data.ledger.FormatActivityStore.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class FormatActivityStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:03:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private Jdbi jdbi;
    private FormatActivityStore activity;

    @BeforeEach
    void nothing_came(TestDatabase database) {
        jdbi = database.jdbi();
        activity = new FormatActivityStore(jdbi);
    }

    @Test
    void what_several_runs_received_within_the_hour_is_counted_together() {
        came(1, understood(NOW.minusSeconds(60)), understood(NOW.minusSeconds(30)), failed(NOW.minusSeconds(20)));
        came(2, understood(NOW.minusSeconds(10)));
        came(2, understood(NOW.minusSeconds(40)));
        assertThat(activity.bySource(NOW))
                .containsOnlyKeys("s")
                .containsValue(
                        new Activity("s", 4, Optional.of(NOW.minusSeconds(10)), 1, Optional.of(NOW.minusSeconds(20))));
    }

    @Test
    void what_came_earlier_only_says_when_it_was() {
        came(1, failed(NOW.minusSeconds(7200)));
        assertThat(activity.bySource(NOW))
                .containsValue(new Activity("s", 0, Optional.empty(), 0, Optional.of(NOW.minusSeconds(7200))));
    }

    @Test
    void after_days_only_the_last_of_each_outcome_is_remembered() {
        came(1, understood(NOW.minus(DAY.multipliedBy(9))));
        came(1, failed(NOW.minus(DAY.multipliedBy(8))));
        came(1, failed(NOW.minus(DAY.multipliedBy(7))), failed(NOW.minus(DAY.multipliedBy(6))));
        activity.forget(NOW);
        int rows = jdbi.withHandle(h -> h.createQuery("select count(*) from format_activity")
                .mapTo(Integer.class)
                .one());
        assertThat(rows).isEqualTo(2);
        assertThat(activity.bySource(NOW).get("s"))
                .isEqualTo(new Activity(
                        "s",
                        0,
                        Optional.of(NOW.minus(DAY.multipliedBy(9))),
                        0,
                        Optional.of(NOW.minus(DAY.multipliedBy(6)))));
    }

    private void came(long run, Delivery... deliveries) {
        jdbi.useTransaction(h -> FormatActivityStore.add(h, run, List.of(deliveries)));
    }

    private static Delivery understood(Instant received) {
        return new Delivery("s", true, received);
    }

    private static Delivery failed(Instant received) {
        return new Delivery("s", false, received);
    }
}
