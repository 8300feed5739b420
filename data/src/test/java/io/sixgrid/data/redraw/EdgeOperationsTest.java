package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EdgeOperationsTest {
    private static final String SQUARE = "0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2";

    private Sketch sketch;

    @BeforeEach
    void four_grids_around_a_crossing() {
        sketch = Board.crossing().sketch(SQUARE);
    }

    private static String reshape(String edge, double... line) {
        return "{'kind':'reshape-edge','edge':'" + edge + "','line':" + Board.line(line) + "}";
    }

    private void assertRefused(String json, SixgridException.Kind kind, String saying) {
        String before = DraftCity.everything(sketch.plan());
        assertThatThrownBy(() -> Board.apply(sketch, json))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(saying);
        assertThat(DraftCity.everything(sketch.plan())).isEqualTo(before);
    }

    @Test
    void a_reshaped_edge_runs_along_the_line_between_ends_that_stay() {
        String edge = Board.edge(2, 0, 2, 2);

        assertThat(Board.shape(sketch, reshape(edge, 1.5, 1, 1.7, 1.5), "A"))
                .isEqualTo("POLYGON ((0 0, 0 2, 2 2, 1.7 1.5, 1.5 1, 2 0, 0 0))");
        assertThat(Board.text(sketch.piece("P1").orElseThrow().shape().norm()))
                .isEqualTo(Board.text(sketch.piece("A").orElseThrow().shape().norm()));
    }

    @Test
    void the_line_may_be_drawn_the_other_way_and_with_ends_within_30_cm_of_the_nodes() {
        // 0.002 of a unit is about 20 cm.
        assertThat(Board.shape(sketch, reshape(Board.edge(2, 0, 2, 2), 2, 1.998, 1.7, 1.5, 1.5, 1, 2, 0.001), "A"))
                .isEqualTo("POLYGON ((0 0, 0 2, 2 2, 1.7 1.5, 1.5 1, 2 0, 0 0))");
    }

    @Test
    void an_edge_is_made_straight_by_a_line_of_its_two_ends() {
        Board.apply(sketch, reshape(Board.edge(2, 0, 2, 2), 1.5, 1, 1.7, 1.5));

        assertThat(Board.shape(sketch, reshape(Board.edge(2, 0, 1.5, 1), 2, 0, 2, 2), "A"))
                .isEqualTo("POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))");
    }

    @Test
    void a_line_that_crosses_another_border_is_refused_by_the_proof() {
        Attempt attempt = Board.apply(sketch, reshape(Board.edge(2, 0, 2, 2), 1.5, 3, 1.7, 1.5));

        assertThat(attempt.edit()).isEmpty();
        assertThat(attempt.findings()).extracting(Finding::kind).contains(Finding.Kind.INVALID);
    }

    @Test
    void an_edge_around_a_grid_is_drawn_anew_all_around_in_either_direction() {
        Sketch island = new Board()
                .grid(1, "A", "", "0 0, 6 0, 6 6, 0 6", "4 2, 4 4, 2 4, 2 2")
                .grid(1, "B", "", "4 2, 4 4, 2 4, 2 2")
                .sketch("0 0, 6 0, 6 6, 0 6");

        assertThat(Board.shape(island, reshape(Board.edge(2, 2, 2, 4), 1, 1, 5, 1, 3, 5), "B"))
                .isEqualTo("POLYGON ((1 1, 3 5, 5 1, 1 1))");
        assertThat(Board.shape(island, reshape(Board.edge(1, 1, 3, 5), 2, 2, 2, 4, 4, 4, 4, 2, 2, 2), "B"))
                .isEqualTo("POLYGON ((2 2, 2 4, 4 4, 4 2, 2 2))");
    }

    @Test
    void a_loop_keeps_the_node_that_it_hangs_on() {
        Sketch touching = new Board()
                .grid(1, "A", "", "0 0, 6 0, 6 6, 0 6", "1 1, 1 3, 3 3, 3 1", "3 3, 3 5, 5 5, 5 3")
                .grid(1, "B", "", "1 1, 1 3, 3 3, 3 1")
                .grid(1, "C", "", "3 3, 3 5, 5 5, 5 3")
                .sketch("0 0, 6 0, 6 6, 0 6");

        assertThat(Board.shape(touching, reshape(Board.edge(3, 3, 3, 5), 5, 4, 4, 5), "C"))
                .isEqualTo("POLYGON ((3 3, 4 5, 5 4, 3 3))");
    }

    @Test
    void unassigned_land_follows_a_border_as_grids_do() {
        Sketch half = new Board()
                .grid(1, "A", "", "0 0, 2 0, 2 2, 0 2")
                .unassigned("2 0, 4 0, 4 2, 2 2")
                .sketch("0 0, 2 0, 4 0, 4 2, 2 2, 0 2");

        Board.shape(half, reshape(Board.edge(2, 0, 2, 2), 2, 0, 1, 1), "A");
        assertThat(half.unassigned())
                .singleElement()
                .satisfies(face ->
                        assertThat(Board.text(face.norm())).isEqualTo("POLYGON ((1 1, 2 2, 4 2, 4 0, 2 0, 1 1))"));
    }

    @Test
    void an_edge_that_would_leave_a_grid_without_land_is_refused() {
        Sketch island = new Board()
                .grid(1, "A", "", "0 0, 6 0, 6 6, 0 6", "4 2, 4 4, 2 4, 2 2")
                .grid(1, "B", "", "4 2, 4 4, 2 4, 2 2")
                .sketch("0 0, 6 0, 6 6, 0 6");

        assertThatThrownBy(() -> Board.apply(island, reshape(Board.edge(2, 2, 2, 4), 1, 1, 5, 5)))
                .hasMessageContaining("no land");
    }

    @Test
    void a_node_is_inserted_where_the_edge_passes_nearest_and_the_border_can_be_bent_there() {
        String insert =
                "{'kind':'insert-node','edge':'" + Board.edge(2, 0, 2, 2) + "','at':" + Board.json(2.5, 1) + "}";
        assertThat(Board.shape(sketch, insert, "A")).isEqualTo("POLYGON ((0 0, 0 2, 2 2, 2 1, 2 0, 0 0))");

        String move = "{'kind':'move-node','node':" + Board.json(2, 1) + ",'to':" + Board.json(2.5, 1) + "}";
        assertThat(Board.shape(sketch, move, "B")).isEqualTo("POLYGON ((2 0, 2.5 1, 2 2, 4 2, 4 0, 2 0))");
        assertRefused(
                "{'kind':'insert-node','edge':'" + Board.edge(2, 0, 2.5, 1) + "','at':" + Board.json(1, 3) + "}",
                SixgridException.Kind.INVALID,
                "it has a vertex already: 121.0020000,38.0020000");
    }

    @Test
    void a_node_on_the_outline_is_the_outlines_too() {
        String insert = "{'kind':'insert-node','edge':'" + Board.edge(0, 2, 0, 0) + "','at':" + Board.json(1, 0) + "}";

        assertThat(Board.shape(sketch, insert, "A")).isEqualTo("POLYGON ((0 0, 0 2, 2 2, 2 0, 1 0, 0 0))");
        assertThat(Board.text(sketch.outline())).contains("1 0");
        Board.shape(sketch, "{'kind':'remove-node','node':" + Board.json(1, 0) + "}", "A");
        assertThat(Board.text(sketch.outline())).doesNotContain("1 0");
    }

    @Test
    void a_vertex_is_taken_out_where_nothing_meets_and_nowhere_else() {
        Board.apply(sketch, reshape(Board.edge(2, 0, 2, 2), 1.5, 1, 1.7, 1.5));
        String remove = "{'kind':'remove-node','node':" + Board.json(1.5, 1) + "}";

        assertThat(Board.shape(sketch, remove, "A")).isEqualTo("POLYGON ((0 0, 0 2, 2 2, 1.7 1.5, 2 0, 0 0))");
        assertRefused(remove, SixgridException.Kind.INVALID, "no border has a node at");
        assertRefused(
                "{'kind':'remove-node','node':" + Board.json(2, 2) + "}",
                SixgridException.Kind.CONFLICT,
                "borders meet there (4 segments)");
        assertRefused(
                "{'kind':'remove-node','node':" + Board.json(0, 0) + "}",
                SixgridException.Kind.CONFLICT,
                "change-outline");
    }

    @Test
    void a_node_that_is_moved_snaps_to_a_vertex_only_where_that_is_meant() {
        Board.apply(sketch, reshape(Board.edge(2, 0, 2, 2), 1.5, 1, 1.7, 1.5));
        // 20 cm south of the next vertex.
        String move = "{'kind':'move-node','node':" + Board.json(1.5, 1) + ",'to':" + Board.json(1.7, 1.498);

        assertThat(Board.shape(sketch, move + "}", "A")).contains("1.7 1.498");
        String snap = "{'kind':'move-node','node':" + Board.json(1.7, 1.498) + ",'to':" + Board.json(1.7, 1.499);
        assertThat(Board.shape(sketch, snap + ",'snap':true}", "A"))
                .isEqualTo("POLYGON ((0 0, 0 2, 2 2, 1.7 1.5, 2 0, 0 0))");
    }

    @Test
    void only_change_outline_moves_the_outline_and_it_moves_nothing_else() {
        assertRefused(reshape(Board.edge(0, 2, 0, 0), -1, 0, -1, -1), SixgridException.Kind.CONFLICT, "change-outline");
        assertRefused(
                "{'kind':'move-node','node':" + Board.json(2, 0) + ",'to':" + Board.json(2, -1) + "}",
                SixgridException.Kind.CONFLICT,
                "change-outline");
        assertRefused(
                "{'kind':'change-outline','node':" + Board.json(2, 2) + ",'to':" + Board.json(2, 1) + "}",
                SixgridException.Kind.CONFLICT,
                "move-node");
        assertRefused(
                reshape(Board.edge(2, 0, 2, 2), 2, 0, 1, 1).replace("reshape-edge", "change-outline"),
                SixgridException.Kind.CONFLICT,
                "reshape-edge");
        assertRefused("{'kind':'change-outline'}", SixgridException.Kind.INVALID, "edge and line, or node and to");
    }

    @Test
    void the_land_follows_the_outline() {
        String edge = reshape(Board.edge(0, 2, 0, 0), -1, 0, -1, -1).replace("reshape-edge", "change-outline");
        assertThat(Board.shape(sketch, edge, "C1"))
                .isEqualTo("POLYGON ((-1 -1, -1 0, 0 2, 2 2, 4 2, 4 0, 2 0, -1 -1))");

        String node = "{'kind':'change-outline','node':" + Board.json(2, 0) + ",'to':" + Board.json(2, -1) + "}";
        assertThat(Board.shape(sketch, node, "B")).isEqualTo("POLYGON ((2 -1, 2 2, 4 2, 4 0, 2 -1))");
        assertThat(Board.text(sketch.outline().norm()))
                .isEqualTo("POLYGON ((-1 -1, -1 0, 0 2, 0 4, 2 4, 4 4, 4 2, 4 0, 2 -1, -1 -1))");
    }
}
