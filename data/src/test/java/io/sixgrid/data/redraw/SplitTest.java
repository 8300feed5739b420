package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

final class SplitTest {
    private static final String TWO = "'parts':[{'code':'%s','name':'West'},{'code':'%s','name':'East'}]";

    private final SketchCity city = SketchCity.whole();

    /** North along a meridian through the middle of the mesh's cell in row 1, column 1; its plot lies in the south-west. */
    private static String meridian(double lon, double from, double to) {
        return SketchCity.line(new Coordinate(lon, from), new Coordinate(lon, to));
    }

    private static String split(String grid, String line, String parts) {
        return "{'kind':'split','grid':'" + grid + "','line':" + line + "," + parts + "}";
    }

    private String changed(Edit edit) {
        return edit.after().stream()
                .map(Piece::code)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    @Test
    void a_part_with_the_grids_own_code_goes_on_as_that_grid_and_the_other_is_new() {
        long id = city.piece("G1-1").id();

        Edit edit = city.apply(split("G1-1", meridian(121.0183, 38, 38.03), TWO.formatted("G1-1", "G1-1E")));

        assertThat(city.piece("G1-1").id()).isEqualTo(id);
        assertThat(city.piece("G1-1E").id()).isNegative();
        assertThat(city.piece("G1-1E").parent()).isEqualTo(city.piece("D0-0").id());
        // The neighbours south and north get the ends of the line; the district inside which all lies is as it was.
        assertThat(changed(edit)).isEqualTo("[G0-1, G1-1, G1-1E, G2-1]");
    }

    @Test
    void a_part_that_goes_on_under_its_name_keeps_its_short_name() {
        city.apply("{'kind':'rename','grid':'G1-1','name':'Harbour grid','shortName':'Harbour'}");

        city.apply(split(
                "G1-1",
                meridian(121.0183, 38, 38.03),
                "'parts':[{'code':'G1-1','name':'Harbour grid'},{'code':'B','name':'East'}]"));

        assertThat(city.piece("G1-1").shortName()).isEqualTo("Harbour");
    }

    @Test
    void the_parts_are_the_whole_and_the_neighbours_have_their_corners() {
        double before = city.area("G1-1");

        city.apply(split("G1-1", meridian(121.0183, 38, 38.03), TWO.formatted("A", "B")));

        assertThat(city.sketch.piece("G1-1")).isEmpty();
        assertThat(city.area("A") + city.area("B")).isCloseTo(before, offset(1e-9));
        assertThat(city.piece("A").shape().getEnvelopeInternal().getMaxX()).isCloseTo(121.0183, offset(1e-6));
    }

    @Test
    void left_of_the_line_is_first_whichever_way_it_runs() {
        city.apply(split("G1-1", meridian(121.0183, 38.03, 38), TWO.formatted("A", "B")));

        assertThat(city.piece("B").shape().getCentroid().getX())
                .isLessThan(city.piece("A").shape().getCentroid().getX());
    }

    @Test
    void a_part_may_say_where_it_is() {
        city.apply(split(
                "G1-1",
                meridian(121.0183, 38.03, 38),
                "'parts':[{'code':'A','name':'West','inside':[121.0115,38.015]},{'code':'B','name':'East'}]"));

        assertThat(city.piece("A").shape().getCentroid().getX())
                .isLessThan(city.piece("B").shape().getCentroid().getX());
    }

    @Test
    void contained_grids_go_with_the_part_that_they_lie_in_and_are_counted() {
        city.apply(split("G1-1", meridian(121.0183, 38, 38.03), TWO.formatted("A", "B")));

        assertThat(city.piece("G1-1P").parent()).isEqualTo(city.piece("A").id());
        assertThat(city.piece("A").facts().households()).isEqualTo(11);
        assertThat(city.piece("B").facts().households()).isNull();
    }

    @Test
    void a_contained_grid_that_the_line_crosses_is_named_and_nothing_changes() {
        String before = city.everything();

        Attempt attempt = city.attempt(split("G1-1", meridian(121.0175, 38, 38.03), TWO.formatted("A", "B")));

        assertThat(attempt.edit()).isEmpty();
        assertThat(attempt.findings())
                .filteredOn(finding -> finding.kind() == Kind.STRADDLED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.codes()).containsExactly("G1-1P"));
        assertThat(city.everything()).isEqualTo(before);
    }

    @Test
    void the_new_border_bends_round_what_it_must_not_cut() {
        city.apply(split("G1-1", meridian(121.0155, 38, 38.03), TWO.formatted("A", "B") + ",'straddling':'bend'"));

        String owner =
                city.sketch.piece(city.piece("G1-1P").parent()).orElseThrow().code();
        assertThat(owner).isIn("A", "B");
        assertThat(city.piece(owner)
                        .shape()
                        .buffer(3e-7)
                        .covers(city.piece("G1-1P").shape()))
                .isTrue();
    }

