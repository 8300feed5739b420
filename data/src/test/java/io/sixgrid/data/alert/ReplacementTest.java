package io.sixgrid.data.alert;

import static io.sixgrid.data.alert.StandingMesh.SPLIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in a grid that is split in an hour. */
@PostgisTest
final class ReplacementTest {
    private Jdbi jdbi;
    private StandingMesh mesh;

    @BeforeEach
    void a_mesh_whose_middle_grid_is_to_be_split(TestDatabase database) {
        jdbi = database.jdbi();
        mesh = new StandingMesh(jdbi);
    }

    @Test
    void at_the_moment_what_is_open_is_placed_again_and_what_is_closed_keeps_its_place() {
        mesh.register("cam-1");
        mesh.store(mesh.open("cam-1", mesh.begin));
        mesh.store(mesh.open("cam-2", mesh.begin), mesh.close("cam-2", mesh.begin.plusSeconds(5)));
        long open = mesh.report(Optional.of(StandingMesh.in(SPLIT)));
        long closed = mesh.report(Optional.of(StandingMesh.in(SPLIT)));
        long elsewhere = mesh.report(Optional.of(StandingMesh.in("G0-1")));
        mesh.incidents.close(closed, new Author("test", mesh.begin));
        publishSplit();

        mesh.now = mesh.takesEffect.minusSeconds(1);
        assertThat(mesh.replacement.work(100)).isZero();
        assertThat(mesh.chains("alert where state = 'open'")).containsExactly(SPLIT);

        mesh.now = mesh.takesEffect;
        assertThat(mesh.replacement.work(100)).isEqualTo(3);
        assertThat(mesh.chains("alert where state = 'open'")).containsExactly("HALF");
        assertThat(mesh.chains("alert where state = 'closed'")).containsExactly(SPLIT);
        assertThat(mesh.chains("device")).containsExactly("HALF");
        assertThat(mesh.chains("incident where id = " + open)).containsExactly("HALF");
        assertThat(mesh.chains("incident where id = " + closed)).containsExactly(SPLIT);
        assertThat(mesh.chains("incident where id = " + elsewhere)).containsExactly("G0-1");
        for (String subject : List.of("device", "incident", "event")) {
            assertThat(mesh.rows(
                            "select cause || ' ' || (at = '" + mesh.takesEffect + "') || ' ' || revision from placement"
                                    + " where subject = '" + subject + "' and cause <> 'intake'"))
                    .containsExactly("boundary true 2");
        }
        assertThat(mesh.rows(
                        "select cardinality(alerts) || ' ' || cardinality(incidents) || ' ' || devices::text from change"
                                + " where revision is null order by id desc limit 3"))
                .containsExactlyInAnyOrder("1 0 {}", "0 1 {}", "0 0 {cam-1}");
    }

    @Test
    void what_a_worker_commits_after_the_moment_by_the_former_boundaries_is_placed_again_too() {
        publishSplit();
        Event late = mesh.open("cam-1", mesh.begin);
        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);
        mesh.store(late);
        assertThat(mesh.replacement.work(100)).isZero();
        assertThat(mesh.chains("alert")).containsExactly(SPLIT);

        mesh.now = mesh.takesEffect.plusSeconds(5);
        assertThat(mesh.replacement.work(100)).isEqualTo(3);
        assertThat(mesh.chains("alert")).containsExactly("HALF");
    }

    @Test
    void an_alert_that_is_folded_again_stays_where_it_was_placed_again() {
        mesh.store(mesh.open("cam-1", mesh.begin), mesh.refresh("cam-1", mesh.begin.plusSeconds(20)));
        publishSplit();
        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);
        mesh.store(mesh.refresh("cam-1", mesh.begin.plusSeconds(10)));
        assertThat(mesh.chains("alert")).containsExactly("HALF");
        assertThat(mesh.rows("select events::text from alert")).containsExactly("3");
    }

    @Test
    void an_alert_that_comes_to_lie_outside_stays_open_and_says_so() {
        mesh.store(mesh.open("cam-1", mesh.begin), mesh.refresh("cam-1", mesh.begin.plusSeconds(20)));
        mesh.publish(redraw ->
                redraw.remove("G1-1P").remove("G1-1PH").remove(SPLIT).outline(StandingMesh.without(SPLIT), List.of()));
        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);
        mesh.store(mesh.refresh("cam-1", mesh.begin.plusSeconds(10)));
        mesh.now = mesh.takesEffect.plusSeconds(60);
        mesh.replacement.work(100);
        assertThat(mesh.rows("select state || ' ' || unplaced || ' ' || chain::text from alert"))
                .containsExactly("open outside {}");
        assertThat(mesh.rows("select count(*)::text from placement where cause = 'boundary'"))
                .containsExactly("3");
    }

    @Test
    void an_alert_that_waited_for_the_registry_over_the_moment_comes_to_the_grid_of_now() {
        mesh.store(mesh.unplaced("cam-1", mesh.begin));
        mesh.publish(mesh.begin.minusSeconds(1), redraw -> redraw.split(SPLIT, "HALF", "OTHER"));
        jdbi.useHandle(h -> h.execute("delete from replacement"));
        jdbi.useHandle(h -> h.execute("update alert set opened = opened - interval '1 day'"));
        jdbi.useHandle(h -> h.execute("update event set at = at - interval '1 day'"));
        mesh.register("cam-1");
        assertThat(mesh.chains("alert")).containsExactly(SPLIT);
        mesh.now = Instant.now().plusSeconds(5);
        assertThat(mesh.replacement.work(100)).isEqualTo(1);
        assertThat(mesh.chains("alert")).containsExactly("HALF");
    }

    @Test
    void an_incident_of_a_grid_keeps_it_when_the_grid_is_no_more_and_follows_it_to_another_parent() {
        long gone = mesh.report(Optional.empty(), SPLIT);
        long moved = mesh.report(Optional.empty(), "G0-0");
        mesh.publish(redraw -> redraw.split(SPLIT, "HALF", "OTHER").recode("D0-0", "D9"));
        mesh.now = mesh.takesEffect;
        mesh.replacement.work(100);
        assertThat(mesh.chains("incident where id = " + gone)).containsExactly(SPLIT);
        assertThat(mesh.rows("select (chain = (select chain from placement where subject = 'incident' and subject_id = "
                        + moved + " order by id desc limit 1))::text from incident where id = " + moved))
                .containsExactly("true");
    }

    @Test
    void many_are_placed_again_some_at_a_time() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            names.add("lamp-" + i);
        }
        mesh.register(names.toArray(String[]::new));
        publishSplit();
        mesh.now = mesh.takesEffect;
        assertThat(mesh.replacement.work(3)).isEqualTo(3);
        String replaced = "select count(*)::text from placement where cause = 'boundary'";
        assertThat(mesh.rows(replaced)).containsExactly("500");
        assertThat(mesh.replacement.work(100)).isEqualTo(2);
        assertThat(mesh.rows(replaced)).containsExactly("1200");
    }

    @Test
    void when_all_walks_are_done_nothing_is_left_to_do() {
        mesh.register("cam-1");
        publishSplit();
        mesh.now = mesh.takesEffect.plus(2, ChronoUnit.DAYS);
        assertThat(mesh.replacement.work(100)).isEqualTo(18);
        assertThat(mesh.rows("select id::text from replacement")).isEmpty();
        assertThat(mesh.rows("select count(*)::text from placement where cause = 'boundary'"))
                .containsExactly("1");
    }

    private void publishSplit() {
        mesh.publish(redraw -> redraw.split(SPLIT, "HALF", "OTHER"));
    }
}
