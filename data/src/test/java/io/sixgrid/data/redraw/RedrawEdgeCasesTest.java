package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

/** Land that lies oddly: within other land, touching in a point, beside the outline and land that nobody holds. */
final class RedrawEdgeCasesTest {
    /** A grid within another, in a community of its own, with unassigned land at the rim. */
    private static Sketch island() {
        return new Board()
                .wider(1, "C1", "")
                .wider(1, "C2", "")
                .wider(1, "C3", "")
                .grid(3, "A", "C1", "0 0, 4 0, 4 2, 4 4, 0 4", "1 1, 3 1, 3 3, 1 3")
                .grid(3, "I", "C3", "1 1, 3 1, 3 3, 1 3")
                .grid(3, "E", "C2", "4 0, 6 0, 6 2, 4 2")
                .unassigned("4 2, 6 2, 6 4, 4 4")
                .sketch("0 0, 4 0, 6 0, 6 2, 6 4, 4 4, 0 4");
    }

    private static String everything(Sketch sketch) {
        return DraftCity.everything(sketch.plan());
    }

    /** Applies it, proves the whole anew, takes it back and applies it again: each time what it was, bit for bit. */
    private static Edit thereAndBack(Sketch sketch, String json) {
        String before = everything(sketch);
        Attempt attempt = Board.apply(sketch, json);
        assertThat(attempt.findings())
                .filteredOn(finding -> finding.kind().refuses())
                .isEmpty();
        Edit edit = attempt.edit().orElseThrow();
        String after = everything(sketch);
        Plan plan = sketch.plan();
        assertThat(DraftCity.everything(Plan.of(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids())))
                .isEqualTo(after);
        sketch.apply(edit.inverse());
        assertThat(everything(sketch)).isEqualTo(before);
        sketch.apply(edit);
        assertThat(everything(sketch)).isEqualTo(after);
        return edit;
    }

    private static List<Finding.Kind> refusals(Sketch sketch, String json) {
        String before = everything(sketch);
        Attempt attempt = Board.apply(sketch, json);
        assertThat(attempt.edit()).isEmpty();
        assertThat(everything(sketch)).isEqualTo(before);
        return SketchCity.refusals(attempt);
    }