    @Test
    void an_end_near_a_corner_is_that_corner_and_nobody_else_changes() {
        Coordinate from = city.corner("G1-1", 1);
        Coordinate to = city.corner("G1-1", 3);
        // 1e-6 degrees are 11 cm; between them north-east of the plot.
        String line = SketchCity.line(
                new Coordinate(from.x + 1e-6, from.y + 1e-6),
                new Coordinate(121.0180, 38.0180),
                new Coordinate(to.x - 1e-6, to.y + 1e-6));

        Edit edit = city.apply(split("G1-1", line, TWO.formatted("A", "B")));

        assertThat(changed(edit)).isEqualTo("[A, B, G1-1P]");
    }

    @Test
    void on_the_rim_the_outline_and_the_wider_grid_get_the_new_corner_too() {
        Edit edit = city.apply(split("G0-1", meridian(121.0195, 37.9, 38.03), TWO.formatted("A", "B")));

        assertThat(edit.outline()).isPresent();
        assertThat(changed(edit)).isEqualTo("[A, B, D0-0, G0-1P, G1-1]");
    }

    @Test
    void beside_unassigned_land_its_border_gets_the_corner() {
        SketchCity holed = SketchCity.without("G2-1");

        Edit edit = holed.apply(split("G1-1", meridian(121.0183, 38, 38.03), TWO.formatted("A", "B")));

        assertThat(edit.facesGone()).hasSize(1);
        assertThat(edit.facesNew().get(0).getNumPoints())
                .isEqualTo(edit.facesGone().get(0).getNumPoints() + 1);
    }

    @Test
    void a_compound_is_split_like_a_grid_and_only_it_changes() {
        Edit edit = city.apply(
                split("G1-1P", meridian(121.0175, 38, 38.03), TWO.formatted("P1", "P2") + ",'straddling':'bend'"));

        assertThat(changed(edit)).isEqualTo("[G1-1PH, P1, P2]");
        assertThat(Set.of(city.piece("P1").id(), city.piece("P2").id()))
                .contains(city.piece("G1-1PH").parent());
    }

    @Test
    void undone_it_is_as_it_was_bit_for_bit() {
        String before = city.everything();

        Edit edit = city.apply(split("G1-1", meridian(121.0183, 38, 38.03), TWO.formatted("A", "B")));
        city.sketch.apply(edit.inverse());

        assertThat(city.everything()).isEqualTo(before);
    }

    @Test
    void a_line_that_does_not_cross_ends_inside_or_crosses_itself_is_refused() {
        List<String> refused = List.of(
                meridian(121.5, 38, 38.03),
                meridian(121.015, 38.0, 38.015),
                SketchCity.line(
                        new Coordinate(121.0183, 38),
                        new Coordinate(121.0183, 38.0165),
                        new Coordinate(121.0176, 38.016),
                        new Coordinate(121.03, 38.0155)));

        assertThat(refused.stream().map(line -> refusal(split("G1-1", line, TWO.formatted("A", "B")), "line")))
                .satisfiesExactly(
                        text -> assertThat(text).contains("does not run across"),
                        text -> assertThat(text).contains("ends inside").contains("121.015, 38.015"),
                        text -> assertThat(text).contains("crosses itself"));
    }

    @Test
    void as_many_parts_are_named_as_the_line_makes() {
        String three = "'parts':[{'code':'A','name':'a'},{'code':'B','name':'b'},{'code':'C','name':'c'}]";

        assertThat(refusal(split("G1-1", meridian(121.0183, 38, 38.03), three), "parts"))
                .contains("makes 2 parts")
                .contains("3 are named");
    }

    @Test
    void wider_grids_codes_that_are_taken_and_new_grids_without_a_name_are_refused() {
        String line = meridian(121.0183, 38, 38.03);

        assertThat(refusal(split("D0-0", line, TWO.formatted("A", "B")), "grid"))
                .contains("sum");
        assertThat(refusal(split("G1-1", line, TWO.formatted("A", "G1-2")), "parts[1].code"))
                .contains("G1-2");
        assertThat(refusal(split("G1-1", line, "'parts':[{'code':'A'},{'code':'B'}]"), "parts[0].name"))
                .contains("missing");
        assertThat(refusal(split("G1-1", line, TWO.formatted("A", "A")), "parts[1].code"))
                .contains("A");
    }

    private String refusal(String operation, String field) {
        String[] message = new String[1];
        assertThatThrownBy(() -> city.attempt(operation)).isInstanceOfSatisfying(SixgridException.class, e -> {
            assertThat(e.field()).contains(field);
            message[0] = e.getMessage();
        });
        return message[0];
    }

    @Test
    void cut_points_are_on_the_lattice() {
        city.apply(split(
                "G1-1",
                SketchCity.line(new Coordinate(121.01891, 38), new Coordinate(121.01953, 38.03)),
                TWO.formatted("A", "B") + ",'straddling':'bend'"));

        assertThat(Lattice.holds(city.piece("A").shape())).isTrue();
    }
}
