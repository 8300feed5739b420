package io.sixgrid.data.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.TinyCity;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices without a gateway that fall silent together are grouped by the leaf they stand in, whatever its level. */
@PostgisTest
final class FloodsTest {
    private static final String EVENT = """
            insert into event (id, received, source, message_key, device, kind, phase, severity, at, topic, payload)
            values (:id, now(), 'native', :id::text, :id::text, 'offline', 'open', 2, now(), 't', '')
            """;
    private static final String ALERT = """
            insert into alert (id, device, kind, state, severity, opened, last_seen, last_rank, events, source, chain, event_id)
            overriding system value
            values (:id, :id::text, 'offline', 'open', 2, now(), now(), 0, 1, 'native', :chain, :id)
            """;

    private Jdbi jdbi;
    private AlertStore alerts;

    @BeforeEach
    void a_city(TestDatabase database) {
        jdbi = database.jdbi();
        TinyCity.load(jdbi);
        Boundaries boundaries = new Boundaries(new GridStore(jdbi), TinyCity.SCHEME, Clock.systemUTC());
        boundaries.refresh();
        alerts = new AlertStore(jdbi, boundaries);
        new EventStore(jdbi).ensureMonth(Instant.now());
    }

    @Test
    void in_a_branch_with_all_levels_the_base_grid_groups() {
        silent(1, TinyCity.WEST, TinyCity.WEST_SOUTH_PRECINCT, TinyCity.WEST_GRID, TinyCity.COMPOUND);
        silent(2, TinyCity.WEST, TinyCity.WEST_SOUTH_PRECINCT, TinyCity.WEST_GRID);
        silent(3, TinyCity.WEST, TinyCity.WEST_SOUTH_PRECINCT, TinyCity.WEST_SIDE_GRID);
        assertThat(alerts.floods(Optional.empty()))
                .singleElement()
                .satisfies(flood ->
                        assertThat(flood.group().code() + " " + flood.count()).isEqualTo(TinyCity.WEST_GRID + " 2"));
    }

    @Test
    void in_a_branch_that_ends_at_a_wider_level_its_leaf_groups_and_each_alert_says_so() {
        // As if EAST were not divided, with a compound directly in it.
        silent(1, TinyCity.EAST, TinyCity.COMPOUND, TinyCity.BUILDING);
        silent(2, TinyCity.EAST, TinyCity.COMPOUND);
        silent(3, TinyCity.EAST);
        assertThat(alerts.floods(Optional.empty()))
                .singleElement()
                .satisfies(flood ->
                        assertThat(flood.group().code() + " " + flood.count()).isEqualTo(TinyCity.EAST + " 3"));
        assertThat(alerts.list(AlertFilter.ALL, null, 10))
                .extracting(alert -> alert.group().orElseThrow().code())
                .containsOnly(TinyCity.EAST);
    }

    private void silent(long id, String... chain) {
        Object[] ids = Stream.of(chain).map(code -> TinyCity.id(jdbi, code)).toArray();
        jdbi.useHandle(h -> {
            h.createUpdate(EVENT).bind("id", id).execute();
            h.createUpdate(ALERT)
                    .bind("id", id)
                    .bindArray("chain", Long.class, ids)
                    .execute();
        });
    }
}
