package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BorderChangeTest {
    private Sketch sketch;

    @BeforeEach
    void four_grids_around_a_crossing() {
        sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
    }

    /** The edges touched, as they were, and whether anything moved. */
    private List<String> touched(String json) {
        Edit edit = Board.apply(sketch, json).edit().orElseThrow();
        BorderChange change = BorderChange.of(sketch, edit);
        sketch.apply(edit.inverse());
        Topology before = new Topology(sketch);
        List<Edge> moved = before.edgesOf(change.moved());
        return change.touched(before).stream()
                .map(edge -> Board.text(edge.line()).replace("LINESTRING ", "")
                        + (moved.contains(edge) ? " moved" : " parted"))
                .toList();
    }

    @Test
    void a_node_touches_all_edges_that_meet_there() {
        assertThat(touched("{'kind':'move-node','node':" + Board.json(2, 2) + ",'to':" + Board.json(2.2, 2.1) + "}"))
                .containsExactly("(0 2, 2 2) moved", "(2 0, 2 2) moved", "(2 2, 2 4) moved", "(2 2, 4 2) moved");
    }

    @Test
    void an_edge_that_loses_a_segment_is_touched_whole() {
        Board.apply(
                sketch,
                "{'kind':'reshape-edge','edge':'" + Board.edge(2, 0, 2, 2) + "','line':"
                        + Board.line(1.5, 0.5, 1.5, 1, 1.5, 1.5) + "}");

        assertThat(touched("{'kind':'remove-node','node':" + Board.json(1.5, 0.5) + "}"))
                .containsExactly("(2 0, 1.5 0.5, 1.5 1, 1.5 1.5, 2 2) moved");
    }

    @Test
    void an_edge_that_only_gets_a_vertex_is_touched_and_does_not_move() {
        assertThat(touched(
                        "{'kind':'insert-node','edge':'" + Board.edge(0, 2, 2, 2) + "','at':" + Board.json(1, 2) + "}"))
                .containsExactly("(0 2, 2 2) parted");
    }

    @Test
    void a_vertex_rounded_to_the_lattice_does_not_move_a_slanting_edge() {
        Board.apply(
                sketch, "{'kind':'move-node','node':" + Board.json(2, 2) + ",'to':" + Board.json(2.3333, 2.1237) + "}");

        assertThat(touched("{'kind':'insert-node','edge':'" + Board.edge(0, 2, 2.3333, 2.1237) + "','at':"
                        + Board.json(1.1111, 2.06) + "}"))
                .containsExactly("(0 2, 2.3333 2.1237) parted");
    }

    @Test
    void borders_that_stay_where_they_are_are_not_touched_by_whose_they_become() {
        assertThat(touched("{'kind':'reparent','grid':'C','parent':'P1'}")).isEmpty();
    }
}
