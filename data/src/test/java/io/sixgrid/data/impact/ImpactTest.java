package io.sixgrid.data.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.impact.GridImpact.Change;
import io.sixgrid.data.impact.GridImpact.Headcount;
import io.sixgrid.data.impact.GridImpact.Side;
import io.sixgrid.data.impact.Impact.Holder;
import io.sixgrid.data.impact.Impact.Moved;
import io.sixgrid.data.impact.Impact.Wider;
import io.sixgrid.data.redraw.Edit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** A node moves to the south-west, so the grid north-east of it takes land of its three neighbours; and what else a draft does. */
final class ImpactTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final ImpactCity FOUNDED = new ImpactCity(DATABASE.jdbi());
    private static final Coordinate NODE = ImpactCity.node("G1-1");
    private static final Coordinate BETWEEN = ImpactCity.beside(NODE, -100, -100);

    private ImpactCity city;

    @BeforeEach
    void a_draft_of_a_city_without_things() {
        city = FOUNDED.anew();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private void moveTheNode() {
        city.move(NODE, -5000, -5000);
    }

    private static Side before(Impact impact, String code) {
        return impact.grids().stream()
                .flatMap(grid -> grid.before().stream())
                .filter(side -> side.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Side after(Impact impact, String code) {
        return impact.grids().stream()
                .flatMap(grid -> grid.after().stream())
                .filter(side -> side.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static String told(Moved moved) {
        return moved.subject().kind().code() + " " + moved.subject().id() + " "
                + moved.from().map(Holder::code).orElse("nobody") + ">"
                + moved.to().map(Holder::code).orElse("nobody");
    }

    @Test
    void each_point_that_changes_its_owner_is_told_with_where_from_and_where_to() {
        long open = city.incident(BETWEEN, true, ImpactCity.LONG_AGO);
        long recent = city.incident(BETWEEN, false, ImpactCity.RECENTLY);
        city.incident(BETWEEN, false, ImpactCity.LONG_AGO);
        city.incident(ImpactCity.node("G4-4"), true, ImpactCity.RECENTLY);
        city.incident(ImpactCity.beside(NODE, 100, 100), true, ImpactCity.RECENTLY);
        long alert = city.alert("c1", BETWEEN);
        city.device("c1", "camera", true, BETWEEN);
        city.device("w1", "water-level", false, BETWEEN);
        city.device("g1", "gateway", false, BETWEEN);
        moveTheNode();

        assertThat(city.impact().moved())
                .extracting(ImpactTest::told)
                .containsExactly(
                        "incident " + open + " G0-0>G1-1",
                        "alert " + alert + " G0-0>G1-1",
                        "video-point c1 G0-0>G1-1",
                        "sensor w1 G0-0>G1-1",
                        "device g1 G0-0>G1-1",
                        "incident " + recent + " G0-0>G1-1");
    }

    @Test
    void who_is_in_charge_is_said_of_the_nearest_grid_that_names_somebody() {
        city.incident(BETWEEN, true, ImpactCity.RECENTLY);
        moveTheNode();

        Moved moved = city.impact().moved().get(0);

        assertThat(moved.from().map(Holder::people)).contains(List.of("in charge of D0-0"));
        assertThat(moved.to().map(Holder::people)).contains(List.of("in charge of G1-1"));
        assertThat(moved.steps()).extracting(Impact.Step::level).containsExactly(2);
    }

    @Test
    void each_changed_grid_says_how_many_points_it_has_before_and_after() {
        city.incident(BETWEEN, true, ImpactCity.LONG_AGO);
        city.incident(BETWEEN, false, ImpactCity.RECENTLY);
        city.incident(ImpactCity.beside(NODE, 100, 100), true, ImpactCity.RECENTLY);
        city.incidentIn("G1-1PH");
        city.device("w1", "water-level", false, BETWEEN);
        moveTheNode();

        Impact impact = city.impact();

        assertThat(impact.grids()).allSatisfy(grid -> assertThat(grid.changes()).containsExactly(Change.RESHAPED));
        assertThat(impact.grids())
                .extracting(grid -> grid.after().orElseThrow().code())
                .containsExactly("G0-0", "G0-1", "G1-0", "G1-1");
        assertThat(before(impact, "G0-0").counts())
                .isEqualTo(new Counts(1, 1, 0, 0, 1, java.util.Map.of("water-level", 1), 0));
        assertThat(after(impact, "G0-0").counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, java.util.Map.of(), 0));
        assertThat(before(impact, "G1-1").counts().incidents()).isEqualTo(2);
        assertThat(after(impact, "G1-1").counts())
                .isEqualTo(new Counts(3, 3, 0, 0, 1, java.util.Map.of("water-level", 1), 0));
    }

    @Test
    void households_are_those_counted_below_and_a_statement_of_land_that_changed_is_stale() {
        moveTheNode();
        Impact impact = city.impact();

        assertThat(before(impact, "G0-0").households())
                .isEqualTo(new Headcount(Optional.of(12), Optional.of(10), false));
        assertThat(after(impact, "G0-0").households()).isEqualTo(new Headcount(Optional.of(12), Optional.of(10), true));
        city.apply("{'kind':'describe','grid':'G0-0','households':11}");
        assertThat(after(city.impact(), "G0-0").households())
                .isEqualTo(new Headcount(Optional.of(11), Optional.of(10), false));
    }

    @Test
    void a_wider_grid_has_what_its_grids_have_before_and_after() {
        long moves = city.incident(ImpactCity.node("G0-2"), true, ImpactCity.RECENTLY);
        city.incidentIn("G0-2PH");
        city.incident(BETWEEN, true, ImpactCity.RECENTLY);
        city.apply("{'kind':'reparent','grid':'G0-2','parent':'D0-1'}");

        Impact impact = city.impact();

        assertThat(impact.moved())
                .hasSize(2)
                .allSatisfy(moved ->
                        assertThat(moved.steps()).extracting(Impact.Step::level).containsExactly(1));
        assertThat(impact.moved().get(0).subject().id()).isEqualTo(String.valueOf(moves));
        assertThat(before(impact, "D0-0").counts().open()).isEqualTo(3);
        assertThat(after(impact, "D0-0").counts().open()).isEqualTo(1);
        assertThat(after(impact, "D0-1").counts().open()).isEqualTo(2);
        assertThat(after(impact, "D0-0").households().summed()).contains(80);
        assertThat(after(impact, "D0-1").households().summed()).contains(100);
    }

    @Test
    void points_exactly_on_a_border_that_moved_are_listed_with_whose_they_are_by_the_border_rule() {
        city.device("old-node", "bin", false, NODE);
        city.device("new-node", "bin", false, ImpactCity.beside(NODE, -5000, -5000));
        city.device("elsewhere", "bin", false, ImpactCity.node("G2-2"));
        moveTheNode();

        Impact impact = city.impact();

        assertThat(impact.onBorders())
                .extracting(one -> one.subject().id() + " " + one.gone() + " " + one.now() + " "
                        + one.from().orElseThrow().code() + ">"
                        + one.to().orElseThrow().code() + " " + one.touches())
                .containsExactly(
                        "old-node true false G0-1>G1-1 []", "new-node false true G0-0>G0-1 [G0-0, G0-1, G1-0, G1-1]");
        assertThat(impact.moved())
                .extracting(moved -> moved.subject().id() + " " + moved.onBorder())
                .containsExactly("old-node true", "new-node true");
    }

    @Test
    void contained_grids_that_a_moved_border_ran_along_are_listed() {
        moveTheNode();

        // Each plot keeps the south-western corner of its grid.
        assertThat(city.impact().contained())
                .extracting(one -> one.grid().code() + " " + one.along() + " " + one.through() + " " + one.moves())
                .contains("G1-1P [GONE] false false")
                .noneMatch(line -> line.startsWith("G0-0P"));
    }

    @Test
    void a_wider_level_whose_border_moves_is_told_and_whether_it_is_above_the_approver() {
        city.move(ImpactCity.node("G3-3"), -5000, -5000);

        Impact impact = city.impact(new Impacts.Question(2, false));

        assertThat(impact.wider()).hasSize(1);
        Wider wider = impact.wider().get(0);
        assertThat(wider.grids()).extracting(Holder::code).containsExactly("D0-0", "D0-1", "D1-0", "D1-1");
        assertThat(wider.aboveApprover()).isTrue();
        assertThat(wider.gone()).isBetween(3000.0, 6000.0);
        assertThat(city.impact(new Impacts.Question(1, false)).wider().get(0).aboveApprover())
                .isFalse();
        assertThat(impact.drawing().borders())
                .extracting(border -> border.level() + " " + border.state())
                .containsExactly("1 GONE", "1 NEW", "2 GONE", "2 NEW");
        assertThat(impact.drawing().around())
                .extracting(Impact.Drawn::code)
                .contains("G1-1")
                .doesNotContain("G3-3");
    }

    @Test
    void a_new_code_moves_nobody_and_the_old_one_dies() {
        city.incident(BETWEEN, true, ImpactCity.RECENTLY);
        city.apply("{'kind':'recode','grid':'D0-0','code':'D9'}");

        Impact impact = city.impact();

        assertThat(impact.moved()).isEmpty();
        assertThat(impact.codes().died()).extracting(Impact.Code::code).containsExactly("D0-0");
        assertThat(impact.codes().born()).extracting(Impact.Code::code).containsExactly("D9");
        assertThat(impact.codes().recoded())
                .extracting(one -> one.from() + ">" + one.to())
                .containsExactly("D0-0>D9");
        assertThat(impact.wider()).isEmpty();
        // Nine grids name the district by another code; nothing else does.
        assertThat(impact.untouched().equal()).isTrue();
        assertThat(impact.untouched().levels())
                .extracting(Untouched.LevelHash::touched)
                .containsExactly(1, 9, 0, 0);
    }

    @Test
    void nothing_else_moved_and_each_hash_says_so() {
        moveTheNode();

        Untouched untouched = city.impact(new Impacts.Question(0, true)).untouched();

        assertThat(untouched.equal()).isTrue();
        assertThat(untouched.levels()).extracting(Untouched.LevelHash::count).containsExactly(4, 32, 36, 36);
        assertThat(untouched.grids())
                .hasSize(108)
                .allSatisfy(pair -> assertThat(pair.before()).isPresent().isEqualTo(pair.after()));
        assertThat(untouched.levels().get(1).before())
                .isEqualTo(GridHash.of(untouched.grids().stream()
                        .filter(pair -> pair.level() == 2)
                        .map(pair -> pair.before().orElseThrow())
                        .toList()));
        assertThat(city.impact().untouched().levels()).isEqualTo(untouched.levels());
    }

    @Test
    void a_grid_that_moved_and_that_no_operation_owns_up_to_would_be_found_out() {
        moveTheNode();
        Edit nothing = new Edit(List.of(), List.of(), List.of(), List.of(), Optional.empty());

        Untouched untouched = city.sketch(sketch -> Untouched.of(new Survey(sketch.base()), sketch, nothing, false));

        assertThat(untouched.equal()).isFalse();
        assertThat(untouched.levels()).extracting(Untouched.LevelHash::equal).containsExactly(true, false, true, true);
    }

    @Test
    void a_draft_without_operations_changes_nothing() {
        city.incident(BETWEEN, true, ImpactCity.RECENTLY);

        Impact impact = city.impact();

        assertThat(impact.grids()).isEmpty();
        assertThat(impact.moved()).isEmpty();
        assertThat(impact.drawing().borders()).isEmpty();
        assertThat(impact.untouched().levels())
                .extracting(Untouched.LevelHash::count)
                .containsExactly(4, 36, 36, 36);
    }
}
