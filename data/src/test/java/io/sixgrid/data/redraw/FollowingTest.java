package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** The border between G1-0 and G1-1 is taken east, where the plot of G1-1 is. */
final class FollowingTest {
    private final SketchCity city = SketchCity.whole();

    private String reshape(double east, double north, String straddling) {
        Coordinate south = city.corner("G1-1", 0);
        Coordinate end = city.corner("G1-1", 3);
        Edge edge = new Topology(city.sketch)
                .edgesIn(new Envelope(south, end)).stream()
                        .filter(one -> Set.of(one.from(), one.to()).equals(Set.of(south, end)))
                        .findFirst()
                        .orElseThrow();
        Coordinate[] line = {edge.from(), new Coordinate(east, north), edge.to()};
        return "{'kind':'reshape-edge','edge':'" + edge.id() + "','line':" + SketchCity.line(line) + straddling + "}";
    }

    @Test
    void a_plot_that_the_border_would_cut_is_named() {
        assertThat(city.findings(reshape(121.014, 38.0145, ""))).containsExactly("STRADDLED [G1-1P]");
    }

    @Test
    void the_border_bends_round_it_and_most_of_it_says_to_which_side() {
        city.apply(reshape(121.012, 38.0145, ",'straddling':'bend'"));
        assertThat(city.parent("G1-1P")).isEqualTo("G1-1");
    }

    @Test
    void a_plot_that_comes_to_lie_in_the_neighbour_hangs_on_it_and_undone_it_is_back() {
        city.apply("{'kind':'retire','grid':'G1-1P','withContents':true}");
        city.apply("{'kind':'create','level':3,'code':'S','name':'s','parent':'G1-1','land':"
                + SketchCity.box(121.0125, 38.013, 121.0135, 38.015) + "}");
        String before = city.everything();

        Edit edit = city.apply(reshape(121.015, 38.014, ""));

        assertThat(city.parent("S")).isEqualTo("G1-0");
        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-0, G1-1, S]");
        city.undo(edit, before);
    }
}
