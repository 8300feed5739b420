package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.sixgrid.data.grid.Finding;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

final class TransferTest {
    private final SketchCity city = SketchCity.whole();

    private static String transfer(String from, String to, String what) {
        return "{'kind':'transfer'" + (from.isEmpty() ? "" : ",'from':'" + from + "'")
                + (to.isEmpty() ? "" : ",'to':'" + to + "'") + "," + what + "}";
    }

    private static String patch(double west, double south, double east, double north) {
        return "'patch':" + SketchCity.box(west, south, east, north);
    }

    @Test
    void what_of_the_patch_lies_in_the_giver_goes_and_what_lies_beyond_is_cut_off() {
        double both = city.area("G1-1") + city.area("G1-2");

        Edit edit = city.apply(transfer("G1-1", "G1-2", patch(121.0185, 38.012, 121.025, 38.015)));

        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-1, G1-2]");
        assertThat(city.area("G1-1") + city.area("G1-2")).isCloseTo(both, offset(1e-12));
        assertThat(city.area("G1-2")).isGreaterThan(city.area("G1-1"));
    }

    @Test
    void across_a_district_border_the_districts_follow() {
        Edit edit = city.apply(transfer("G2-2", "G2-3", patch(121.0285, 38.022, 121.035, 38.025)));

        assertThat(SketchCity.changed(edit)).isEqualTo("[D0-0, D0-1, G2-2, G2-3]");
        city.undo(edit, SketchCity.whole().everything());
    }

    @Test
    void a_patch_that_runs_beside_the_border_leaves_no_sliver() {
        Coordinate south = city.corner("G1-1", 1);
        Coordinate north = city.corner("G1-1", 2);
        // Along the border between the two, 11 cm to the west of it, as a hand draws it.
        String drawn = SketchCity.polygon(
                new Coordinate(south.x - 1e-6, south.y),
                new Coordinate(north.x - 1e-6, north.y),
                new Coordinate(north.x - 5e-4, north.y - 2e-4),
                new Coordinate(south.x - 5e-4, south.y + 2e-4),
                new Coordinate(south.x - 1e-6, south.y));

        city.apply(transfer("G1-1", "G1-2", "'patch':" + drawn));

        assertThat(city.piece("G1-1").shape().getNumPoints()).isEqualTo(7);
    }

    @Test
    void a_plot_that_the_patch_would_cut_refuses_it_or_the_patch_bends() {
        String what = patch(121.0170, 38.012, 121.025, 38.015);

        assertThat(city.findings(transfer("G1-1", "G1-2", what))).containsExactly("STRADDLED [G1-1P]");
        city.apply(transfer("G1-1", "G1-2", what + ",'straddling':'bend'"));
        assertThat(city.parent("G1-1P")).isEqualTo("G1-1");
    }

    @Test
    void a_plot_goes_with_its_land_and_what_lies_between() {
        double before = city.area("G1-2");
        city.apply("{'kind':'split','grid':'G1-1P','line':"
                + SketchCity.line(new Coordinate(121.0150, 38), new Coordinate(121.0150, 38.03))
                + ",'parts':[{'code':'G1-1P','households':4},{'code':'Q','name':'q','households':7}],"
                + "'straddling':'bend'}");

        city.apply(transfer("G1-1", "G1-2", "'grids':['Q']"));

        assertThat(city.parent("Q")).isEqualTo("G1-2");
        assertThat(city.parent("G1-1P")).isEqualTo("G1-1");
        // Of the land beside the plot, only what lies between it and its new grid.
        assertThat(city.area("G1-2")).isLessThan(before + 2.5 * city.area("Q"));
    }

    @Test
    void households_go_with_the_plots_that_go() {
        city.apply("{'kind':'merge','grids':['G1-1','G1-0'],'into':{'code':'G1-0','households':30}}");
        city.apply("{'kind':'merge','grids':['G1-2','G0-2'],'into':{'code':'G1-2','households':50}}");

        city.apply(transfer("G1-0", "G1-2", "'grids':['G1-1P']"));

        assertThat(city.piece("G1-0").facts().households()).isEqualTo(30 - 11);
        assertThat(city.piece("G1-2").facts().households()).isEqualTo(50 + 11);
    }

    @Test
    void a_grid_grows_into_unassigned_land_and_gives_land_up() {
        SketchCity holed = SketchCity.without("G1-2");
        double before = holed.area("G1-1");

        Edit grown = holed.apply(transfer("", "G1-1", patch(121.015, 38.012, 121.025, 38.015)));
        assertThat(holed.area("G1-1")).isGreaterThan(before);
        assertThat(grown.facesGone()).hasSize(1);
        Attempt attempt = holed.attempt(transfer("G1-1", "", patch(121.0195, 38.012, 121.022, 38.015)));
        holed.requireProven();

        assertThat(attempt.findings()).extracting(Finding::kind).contains(Finding.Kind.UNASSIGNED);
        // What it gave up is one with the unassigned land beside it.
        assertThat(holed.sketch.unassigned()).hasSize(1);
    }

    @Test
    void unassigned_land_that_a_grid_closes_in_becomes_two() {
        SketchCity holed = SketchCity.without("G1-2");

        holed.apply(transfer("", "G1-1", patch(121.015, 38.012, 121.04, 38.015)));

        assertThat(holed.sketch.unassigned()).hasSize(2);
    }

    @Test
    void grids_below_a_wider_grid_get_another_parent() {
        city.apply(transfer("D0-0", "D0-1", "'grids':['G0-2','G1-2','G2-2']"));

        assertThat(city.parent("G1-2")).isEqualTo("D0-1");
        assertThat(city.findings(transfer("D0-0", "D1-1", "'grids':['G0-0']"))).containsExactly("PARTS [D1-1]");
    }

    @Test
    void a_plot_takes_land_that_its_grid_keeps_to_itself() {
        double before = city.area("G1-1P");

        Edit edit = city.apply(transfer("", "G1-1P", patch(121.015, 38.012, 121.0182, 38.015)));

        assertThat(city.area("G1-1P")).isGreaterThan(before);
        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-1P]");
    }

    @Test
    void what_cannot_be_given_is_refused() {
        assertThat(city.refusal(transfer("G1-1", "G1-2", patch(121.5, 38.012, 121.6, 38.015))))
                .contains("no land of grid G1-1");
        assertThat(city.refusal(transfer("G1-1", "G1-2", patch(121, 38, 121.04, 38.04))))
                .contains("all the land");
        assertThat(city.refusal(transfer("G1-1", "G1-2P", patch(121.0185, 38.012, 121.025, 38.015))))
                .startsWith("to: ");
        assertThat(city.refusal(transfer("G1-1", "D0-1", patch(121.0185, 38.012, 121.025, 38.015))))
                .startsWith("to: ");
        assertThat(city.refusal(transfer("G1-1", "G1-1", patch(121, 38, 121.04, 38.04))))
                .startsWith("to: ");
        assertThat(city.findings(transfer("G1-1", "G3-3", patch(121.0182, 38.012, 121.0186, 38.015))))
                .contains("PARTS [G3-3]");
    }
}
