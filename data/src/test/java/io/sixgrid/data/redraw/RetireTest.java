package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.grid.Finding;
import org.junit.jupiter.api.Test;

final class RetireTest {
    private final SketchCity city = SketchCity.whole();

    private static String retire(String grid, String how) {
        return "{'kind':'retire','grid':'" + grid + "'" + (how.isEmpty() ? "" : "," + how) + "}";
    }

    @Test
    void one_heir_takes_all_its_land_and_what_is_in_it() {
        Edit edit = city.apply(retire("G1-1", "'heirs':[{'code':'G1-2'}]"));

        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-1P, G1-2]");
        assertThat(city.parent("G1-1P")).isEqualTo("G1-2");
        assertThat(city.piece("G1-2").facts().households()).isEqualTo(23);
        city.undo(edit, SketchCity.whole().everything());
    }

    @Test
    void heirs_take_patches_in_order_and_the_last_takes_the_rest() {
        city.apply(retire(
                "G1-1",
                "'heirs':[{'code':'G1-2','patch':" + SketchCity.box(121.0182, 38, 121.03, 38.03)
                        + "},{'code':'G1-0'}]"));

        assertThat(city.sketch.piece("G1-1")).isEmpty();
        assertThat(city.parent("G1-1P")).isEqualTo("G1-0");
        assertThat(city.sketch.unassigned()).isEmpty();
    }

    @Test
    void without_heirs_the_land_is_unassigned_and_that_is_said() {
        Attempt attempt = city.attempt(retire("G1-1", "'withContents':true"));
        city.requireProven();

        assertThat(attempt.findings()).extracting(Finding::kind).contains(Finding.Kind.UNASSIGNED);
        assertThat(city.sketch.unassigned()).hasSize(1);
        assertThat(city.sketch.piece("G1-1PH")).isEmpty();
        city.undo(attempt.edit().orElseThrow(), SketchCity.whole().everything());
    }

    @Test
    void what_is_in_it_is_not_left_behind() {
        assertThat(city.findings(retire("G1-1", ""))).containsExactly("HIERARCHY [G1-1P]");
    }

    @Test
    void what_is_in_a_plot_hangs_on_its_grid_from_then_on() {
        Edit edit = city.apply(retire("G1-1P", ""));

        assertThat(city.parent("G1-1PH")).isEqualTo("G1-1");
        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-1PH]");
    }

    @Test
    void the_heirs_of_a_wider_grid_take_the_grids_below_it() {
        city.apply(retire("D0-0", "'heirs':[{'code':'D0-1','grids':['G0-2','G1-2','G2-2']},{'code':'D1-0'}]"));

        assertThat(city.parent("G0-2")).isEqualTo("D0-1");
        assertThat(city.parent("G0-0")).isEqualTo("D1-0");
        assertThat(city.sketch.piece("D0-0")).isEmpty();
    }

    @Test
    void a_wider_grid_may_end_with_all_that_is_below_it() {
        Attempt attempt = city.attempt(retire("D0-0", "'withContents':true"));
        city.requireProven();

        assertThat(attempt.edit().orElseThrow().before()).hasSize(1 + 9 * 3);
        assertThat(city.sketch.unassigned()).hasSize(1);
    }

    @Test
    void what_cannot_be_retired_so_is_refused() {
        assertThat(city.refusal(retire("D0-0", ""))).startsWith("heirs: ");
        assertThat(city.refusal(retire("D0-0", "'heirs':[{'code':'D0-1','grids':['G0-0']}]")))
                .startsWith("heirs: ")
                .contains("no heir takes");
        assertThat(city.refusal(retire("G1-1", "'heirs':[{'code':'G1-1P'}]"))).startsWith("heirs[0].code");
        assertThat(city.refusal(retire("G1-1", "'heirs':[{'code':'G1-1'}]"))).startsWith("heirs[0].code");
        assertThat(city.refusal(retire("G1-1", "'heirs':[{'code':'G1-2'},{'code':'G1-0'}]")))
                .startsWith("heirs[1].patch");
        assertThat(city.findings(retire("G1-1", "'heirs':[{'code':'G3-3'}]"))).containsExactly("PARTS [G3-3]");
        assertThat(city.refusal(retire("G9-9", ""))).startsWith("grid: ");
    }
}