    private static void refused(Sketch sketch, String json, String field, String saying) {
        String before = everything(sketch);
        assertThatThrownBy(() -> Board.apply(sketch, json))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.field()).contains(field))
                .hasMessageContaining(saying);
        assertThat(everything(sketch)).isEqualTo(before);
    }

    private static String split(String grid, String line, String... parts) {
        StringBuilder named = new StringBuilder();
        for (String part : parts) {
            named.append(named.isEmpty() ? "" : ",")
                    .append("{'code':'")
                    .append(part)
                    .append("','name':'p'}");
        }
        return "{'kind':'split','grid':'" + grid + "','line':" + line + ",'parts':[" + named + "]}";
    }

    private static String merge(String into, String... grids) {
        return "{'kind':'merge','grids':['" + String.join("','", grids) + "'],'into':{'code':'" + into + "'}}";
    }

    private static Geometry shape(Sketch sketch, String code) {
        return sketch.piece(code).orElseThrow().shape();
    }

    @Test
    void a_grid_around_another_is_split_through_it_by_a_line_that_passes_the_inner_one_by() {
        Sketch sketch = island();
        // Runs across the inner grid: what it does there is nobody's business.
        thereAndBack(sketch, split("A", Board.line(-1, 2, 5, 2), "A", "B"));

        assertThat(shape(sketch, "A").getArea() + shape(sketch, "B").getArea()).isCloseTo(12e-6, within());
        assertThat(shape(sketch, "I").getArea()).isCloseTo(4e-6, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-12);
    }

    @Test
    void the_inner_grid_is_split_moved_and_merged_back() {
        Sketch sketch = island();
        thereAndBack(sketch, split("I", Board.line(0.5, 2, 3.5, 2), "I", "J"));
        thereAndBack(sketch, "{'kind':'move-node','node':" + Board.json(1, 1) + ",'to':" + Board.json(0.5, 0.5) + "}");
        thereAndBack(sketch, merge("I", "I", "J"));
    }

    @Test
    void an_edge_without_a_node_is_drawn_anew_all_around() {
        Sketch sketch = island();
        Edge ring = new Topology(sketch).edgesAt(Board.at(1, 1)).get(0);
        assertThat(ring.closed()).isTrue();

        thereAndBack(
                sketch,
                "{'kind':'reshape-edge','edge':'" + ring.id() + "','line':" + Board.line(1, 2, 2, 1, 3, 2, 2, 3) + "}");

        assertThat(shape(sketch, "I").getArea()).isCloseTo(2e-6, within());
    }

    @Test
    void an_inner_grid_grows_until_it_touches_the_outer_border_in_a_point() {
        Sketch sketch = island();
        thereAndBack(sketch, "{'kind':'move-node','node':" + Board.json(1, 1) + ",'to':" + Board.json(0, 0) + "}");

        assertThat(new Topology(sketch).node(Board.at(0, 0))).isTrue();
        assertThat(new Topology(sketch).edgesAt(Board.at(0, 0))).hasSize(3);
    }

    @Test
    void grids_that_touch_in_a_point_are_not_merged_for_they_have_no_border() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");

        refused(sketch, merge("A", "A", "D"), "grids", "not both of one level, one parent");
        assertThat(refusals(sketch, "{'kind':'reparent','grid':'C','parent':'P2'}"))
                .contains(Finding.Kind.PARTS);
    }

    @Test
    void unassigned_land_is_filled_wholly_and_given_up_again() {
        Sketch sketch = island();
        String land = "{'type':'Polygon','coordinates':[["
                + String.join(
                        ",",
                        Board.json(3.5, 1),
                        Board.json(7, 1),
                        Board.json(7, 5),
                        Board.json(3.5, 5),
                        Board.json(3.5, 1))
                + "]]}";
        thereAndBack(sketch, "{'kind':'create','level':3,'code':'N','name':'n','parent':'C2','land':" + land + "}");
        assertThat(sketch.unassigned()).isEmpty();
        thereAndBack(sketch, "{'kind':'retire','grid':'N'}");
        assertThat(sketch.unassigned()).hasSize(1);
    }

    @Test
    void a_merge_around_a_third_grid_leaves_it_within() {
        Sketch sketch = new Board()
                .wider(1, "C1", "")
                .grid(3, "U", "C1", "0 0, 4 0, 4 2, 3 2, 3 1, 1 1, 1 2, 0 2")
                .grid(3, "O", "C1", "0 2, 1 2, 1 3, 3 3, 3 2, 4 2, 4 4, 0 4")
                .grid(3, "M", "C1", "1 1, 3 1, 3 2, 3 3, 1 3, 1 2")
                .sketch("0 0, 4 0, 4 2, 4 4, 0 4, 0 2");

        thereAndBack(sketch, merge("U", "U", "O"));
        assertThat(((org.locationtech.jts.geom.Polygon) shape(sketch, "U")).getNumInteriorRing())
                .isEqualTo(1);
        thereAndBack(sketch, merge("U", "U", "M"));
    }

    @Test
    void a_line_along_a_border_that_is_there_is_no_cut_and_one_through_a_vertex_is() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");

        refused(sketch, split("A", Board.line(2, -1, 2, 3), "A", "N"), "line", "does not run across grid A");
        thereAndBack(sketch, split("A", Board.line(0, 0, 2, 2), "A", "N"));
    }

    @Test
    void a_line_that_goes_out_and_comes_in_again_makes_as_many_parts() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        String line = Board.line(-1, 0.5, 3, 0.5, 3, 1.5, -1, 1.5);

        refused(sketch, split("A", line, "A", "N"), "parts", "makes 3 parts");
        thereAndBack(sketch, split("A", line, "N1", "A", "N3"));
    }

    @Test
    void the_last_grid_of_a_parent_is_retired_with_it_only() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");

        assertThat(refusals(sketch, "{'kind':'retire','grid':'A','heirs':[{'code':'B'}]}"))
                .contains(Finding.Kind.HIERARCHY);
        thereAndBack(sketch, "{'kind':'retire','grid':'P1','heirs':[{'code':'P2'}]}");
        thereAndBack(sketch, "{'kind':'retire','grid':'C2','withContents':true}");
    }

    @Test
    void a_grid_of_level_2_goes_to_another_community_with_all_below_and_communities_lose_and_get_its_land() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        double before = shape(sketch, "C2").getArea();

        thereAndBack(sketch, "{'kind':'reparent','grid':'P1','parent':'C2'}");

        assertThat(shape(sketch, "C2").getArea()).isCloseTo(before * 1.5, within());
        assertThat(refusals(sketch, "{'kind':'reparent','grid':'P2','parent':'C2'}"))
                .contains(Finding.Kind.HIERARCHY);
    }

    @Test
    void a_code_that_was_given_and_undone_is_free_for_another() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        Edit edit = thereAndBack(sketch, "{'kind':'recode','grid':'P1','code':'X'}");
        sketch.apply(edit.inverse());

        thereAndBack(sketch, "{'kind':'recode','grid':'P2','code':'X'}");
        thereAndBack(sketch, "{'kind':'recode','grid':'P1','code':'P2'}");
        assertThat(sketch.grid(sketch.piece("A").orElseThrow()).parent()).isEqualTo("P2");
        thereAndBack(sketch, split("A", Board.line(1, -1, 1, 3), "A", "P1"));
    }

    @Test
    void a_grid_that_ended_gives_its_identity_to_no_other() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        thereAndBack(sketch, split("C", Board.line(1, 1, 1, 5), "C", "N"));
        long first = sketch.piece("N").orElseThrow().id();
        thereAndBack(sketch, merge("C", "C", "N"));

        thereAndBack(sketch, split("C", Board.line(1, 1, 1, 5), "C", "M"));

        assertThat(sketch.piece("M").orElseThrow().id()).isNotEqualTo(first);
    }

    @Test
    void a_wider_grid_of_grids_one_of_which_is_named_twice_or_lies_below_another_is_refused() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");

        refused(sketch, "{'kind':'create','level':1,'code':'W','name':'w','grids':['C','C']}", "grids", "C");
        refused(sketch, "{'kind':'create','level':1,'code':'W','name':'w','grids':['P1','A']}", "grids", "A");
    }

    @Test
    void a_level_that_is_not_there_is_refused_before_anything_is_laid_over_the_sketch() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        String fresh = "{'kind':'redraw-from-file','grids':[{'level':LEVEL,'code':'N','name':'n','parent':'C1',"
                + "'geometry':{'type':'Polygon','coordinates':[["
                + String.join(",", Board.json(0, 0), Board.json(1, 0), Board.json(1, 1), Board.json(0, 0)) + "]]}}]}";

        assertThat(refusals(sketch, fresh.replace("LEVEL", "9"))).containsExactly(Finding.Kind.HIERARCHY);
        assertThat(refusals(sketch, fresh.replace("LEVEL", "0"))).containsExactly(Finding.Kind.HIERARCHY);
        refused(
                sketch,
                "{'kind':'redraw-from-file','grids':[{'before':'A','level':2,'code':'A','name':'a','parent':'P1'}]}",
                "grids",
                "grid A is of level 3, not 2");
        refused(
                sketch,
                "{'kind':'redraw-from-file','grids':[{'before':'A','level':3,'code':'A','name':'a','parent':'P1'},"
                        + "{'before':'A','level':3,'code':'Z','name':'a','parent':'P1'}]}",
                "grids",
                "A twice");
    }

    @Test
    void a_line_or_a_patch_of_more_positions_than_anybody_draws_is_refused_by_its_name() {
        Sketch sketch = island();
        double[] wave = new double[2 * 20_001];
        for (int i = 0; i < wave.length; i += 2) {
            wave[i] = -1 + i * 6.0 / wave.length;
            wave[i + 1] = 0.5 + 0.3 * Math.sin(i / 50.0);
        }
        refused(sketch, split("A", Board.line(wave), "A", "N"), "line", "line has 20001 positions, and at most 20000");
        refused(
                sketch,
                "{'kind':'transfer','from':'A','patch':"
                        + Board.line(wave)
                                .replace("LineString", "Polygon")
                                .replace("[[", "[[[")
                                .replace("]]", "]]]") + "}",
                "patch",
                "patch has 20001 positions, and at most 20000");
    }

    @Test
    void the_outline_moves_with_land_that_nobody_holds() {
        Sketch sketch = island();
        thereAndBack(sketch, "{'kind':'change-outline','node':" + Board.json(6, 4) + ",'to':" + Board.json(7, 5) + "}");
        assertThat(sketch.outline().getArea()).isGreaterThan(24e-6);
        assertThat(sketch.unassigned().get(0).getArea()).isGreaterThan(4e-6);
    }

    @Test
    void whatever_goes_wrong_in_the_middle_the_sketch_is_as_it_was() {
        Sketch sketch = Board.crossing().sketch("0 0, 2 0, 4 0, 4 2, 4 4, 2 4, 0 4, 0 2");
        String before = everything(sketch);
        Operation broken = new Operation() {
            @Override
            public String kind() {
                return "broken";
            }

            @Override
            public void propose(Sketch on, Changes changes) {
                // A point is no land: reading its rings fails.
                changes.change(
                        on.piece("A").orElseThrow(),
                        piece -> piece.withShape(piece.shape().getFactory().createPoint(Board.at(1, 1))));
            }
        };

        assertThatThrownBy(() -> Settling.settle(sketch, broken)).isInstanceOf(RuntimeException.class);
        assertThat(everything(sketch)).isEqualTo(before);
    }
}
