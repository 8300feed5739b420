package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FollowLineTest {
    private Sketch sketch;

    /** Two rows of three grids within a ring; between the rows runs a border from 1 3 to 7 3. */
    @BeforeEach
    void two_rows_of_grids() {
        sketch = new Board()
                .grid(1, "A", "", "1 1, 3 1, 3 3, 1 3")
                .grid(1, "B", "", "3 1, 5 1, 5 3, 3 3")
                .grid(1, "C", "", "5 1, 7 1, 7 3, 5 3")
                .grid(1, "D", "", "1 3, 3 3, 3 5, 1 5")
                .grid(1, "E", "", "3 3, 5 3, 5 5, 3 5")
                .grid(1, "F", "", "5 3, 7 3, 7 5, 5 5")
                .grid(1, "R", "", "0 0, 8 0, 8 6, 0 6", "1 1, 1 3, 1 5, 3 5, 5 5, 7 5, 7 3, 7 1, 5 1, 3 1")
                .sketch("0 0, 8 0, 8 6, 0 6");
    }

    private static String follow(String more, double... line) {
        return "{'kind':'follow-line','from':" + Board.json(1, 3) + ",'to':" + Board.json(7, 3) + ",'line':"
                + Board.line(line) + more + "}";
    }

    @Test
    void the_border_leads_to_the_line_follows_it_and_borders_that_end_on_it_come_along() {
        String river = follow(",'source':'river:7'", 1.2, 2.5, 2, 2.5, 4, 2.5, 6.8, 2.5);

        assertThat(Board.shape(sketch, river, "B")).isEqualTo("POLYGON ((3 1, 3 2.5, 4 2.5, 5 2.5, 5 1, 3 1))");
        assertThat(Board.text(sketch.piece("D").orElseThrow().shape().norm()))
                .isEqualTo("POLYGON ((1 3, 1 5, 3 5, 3 2.5, 2 2.5, 1.2 2.5, 1 3))");
    }

    @Test
    void with_move_ends_the_ends_lie_on_the_line_too() {
        String river = follow(",'moveEnds':true", 8, 2.5, 4, 2.5, 0, 2.5);

        assertThat(Board.shape(sketch, river, "R"))
                .contains("7 2.5")
                .contains("1 2.5")
                .doesNotContain("1 3");
    }

    @Test
    void of_all_borders_between_two_nodes_the_one_along_the_line_is_meant() {
        // Along the southern rim, which is longer than the way between the rows.
        String road = follow("", 1, 3, 0.8, 0.9, 4, 0.8, 7.2, 0.9, 7, 3);

        assertThat(Board.shape(sketch, road, "B")).contains("4 0.8").contains("3 3");
        assertThat(Board.text(sketch.piece("E").orElseThrow().shape().norm()))
                .isEqualTo("POLYGON ((3 3, 3 5, 5 5, 5 3, 3 3))");
    }

    @Test
    void of_a_ring_the_shorter_way_around_is_followed() {
        String ring = follow(",'moveEnds':true", 4, 2.5, 8, 2.5, 8, -3, 0, -3, 0, 2.5, 4, 2.5);

        assertThat(Board.shape(sketch, ring, "B")).isEqualTo("POLYGON ((3 1, 3 2.5, 4 2.5, 5 2.5, 5 1, 3 1))");
    }

    @Test
    void borders_that_would_end_on_the_line_in_another_order_are_refused() {
        // Passes 5 3 before it passes 3 3.
        String loop = follow("", 1, 3, 1.5, 2, 5, 2, 5, 2.9, 3, 2.95, 3, 3.5, 6.5, 3.5, 7, 3);

        assertThatThrownBy(() -> Board.apply(sketch, loop))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining("out of its order");
    }

    @Test
    void what_it_names_must_be_there_and_apart() {
        assertThatThrownBy(() ->
                        Board.apply(sketch, follow("", 0, 2, 8, 2).replace(Board.json(1, 3), Board.json(1.5, 3))))
                .hasMessageContaining("no border has a node at 121.0015");
        assertThatThrownBy(() ->
                        Board.apply(sketch, follow("", 0, 2, 8, 2).replace(Board.json(1, 3), Board.json(7, 3))))
                .hasMessageContaining("to is where from is");
        assertThatThrownBy(() -> Board.apply(sketch, follow("", 9, 2, 9, 4)))
                .hasMessageContaining("one and the same place");
        assertThatThrownBy(() -> Board.apply(
                        sketch,
                        follow("", 0, 0, 8, 0)
                                .replace(Board.json(1, 3), Board.json(0, 0))
                                .replace(Board.json(7, 3), Board.json(8, 0))))
                .hasMessageContaining("but along the outline");
    }
}
