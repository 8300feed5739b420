package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.sixgrid.data.grid.MeshCity;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MergeTest {
    private final SketchCity city = SketchCity.whole();

    private static String merge(String grids, String into) {
        return "{'kind':'merge','grids':[" + grids + "],'into':{" + into + "}}";
    }

    @Test
    void the_whole_is_the_grids_together_and_nothing_around_them_changes() {
        double before = city.area("G1-1") + city.area("G1-2");

        Edit edit = city.apply(merge("'G1-1','G1-2'", "'code':'M','name':'Both'"));

        assertThat(SketchCity.changed(edit)).isEqualTo("[G1-1P, G1-2P, M]");
        assertThat(city.area("M")).isCloseTo(before, offset(1e-12));
        assertThat(city.parent("G1-2P")).isEqualTo("M");
        assertThat(city.parent("M")).isEqualTo("D0-0");
    }

    @Test
    void into_one_of_them_that_one_goes_on() {
        long id = city.piece("G1-2").id();

        city.apply(merge("'G1-1','G1-2'", "'code':'G1-2'"));

        assertThat(city.piece("G1-2").id()).isEqualTo(id);
        assertThat(city.piece("G1-2").name()).isEqualTo("G1-2");
        assertThat(city.sketch.piece("G1-1")).isEmpty();
    }

    @Test
    void households_are_summed_unless_they_are_said() {
        city.apply(merge("'G1-1','G1-2'", "'code':'G1-2'"));
        city.apply(merge("'G2-1','G2-2'", "'code':'N','name':'n','households':7,'people':['Li']"));

        assertThat(city.piece("G1-2").facts().households()).isEqualTo(11 + 12);
        assertThat(city.piece("N").facts().households()).isEqualTo(7);
        assertThat(city.piece("N").facts().people()).containsExactly("Li");
    }

    @Test
    void wider_grids_merge_by_their_children() {
        String before = city.everything();

        Edit edit = city.apply(merge("'D0-0','D0-1'", "'code':'South','name':'South'"));

        assertThat(city.parent("G0-0")).isEqualTo("South");
        assertThat(city.parent("G0-5")).isEqualTo("South");
        assertThat(city.sketch.piece("D0-0")).isEmpty();
        city.undo(edit, before);
    }

    @Test
    void a_ring_of_grids_may_enclose_another_grid_but_no_unassigned_land() {
        String ring = "'G0-0','G0-1','G0-2','G1-0','G1-2','G2-0','G2-1','G2-2'";

        assertThat(SketchCity.without("G1-1").refusal(merge(ring, "'code':'R','name':'r'")))
                .startsWith("grids: ")
                .contains("enclose unassigned land");
        city.apply(merge(ring, "'code':'R','name':'r'"));
        assertThat(city.piece("R").shape().getNumPoints()).isGreaterThan(12);
    }

    @Test
    void grids_that_meet_in_a_corner_or_not_at_all_or_are_not_alike_stay_apart() {
        assertThat(city.refusal(merge("'G1-1','G2-2'", "'code':'M','name':'m'")))
                .contains("G2-2 has no border");
        assertThat(city.refusal(merge("'G1-1','G1-3'", "'code':'M','name':'m'")))
                .contains("one parent");
        assertThat(city.refusal(merge("'G1-1','D0-0'", "'code':'M','name':'m'")))
                .contains("one level");
        assertThat(city.refusal(merge("'G1-1','G9-9'", "'code':'M','name':'m'")))
                .contains("G9-9");
        assertThat(city.refusal(merge("'G1-1','G1-2'", "'code':'G0-0'"))).startsWith("into.code");
    }

    @Test
    void where_a_level_is_absent_leaves_of_the_wider_one_merge_too() {
        MeshCity mesh = new MeshCity(6, 1);
        SketchCity absent = SketchCity.of(mesh, mesh.gridsWithAbsentLevels(), Set.of());

        assertThat(absent.refusal(merge("'D1-0','D1-1'", "'code':'D1-1'"))).contains("divided alike");
    }
}
