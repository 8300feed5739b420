package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class BoundariesTest {
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TAKES_EFFECT = Instant.parse("2026-07-01T00:00:00Z");
    private static final LonLat SOMEWHERE = new LonLat(121.005, 38.005);

    private Instant now = Instant.parse("2026-06-30T23:59:59Z");

    @BeforeEach
    void a_mesh_whose_first_grid_gets_another_code_in_july(TestDatabase database) {
        MeshCity mesh = new MeshCity(3, 1);
        new RevisionStore(database.jdbi())
                .found(
                        Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.grids()),
                        new Publication("test", "found", Optional.empty(), FOUNDED),
                        Progress.SILENT);
    }

    @Test
    void before_the_first_boundaries_nothing_is_anywhere(TestDatabase database) {
        assertThat(chain(boundaries(database), FOUNDED.minusSeconds(1))).isEmpty();
        assertThat(chain(boundaries(database), FOUNDED)).contains("G0-0");
    }

    @Test
    void a_scheduled_change_applies_at_its_moment_without_another_look_at_the_database(TestDatabase database) {
        recode(database);
        Boundaries boundaries = boundaries(database);
        assertThat(chain(boundaries, now)).contains("G0-0");

        now = TAKES_EFFECT;
        assertThat(boundaries.current().locate(SOMEWHERE).chain())
                .extracting(GridRef::code)
                .contains("NEW");
        assertThat(chain(boundaries, TAKES_EFFECT.minusSeconds(1))).contains("G0-0");
    }

    @Test
    void a_new_revision_is_seen_at_the_next_refresh(TestDatabase database) {
        Boundaries boundaries = boundaries(database);
        now = TAKES_EFFECT;
        recode(database);
        boundaries.refresh();
        assertThat(chain(boundaries, now)).contains("NEW");
    }

    @Test
    void a_retired_grid_keeps_its_last_name(TestDatabase database) {
        long id = boundaries(database).current().locate(SOMEWHERE).chainIds().get(3);
        database.jdbi()
                .useHandle(
                        h -> h.execute(
                                "update grid_version set valid = tstzrange(lower(valid), '2026-02-01Z') where code = 'G0-0PH'"));
        Boundaries later = boundaries(database);
        assertThat(later.current().grid(id)).isEmpty();
        assertThat(later.named(List.of(id))).extracting(GridRef::code).containsExactly("G0-0PH");
    }

    private static void recode(TestDatabase database) {
        database.jdbi().useTransaction(h -> {
            h.execute(
                    "insert into revision (scheme_id, effective, author, reason) values (1, ?, 'test', 'recode')",
                    TAKES_EFFECT);
            h.execute("""
                    with closed as (
                        update grid_version set valid = tstzrange(lower(valid), ?) where code = 'G0-0' returning *)
                    insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, shape, label,
                                              valid, recorded, revision)
                    select grid_id, scheme_id, level, 'NEW', name, short_name, parent_id, shape, label,
                           tstzrange(?, null), recorded, 2
                    from closed
                    """, TAKES_EFFECT, TAKES_EFFECT);
        });
    }

    private Boundaries boundaries(TestDatabase database) {
        Boundaries boundaries = new Boundaries(new GridStore(database.jdbi()), "mesh", new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        boundaries.refresh();
        return boundaries;
    }

    private static List<String> chain(Boundaries boundaries, Instant at) {
        return boundaries.place(SOMEWHERE, at).located().chain().stream()
                .map(GridRef::code)
                .toList();
    }
}
