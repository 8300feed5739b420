package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

final class TopologyTest {
    private static final Envelope EVERYWHERE = new Envelope(120, 122, 37, 39);
    private static final String SQUARE = "0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2";

    private static String side(Sketch sketch, long holder) {
        return holder == Edge.OUTSIDE
                ? "outside"
                : sketch.piece(holder).map(Piece::code).orElse("unassigned");
    }

    /** {@code line left|right level}, in numbers of the board. */
    private static List<String> edges(Sketch sketch) {
        return new Topology(sketch)
                .in(EVERYWHERE).edges().stream()
                        .map(edge -> Board.text(edge.line()).replace("LINESTRING ", "") + " "
                                + side(sketch, edge.left()) + "|" + side(sketch, edge.right()) + " " + edge.level())
                        .toList();
    }

    @Test
    void an_edge_is_of_the_widest_level_whose_grids_it_parts_and_the_outline_of_none() {
        assertThat(edges(Board.crossing().sketch(SQUARE)))
                .containsExactly(
                        "(0 2, 0 0, 2 0) A|outside 0",
                        "(0 2, 0 4, 2 4) outside|C 0",
                        "(0 2, 2 2) C|A 1",
                        "(2 0, 2 2) A|B 2",
                        "(2 0, 4 0, 4 2) B|outside 0",
                        "(2 2, 2 4) C|D 3",
                        "(2 2, 4 2) D|B 1",
                        "(2 4, 4 4, 4 2) outside|D 0");
    }

    @Test
    void nodes_are_where_three_or_more_segments_meet_and_know_their_edges() {
        Sketch sketch = Board.crossing().sketch(SQUARE);
        Topology.Part part = new Topology(sketch).in(EVERYWHERE);

        assertThat(part.nodes())
                .extracting(Topology.Node::at)
                .containsExactly(Board.at(0, 2), Board.at(2, 0), Board.at(2, 2), Board.at(2, 4), Board.at(4, 2));
        assertThat(part.nodes()).extracting(node -> node.edges().size()).containsExactly(3, 3, 4, 3, 3);
        assertThat(part.nodes()).extracting(Topology.Node::level).containsExactly(0, 0, 1, 0, 0);
        assertThat(part.leaves()).extracting(Piece::code).containsExactly("A", "B", "C", "D");
    }

    @Test
    void unassigned_land_is_parted_at_the_widest_level_and_from_other_unassigned_land_at_none() {
        Sketch sketch = new Board()
                .grid(1, "A", "", "0 0, 2 0, 2 2, 0 2")
                .unassigned("2 0, 4 0, 4 2, 2 2")
                .unassigned("4 0, 6 0, 6 2, 4 2")
                .sketch("0 0, 2 0, 4 0, 6 0, 6 2, 4 2, 2 2, 0 2");

        assertThat(edges(sketch))
                .containsExactly(
                        "(2 0, 0 0, 0 2, 2 2) outside|A 0",
                        "(2 0, 2 2) A|unassigned 1",
                        "(2 0, 4 0) unassigned|outside 0",
                        "(2 2, 4 2) outside|unassigned 0",
                        "(4 0, 4 2) unassigned|unassigned 4",
                        "(4 0, 6 0, 6 2, 4 2) unassigned|outside 0");
    }

    @Test
    void what_lies_wholly_in_another_grid_has_one_edge_around_it_from_its_smallest_corner() {
        Sketch sketch = new Board()
                .grid(1, "A", "", "0 0, 6 0, 6 6, 0 6", "4 2, 4 4, 2 4, 2 2")
                .grid(1, "B", "", "4 2, 4 4, 2 4, 2 2")
                .sketch("0 0, 6 0, 6 6, 0 6");

        assertThat(edges(sketch))
                .containsExactly("(0 0, 0 6, 6 6, 6 0, 0 0) outside|A 0", "(2 2, 2 4, 4 4, 4 2, 2 2) A|B 1");
    }

    @Test
    void lands_that_touch_in_a_point_have_a_node_there_and_loops_from_it() {
        Sketch sketch = new Board()
                .grid(1, "A", "", "0 0, 6 0, 6 6, 0 6", "1 1, 1 3, 3 3, 3 1", "3 3, 3 5, 5 5, 5 3")
                .grid(1, "B", "", "1 1, 1 3, 3 3, 3 1")
                .grid(1, "C", "", "3 3, 3 5, 5 5, 5 3")
                .sketch("0 0, 6 0, 6 6, 0 6");

        assertThat(edges(sketch)).contains("(3 3, 1 3, 1 1, 3 1, 3 3) B|A 1", "(3 3, 3 5, 5 5, 5 3, 3 3) A|C 1");
        assertThat(new Topology(sketch).node(Board.at(3, 3))).isTrue();
    }

    @Test
    void an_edge_is_called_by_where_it_begins_and_nothing_else() {
        Topology topology = new Topology(Board.crossing().sketch(SQUARE));

        assertThat(topology.required("121.0000000,38.0020000~121.0020000,38.0020000", "edge")
                        .level())
                .isEqualTo(1);
        assertRefused(topology, Board.edge(2, 2, 0, 2), "begins at 121.0000000,38.0020000");
        assertRefused(topology, Board.edge(0, 0, 2, 0), "begins at 121.0000000,38.0020000~121.0000000,38.0000000");
        assertRefused(topology, Board.edge(0, 0, 2, 2), "no border begins at");
        assertRefused(topology, "121,38", "lon,lat~lon,lat: 121,38");
        assertRefused(topology, "121,38~x,38", "x,38");
    }

    private static void assertRefused(Topology topology, String id, String saying) {
        assertThatThrownBy(() -> topology.required(id, "edge")).isInstanceOfSatisfying(SixgridException.class, e -> {
            assertThat(e.field()).contains("edge");
            assertThat(e.getMessage()).contains(saying);
        });
    }

    @Test
    void what_is_asked_of_a_corner_shows_its_edges_whole_and_no_others() {
        Topology topology = new Topology(Board.crossing().sketch(SQUARE));
        Envelope corner = new Envelope(Board.at(-0.1, -0.1), Board.at(0.1, 0.1));

        assertThat(topology.in(corner).edges())
                .extracting(edge -> Board.text(edge.line()))
                .containsExactly("LINESTRING (0 2, 0 0, 2 0)");
        assertThat(topology.in(corner).nodes()).isEmpty();
    }

    @Test
    void the_edges_of_a_city_are_each_segment_once() {
        MeshCity mesh = new MeshCity(6, 3);
        Plan plan = Plan.of(MeshCity.SCHEME, mesh.outline(), List.of(), mesh.grids());
        Sketch sketch = Board.sketch(plan);

        List<Edge> edges = new Topology(sketch).edgesIn(EVERYWHERE);

        // 2 * 6 * 7 sides of cells; the outline's four corners are no nodes.
        assertThat(edges).hasSize(84 - 4);
        assertThat(edges.stream().collect(Collectors.groupingBy(Edge::level, Collectors.counting())))
                .containsEntry(0, 20L)
                .containsEntry(1, 12L)
                .containsEntry(2, 48L);
        assertThat(edges.stream().map(Edge::id).distinct()).hasSize(80);
        assertThat(edges)
                .allSatisfy(edge -> assertThat(Optional.of(new Topology(sketch).required(edge.id(), "edge")))
                        .contains(edge));
    }
}
