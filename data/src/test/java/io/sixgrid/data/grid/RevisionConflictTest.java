package io.sixgrid.data.grid;

import static io.sixgrid.data.grid.PublishedMesh.JULY;
import static io.sixgrid.data.grid.PublishedMesh.MARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be published. */
@PostgisTest
final class RevisionConflictTest {
    private PublishedMesh mesh;

    @BeforeEach
    void a_mesh_of_four_districts(TestDatabase database) {
        mesh = new PublishedMesh(database.jdbi());
    }

    @Test
    void a_code_is_never_used_by_another_grid() {
        mesh.publish(new Redraw(mesh.read(MARCH)).split("G1-1", "G1-1a", "G1-1b"), MARCH);
        assertConflict(new Redraw(mesh.read(JULY)).split("G1-2", "G1-1", "G1-2b"), JULY, "G1-1 (until " + MARCH + ")");
        assertThat(mesh.newest()).isEqualTo(2);
    }

    @Test
    void boundaries_that_change_later_are_in_the_way_and_the_refusal_says_when() {
        mesh.publish(new Redraw(mesh.read(JULY)).rename("G1-1", "renamed"), JULY);
        assertConflict(new Redraw(mesh.read(MARCH)).rename("G1-2", "too early"), MARCH, JULY.toString());
        assertConflict(new Redraw(mesh.read(MARCH)).rename("G1-2", "read too early"), JULY, JULY.toString());
        mesh.publish(new Redraw(mesh.read(JULY)).rename("G1-2", "at the same moment"), JULY);
        assertThat(mesh.name("G1-1", JULY)).isEqualTo("renamed");
        assertThat(mesh.name("G1-2", JULY)).isEqualTo("at the same moment");
    }

    @Test
    void a_plan_read_before_a_newer_revision_cannot_be_followed() {
        Redraw stale = new Redraw(mesh.read(JULY)).rename("G1-2", "stale");
        mesh.publish(new Redraw(mesh.read(MARCH)).rename("G1-1", "renamed"), MARCH);
        assertConflict(stale, JULY, "revision 2 was published");
    }

    @Test
    void what_changes_nothing_is_refused() {
        Redraw nothing = new Redraw(mesh.read(JULY));
        assertThatThrownBy(() -> mesh.publish(nothing, JULY)).hasMessageContaining("nothing changes");
        assertThat(mesh.newest()).isEqualTo(1);
    }

    @Test
    void of_two_publishers_at_once_one_is_refused() throws Exception {
        StoredPlan before = mesh.read(JULY);
        List<Callable<Boolean>> both = List.of(
                () -> tryPublish(new Redraw(before).rename("G1-1", "one"), JULY),
                () -> tryPublish(new Redraw(before).rename("G1-2", "other"), JULY));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> published = new ArrayList<>();
            for (Future<Boolean> one : two.invokeAll(both)) {
                published.add(one.get());
            }
            assertThat(published).containsExactlyInAnyOrder(true, false);
        } finally {
            two.shutdownNow();
        }
        assertThat(mesh.newest()).isEqualTo(2);
    }

    private boolean tryPublish(Redraw redraw, Instant effective) {
        try {
            mesh.publish(redraw, effective);
            return true;
        } catch (SixgridException e) {
            assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT);
            return false;
        }
    }

    private void assertConflict(Redraw redraw, Instant effective, String says) {
        assertThatThrownBy(() -> mesh.publish(redraw, effective))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining(says);
    }
}
