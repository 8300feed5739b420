package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RightsTest {
    private Sketch sketch;

    @BeforeEach
    void four_grids_in_two_communities() {
        sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
    }

    private void allow(int level, String json) {
        Edit edit = Board.apply(sketch, json).edit().orElseThrow();
        BorderChange change = BorderChange.of(sketch, edit);
        sketch.apply(edit.inverse());
        Rights.require(new Planner("p" + level, level), sketch, edit, new Topology(sketch).edgesOf(change.moved()));
    }

    private void forbid(int level, String json, String saying) {
        assertThatThrownBy(() -> allow(level, json))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN))
                .hasMessageContaining(saying)
                .hasMessageContaining("p" + level + " may change level " + level + " and finer");
    }

    private static String reshape(String edge, double... line) {
        return "{'kind':'reshape-edge','edge':'" + edge + "','line':" + Board.line(line) + "}";
    }

    @Test
    void who_divides_precincts_moves_the_borders_within_one_and_no_wider_ones() {
        allow(3, reshape(Board.edge(2, 2, 2, 4), 2, 2, 2.5, 3, 2, 4));
        allow(2, reshape(Board.edge(2, 0, 2, 2), 2, 0, 2.5, 1, 2, 2));
        forbid(
                3,
                reshape(Board.edge(2, 0, 2, 2), 2, 0, 2.5, 1, 2, 2),
                "the edge 121.0020000,38.0000000~121.0020000,38.0020000 is also a border of the level 2 (Precinct)"
                        + ": it needs a planner for level 2");
        forbid(
                2,
                "{'kind':'move-node','node':" + Board.json(2, 2) + ",'to':" + Board.json(2.2, 2.2) + "}",
                "level 1 (Community): it needs a planner for level 1");
        allow(1, "{'kind':'move-node','node':" + Board.json(2, 2) + ",'to':" + Board.json(2.2, 2.2) + "}");
    }

    @Test
    void a_vertex_may_be_put_on_a_wider_border_and_on_the_outline_by_who_may_move_neither() {
        allow(3, "{'kind':'insert-node','edge':'" + Board.edge(0, 2, 2, 2) + "','at':" + Board.json(1, 2) + "}");
        allow(3, "{'kind':'insert-node','edge':'" + Board.edge(0, 2, 0, 0) + "','at':" + Board.json(1, 0) + "}");
        allow(
                3,
                "{'kind':'split','grid':'C','line':" + Board.line(1, 1.5, 1, 4.5)
                        + ",'parts':[{'code':'C','name':'甲'},{'code':'E','name':'乙'}]}");
    }

    @Test
    void the_outline_is_moved_by_who_may_change_level_0() {
        String outward = reshape(Board.edge(0, 2, 0, 0), -1, 1, -1, -1).replace("reshape-edge", "change-outline");

        forbid(1, outward, "is a piece of the outline: it needs a planner for level 0");
        allow(0, outward);
    }

    @Test
    void land_that_goes_to_another_community_needs_who_may_change_communities_though_no_border_moves() {
        String reparent = "{'kind':'reparent','grid':'C','parent':'P1'}";

        forbid(2, reparent, "this changes the boundary of");
        forbid(2, reparent, "level 1 (Community): it needs a planner for level 1");
        allow(1, reparent);
    }

    @Test
    void names_are_nobodys_boundaries() {
        allow(3, "{'kind':'rename','grid':'C1','name':'新'}");
    }
}
