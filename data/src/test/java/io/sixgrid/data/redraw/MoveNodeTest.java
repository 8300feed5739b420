package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

@PostgisTest
final class MoveNodeTest {
    private DraftCity city;

    @BeforeEach
    void a_draft_of_a_city(TestDatabase database) {
        city = new DraftCity(database.jdbi());
    }

    /** The corner that the base grids in row and column and those west, south and south-west of it share. */
    private static Coordinate corner(String code) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
    }

    private static String move(Coordinate from, double east, double north) {
        return "{'kind':'move-node','node':[" + from.x + "," + from.y + "],'to':[" + (from.x + east) + ","
                + (from.y + north) + "]}";
    }

    @Test
    void all_grids_that_share_a_node_follow_it_and_so_do_the_districts_that_they_make_up() {
        // The corner of four districts: outward of the plots in the grid to the north-east of it.
        Drafts.Step step = city.apply(move(corner("G3-3"), -0.0005, -0.0005));

        Edit edit = step.edit().orElseThrow();
        assertThat(edit.after())
                .extracting(Piece::code)
                .containsExactlyInAnyOrder("G2-2", "G2-3", "G3-2", "G3-3", "D0-0", "D0-1", "D1-0", "D1-1");
        Plan plan = city.drafts.read(city.draft, open -> open.sketch().plan());
        assertThat(Plan.prove(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids())
                        .plan()
                        .map(DraftCity::everything))
                .contains(DraftCity.everything(plan));
    }

    @Test
    void undo_returns_what_was_bit_for_bit_and_redo_what_was_done() {
        String before = city.everything();
        city.apply(move(corner("G1-1"), -0.0005, -0.0005));
        String after = city.everything();

        city.drafts.undo(city.draft, Planner.ofEverything("test"), java.util.Optional.empty());
        assertThat(city.everything()).isEqualTo(before);
        city.drafts.redo(city.draft, Planner.ofEverything("test"), java.util.Optional.empty());
        assertThat(city.everything()).isEqualTo(after).isNotEqualTo(before);
    }

    @Test
    void a_node_that_would_turn_a_grid_inside_out_stays_where_it_is() {
        String before = city.everything();

        Drafts.Step step = city.apply(move(corner("G1-1"), 0.03, 0));

        assertThat(DraftCity.refusals(step)).isNotEmpty().allMatch(kind -> kind == Finding.Kind.INVALID);
        assertThat(step.edit()).isEmpty();
        assertThat(city.everything()).isEqualTo(before);
    }

    @Test
    void a_border_that_would_leave_a_plot_outside_its_grid_is_refused() {
        Drafts.Step step = city.apply(move(corner("G1-1"), 0.0005, 0.0005));

        assertThat(DraftCity.refusals(step)).contains(Finding.Kind.OUTSIDE);
    }

    @Test
    void where_there_is_no_node_none_is_moved() {
        assertThatThrownBy(() -> city.apply("{'kind':'move-node','node':[121.5,38.5],'to':[121.6,38.5]}"))
                .isInstanceOfSatisfying(SixgridException.class, e -> {
                    assertThat(e.field()).contains("node");
                    assertThat(e.getMessage()).contains("121.5, 38.5");
                });
    }

    @Test
    void another_process_goes_on_where_this_one_left_off(TestDatabase database) {
        city.apply(move(corner("G1-1"), -0.0005, -0.0005));
        Drafts other = DraftCity.another(database.jdbi());

        other.undo(city.draft, Planner.ofEverything("test"), java.util.Optional.empty());

        Plan stored = city.drafts.read(
                city.draft, open -> open.sketch().base().stored().plan());
        assertThat(city.everything()).isEqualTo(DraftCity.everything(stored));
    }
}
