package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

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

    @Test
    void two_grids_that_become_one_touch_what_was_between_them_and_a_lock_on_it_refuses() {
        String merge = "{'kind':'merge','grids':['C','D'],'into':{'code':'C','name':'并'}}";
        LockedLine river = new LockedLine(
                "river",
                "小河",
                "Little river",
                Lattice.FACTORY.createMultiLineString(new LineString[] {
                    Lattice.FACTORY.createLineString(new Coordinate[] {Board.at(2, 1), Board.at(2, 5)})
                }),
                Optional.empty(),
                "planner",
                Instant.EPOCH);

        assertThat(touched(merge)).containsExactly("(2 2, 2 4) moved");
        BorderChange change =
                BorderChange.of(sketch, Board.apply(sketch, merge).edit().orElseThrow());
        assertThatThrownBy(() -> new Locks(List.of(river)).requireUnmoved(change))
                .hasMessageContaining("lies on the locked line river");
    }

    @Test
    void a_grid_that_is_split_touches_the_edges_on_which_the_new_border_ends() {
        assertThat(touched("{'kind':'split','grid':'C','line':" + Board.line(-0.5, 3, 2.5, 3)
                        + ",'parts':[{'code':'C','name':'甲'},{'code':'E','name':'乙'}]}"))
                .containsExactly("(0 2, 0 4, 2 4) parted", "(2 2, 2 4) parted");
    }
}
