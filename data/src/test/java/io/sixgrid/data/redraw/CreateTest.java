package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CreateTest {
    private final SketchCity city = SketchCity.without("G1-1", "G1-2");

    private static String create(int level, String parent, String what) {
        return "{'kind':'create','level':" + level + ",'code':'NEW','name':'New'"
                + (parent.isEmpty() ? "" : ",'parent':'" + parent + "'") + "," + what + "}";
    }

    private static String land(double west, double south, double east, double north) {
        return "'land':" + SketchCity.box(west, south, east, north);
    }

    @Test
    void a_leaf_takes_what_of_its_land_nobody_holds() {
        Edit edit = city.apply(create(2, "D0-0", land(121.005, 38.005, 121.015, 38.025)));

        assertThat(SketchCity.changed(edit)).contains("NEW").contains("D0-0");
        assertThat(city.sketch.unassigned()).hasSize(2);
        assertThat(city.piece("NEW").id()).isNegative();
        city.undo(edit, SketchCity.without("G1-1", "G1-2").everything());
    }

    @Test
    void a_leaf_over_several_faces_is_one() {
        city.apply(create(2, "D0-0", land(121, 38, 121.04, 38.04)));

        assertThat(city.sketch.unassigned()).isEmpty();
        assertThat(city.piece("NEW").shape().getNumGeometries()).isEqualTo(1);
    }

    @Test
    void a_plot_is_drawn_inside_its_grid() {
        city.apply(create(3, "G0-0", land(121.0088, 38.004, 121.0095, 38.006)));

        assertThat(city.parent("NEW")).isEqualTo("G0-0");
        assertThat(city.findings(create(3, "G0-0", land(121.001, 38.001, 121.005, 38.005))
                        .replace("NEW", "TWO")))
                .contains("OVERLAP [G0-0P, TWO]");
        assertThat(city.findings(create(3, "G0-0", land(121.009, 38.005, 121.015, 38.007))
                        .replace("NEW", "TWO")))
                .contains("OUTSIDE [TWO]");
    }

    @Test
    void what_is_finer_and_lies_in_it_hangs_on_it() {
        city.apply("{'kind':'retire','grid':'G0-0P'}");
        assertThat(city.parent("G0-0PH")).isEqualTo("G0-0");

        city.apply(create(3, "G0-0", land(121.0012, 38.0012, 121.0085, 38.0085)));

        assertThat(city.parent("G0-0PH")).isEqualTo("NEW");
    }

    @Test
    void a_wider_grid_is_made_of_others() {
        Edit edit = city.apply(create(1, "", "'grids':['G0-0','G0-1','G0-2']"));

        assertThat(city.parent("G0-1")).isEqualTo("NEW");
        assertThat(SketchCity.changed(edit)).isEqualTo("[D0-0, G0-0, G0-1, G0-2, NEW]");
    }

    @Test
    void what_cannot_be_created_is_refused() {
        assertThat(city.refusal(create(2, "D0-0", land(121.041, 38.041, 121.045, 38.045))))
                .startsWith("land: ");
        assertThat(city.refusal(create(2, "", land(121, 38, 121.04, 38.04)))).startsWith("parent: ");
        assertThat(city.refusal(create(1, "D0-0", land(121, 38, 121.04, 38.04))))
                .startsWith("parent: ");
        assertThat(city.refusal(create(7, "D0-0", land(121, 38, 121.04, 38.04))))
                .startsWith("level: ");
        assertThat(city.refusal(create(2, "G0-0", land(121, 38, 121.04, 38.04))))
                .startsWith("parent: ");
        assertThat(city.refusal(create(2, "D0-0", "'grids':[]"))).startsWith("land: ");
        assertThat(city.refusal(create(1, "", "'grids':['G0-0P']"))).startsWith("grids: ");
        assertThat(city.refusal(create(2, "D0-0", land(121, 38, 121.04, 38.04)).replace("NEW", "G0-0")))
                .startsWith("code: ");
    }
}
