package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.StoredPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operations that draw nothing, on a sketch of a city: four districts of nine grids each, in each a plot, in it a house. */
final class AttributeOperationsTest {
    private static final Base BASE = base();

    private final Sketch sketch = new Sketch(BASE);

    private static Base base() {
        Plan plan = Plan.of(MeshCity.SCHEME, DraftCity.MESH.outline(), List.of(), DraftCity.MESH.grids());
        Map<String, Long> ids = new HashMap<>();
        plan.grids().forEach(grid -> ids.put(grid.code(), ids.size() + 1L));
        return Base.of(new StoredPlan(new StoredScheme(1, MeshCity.SCHEME), 1, DraftCity.FOUNDED, plan, ids));
    }

    private Attempt attempt(String json) {
        return Settling.settle(sketch, OperationReader.read(DraftCity.json(json)));
    }

    private Grid grid(String code) {
        return sketch.grid(sketch.piece(code).orElseThrow());
    }

    @Test
    void a_renamed_grid_goes_on_as_the_same_and_the_map_writes_the_name_unless_a_shorter_one_is_given() {
        long id = sketch.piece("G1-1").orElseThrow().id();

        attempt("{'kind':'rename','grid':'G1-1','name':'桃源北'}");
        assertThat(grid("G1-1")).extracting(Grid::name, Grid::shortName).containsExactly("桃源北", "桃源北");
        attempt("{'kind':'rename','grid':'G1-1','name':'桃源北网格','shortName':'桃北'}");
        assertThat(grid("G1-1")).extracting(Grid::name, Grid::shortName).containsExactly("桃源北网格", "桃北");
        assertThat(sketch.piece("G1-1").orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void those_below_a_recoded_grid_stay_below_it() {
        Attempt attempt = attempt("{'kind':'recode','grid':'D0-0','code':'D9'}");

        assertThat(attempt.edit().orElseThrow().after()).extracting(Piece::code).containsExactly("D9");
        assertThat(grid("G1-1").parent()).isEqualTo("D9");
        assertThat(sketch.piece("D0-0")).isEmpty();
        assertThat(Delta.of(sketch, attempt.edit().orElseThrow()).grids())
                .extracting(Delta.Changed::change)
                .containsExactly(Delta.Change.RECODED);
    }

    @Test
    void a_code_that_another_grid_has_is_refused() {
        Attempt attempt = attempt("{'kind':'recode','grid':'G1-1','code':'G1-2'}");

        assertThat(attempt.edit()).isEmpty();
        assertThat(attempt.findings()).extracting(Finding::sentence).contains("two grids have the code G1-2");
        assertThat(sketch.sinceBase().isEmpty()).isTrue();
    }

    @Test
    void a_grid_that_changes_its_parent_takes_its_land_with_it() {
        double land = grid("D0-1").shape().getArea() + grid("G1-2").shape().getArea();

        Attempt attempt = attempt("{'kind':'reparent','grid':'G1-2','parent':'D0-1','code':'G1-2B'}");

        assertThat(attempt.edit()).isPresent();
        assertThat(grid("G1-2B").parent()).isEqualTo("D0-1");
        assertThat(grid("G1-2P").parent()).isEqualTo("G1-2B");
        assertThat(grid("D0-1").shape().getArea()).isCloseTo(land, org.assertj.core.data.Offset.offset(1e-12));
        Plan plan = sketch.plan();
        assertThat(Plan.prove(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids())
                        .plan())
                .isPresent();
        Delta delta = Delta.of(sketch, attempt.edit().orElseThrow());
        assertThat(delta.levels()).containsExactly(1, 2);
        assertThat(delta.grids())
                .extracting(changed -> changed.grid().code() + " " + changed.change())
                .containsExactly("D0-0 CHANGED", "D0-1 CHANGED", "G1-2B RECODED");
    }

    @Test
    void a_new_parent_that_the_grid_does_not_touch_would_lie_in_two_parts() {
        Attempt attempt = attempt("{'kind':'reparent','grid':'G0-0','parent':'D1-1'}");

        assertThat(attempt.edit()).isEmpty();
        assertThat(attempt.findings()).extracting(Finding::kind).contains(Finding.Kind.PARTS);
    }

    @Test
    void a_contained_grid_cannot_go_to_a_parent_whose_land_it_is_not_on() {
        Attempt attempt = attempt("{'kind':'reparent','grid':'G0-0P','parent':'G0-1'}");

        assertThat(attempt.edit()).isEmpty();
        assertThat(attempt.findings()).extracting(Finding::kind).contains(Finding.Kind.OUTSIDE);
    }

    @Test
    void what_is_not_mentioned_stays_and_null_clears() {
        attempt("{'kind':'describe','grid':'G1-1','people':['张三','李四'],'households':420,'areaClass':'residential',"
                + "'attributes':{'tel':'110','note':'x'}}");
        attempt("{'kind':'describe','grid':'G1-1','households':null,'attributes':{'note':null,'web':'y'}}");

        assertThat(grid("G1-1").facts())
                .isEqualTo(new Grid.Facts(
                        List.of("张三", "李四"), null, "residential", Map.of("tel", "110", "web", "y"), null));
        attempt("{'kind':'describe','grid':'G1-1','people':[],'areaClass':null,'attributes':null}");
        assertThat(grid("G1-1").facts()).isEqualTo(Grid.Facts.NONE);
    }

    @Test
    void a_declared_exclave_may_lie_in_parts_for_as_long_as_it_has_its_reason() {
        attempt("{'kind':'describe','grid':'D1-1','exclave':'the market hall'}");

        assertThat(attempt("{'kind':'reparent','grid':'G0-0','parent':'D1-1'}").edit())
                .isPresent();
        assertThatThrownBy(() -> attempt("{'kind':'describe','grid':'D1-1','exclave':null}"))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining("2 parts");
    }

    @Test
    void what_is_wrong_is_named() {
        refused("{'kind':'rename','grid':'G9','name':'x'}", "grid", "G9");
        refused("{'kind':'rename','grid':'G1-1'}", "name", "missing");
        refused("{'kind':'rename','grid':'G1-1','name':' '}", "name", "not a text");
        refused("{'kind':'rename','grid':'G1-1','name':'x','colour':1}", "colour", "no colour");
        refused("{'kind':'recode','grid':'G1-1','code':'a b'}", "code", "a b");
        refused("{'kind':'reparent','grid':'D0-0','parent':'D1-1'}", "grid", "level 1");
        refused("{'kind':'reparent','grid':'G1-1','parent':'D0-0'}", "parent", "already");
        refused("{'kind':'describe','grid':'G1-1'}", "grid", "nothing is said");
        refused("{'kind':'describe','grid':'G1-1','households':-1}", "households", "-1");
        refused("{'kind':'describe','grid':'G1-1','households':1.5}", "households", "1.5");
        refused("{'kind':'describe','grid':'G1-1','attributes':{'a':1}}", "attributes.a", "1");
        refused("{'kind':'blow-up'}", "kind", "describe, ");
    }

    private void refused(String json, String field, String words) {
        assertThatThrownBy(() -> attempt(json))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.field()).contains(field))
                .hasMessageContaining(words);
    }
}
