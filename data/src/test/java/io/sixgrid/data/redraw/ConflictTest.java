package io.sixgrid.data.redraw;

import static io.sixgrid.data.redraw.PublishingCity.MARCH;
import static io.sixgrid.data.redraw.PublishingCity.NOW;
import static io.sixgrid.data.redraw.PublishingCity.corner;
import static io.sixgrid.data.redraw.PublishingCity.move;
import static io.sixgrid.data.redraw.PublishingCity.moved;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.redraw.Conflict.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What two planners see who redraw the same, and that nobody is held up where they do not. */
@PostgisTest
final class ConflictTest {
    private PublishingCity city;

    @BeforeEach
    void a_city_with_drafts(TestDatabase database) {
        city = new PublishingCity(database.jdbi());
    }

    /** Of a grid in column 1, along a meridian. */
    private static String split(String grid, String one, String other) {
        double south = 38 + 0.01 * (grid.charAt(1) - '1');
        return "{'kind':'split','grid':'" + grid + "','line':{'type':'LineString','coordinates':[[121.0183," + south
                + "],[121.0183," + (south + 0.03)
                + "]]},'parts':[{'code':'" + one
                + "','name':'west'},{'code':'" + other + "','name':'east'}]}";
    }

    private static String merge(String one, String other, String into) {
        return "{'kind':'merge','grids':['" + one + "','" + other + "'],'into':{'code':'" + into + "','name':'both'}}";
    }

    private static String retire(String grid, String heir) {
        return "{'kind':'retire','grid':'" + grid + "','heirs':[{'code':'" + heir + "'}]}";
    }

    private static String rename(String grid, String name) {
        return "{'kind':'rename','grid':'" + grid + "','name':'" + name + "'}";
    }

    private static String recode(String grid, String code) {
        return "{'kind':'recode','grid':'" + grid + "','code':'" + code + "'}";
    }

    /** Mine and theirs begin on the same boundaries; theirs is published first. */
    private Conflict between(String mine, String theirs) {
        long draft = city.draft(mine);
        city.publish(city.draft(theirs), NOW);
        return city.conflict(draft, MARCH);
    }

    /** Both publish, mine after theirs. */
    private void both(String mine, String theirs) {
        long draft = city.draft(mine);
        city.publish(city.draft(theirs), NOW);
        city.publish(draft, MARCH);
    }

    private static Set<String> codes(Conflict.Side side) {
        return new TreeSet<>(side.grids().stream().map(Grid::code).toList());
    }

    private static List<Coordinate> vertices(Conflict.Side side) {
        return side.lines().stream()
                .flatMap(line -> Arrays.stream(line.getCoordinates()))
                .toList();
    }

    @Test
    void two_moves_on_one_border_show_it_as_it_was_as_each_has_it_and_who_moved_it() {
        Coordinate corner = corner("G1-1");
        Coordinate mine = new Coordinate(moved(corner).x, corner.y - 0.0002);

        Conflict conflict = between(move(corner, mine), move("G1-1"));

        assertThat(conflict.reason()).isEqualTo(Reason.EDGE);
        assertThat(conflict.sentence()).contains("between G0-0 and G0-1");
        assertThat(conflict.codes()).containsExactly("G0-0", "G0-1", "G1-0", "G1-1");
        assertThat(vertices(conflict.sides().base())).contains(corner);
        assertThat(vertices(conflict.sides().mine())).contains(mine).doesNotContain(corner);
        assertThat(vertices(conflict.sides().theirs())).contains(moved(corner)).doesNotContain(corner);
        assertThat(conflict.sides().theirs().by().get("G1-1")).satisfies(by -> {
            assertThat(by.author()).isEqualTo("planner");
            assertThat(by.document()).contains("No. 7");
            assertThat(by.revision()).isEqualTo(2);
        });
        assertThat(conflict.dependsOn()).isEmpty();
    }

    @Test
    void moves_of_both_ends_of_one_border_are_moves_of_one_border() {
        assertThat(between(move("G1-1"), move("G1-2")).codes()).containsExactly("G0-1", "G1-1");
    }

    @Test
    void two_splits_of_one_grid_show_both() {
        Conflict conflict = between(split("G1-1", "A", "B"), split("G1-1", "C", "D"));

        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("grid G1-1 is no more: C, D hold land of it");
        assertThat(codes(conflict.sides().base())).containsExactly("G1-1");
        assertThat(codes(conflict.sides().mine())).containsExactly("A", "B");
        assertThat(codes(conflict.sides().theirs())).containsExactly("C", "D");
        assertThat(conflict.sides().theirs().by()).containsKeys("C", "D", "G1-1");
    }

    @Test
    void two_splits_of_one_grid_that_goes_on_under_its_code_conflict_too() {
        Conflict conflict = between(split("G1-1", "G1-1", "B"), split("G1-1", "G1-1", "D"));

        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("grid G1-1 was divided by others: D holds land of it");
        assertThat(codes(conflict.sides().mine())).containsExactly("B", "G1-1");
        assertThat(codes(conflict.sides().theirs())).containsExactly("D", "G1-1");
    }

    @Test
    void a_merge_with_a_grid_that_others_retired_shows_who_has_its_land() {
        Conflict conflict = between(merge("G1-1", "G1-2", "M"), retire("G1-2", "G2-2"));

        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("grid G1-2 is no more: G2-2 holds land of it");
        assertThat(codes(conflict.sides().base())).containsExactly("G1-2");
        assertThat(codes(conflict.sides().mine())).containsExactly("M");
        assertThat(codes(conflict.sides().theirs())).containsExactly("G2-2");
    }

    @Test
    void a_split_of_a_grid_into_which_others_merged_another_is_a_conflict() {
        Conflict conflict = between(split("G1-1", "G1-1", "B"), merge("G1-1", "G1-2", "G1-1"));

        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("grid G1-1 was merged by others with G1-2");
    }

    @Test
    void a_code_that_others_gave_meanwhile_is_not_given_again() {
        Conflict conflict = between(split("G1-1", "A", "B"), recode("G4-4", "A"));

        assertThat(conflict.reason()).isEqualTo(Reason.CODE);
        assertThat(conflict.sentence()).contains("the code A");
        assertThat(codes(conflict.sides().theirs())).containsExactly("A");
        assertThat(conflict.sides().theirs().by())
                .hasEntrySatisfying("A", by -> assertThat(by.revision()).isEqualTo(2));
    }

    @Test
    void a_code_that_others_gave_and_took_back_is_not_given_either() {
        long draft = city.draft(recode("G1-1", "A"));
        city.publish(city.draft(recode("G4-4", "A")), NOW);
        long again = city.open(NOW);
        city.apply(again, recode("A", "B"));
        city.publish(again, NOW);

        Conflict conflict = city.conflict(draft, MARCH);

        assertThat(conflict.reason()).isEqualTo(Reason.CODE);
        assertThat(conflict.sentence()).contains("not used again");
    }

    @Test
    void two_names_of_one_grid_are_a_choice_to_make() {
        Conflict conflict = between(rename("G1-1", "mine"), rename("G1-1", "theirs"));

        assertThat(conflict.reason()).isEqualTo(Reason.ATTRIBUTE);
        assertThat(conflict.sides().base().grids()).extracting(Grid::name).containsExactly("G1-1");
        assertThat(conflict.sides().mine().grids()).extracting(Grid::name).containsExactly("mine");
        assertThat(conflict.sides().theirs().grids()).extracting(Grid::name).containsExactly("theirs");
    }

    @Test
    void a_grid_that_others_call_by_another_code_is_not_found_by_the_former() {
        Conflict conflict = between(rename("G1-1", "mine"), recode("G1-1", "T1"));

        assertThat(conflict.reason()).isEqualTo(Reason.GONE);
        assertThat(conflict.sentence()).contains("G1-1");
        assertThat(codes(conflict.sides().theirs())).containsExactly("T1");
    }

    @Test
    void what_builds_upon_an_operation_in_conflict_says_so_and_the_rest_is_tried() {
        Coordinate corner = corner("G1-1");
        long draft = city.draft(
                move("G1-1"),
                move(moved(corner), new Coordinate(corner.x - 0.0006, corner.y - 0.0006)),
                move("G4-4"),
                rename("G1-1", "mine"));
        city.publish(
                city.draft(
                        move(corner, new Coordinate(corner.x - 0.0004, corner.y - 0.0004)), rename("G1-1", "theirs")),
                NOW);

        List<Conflict> conflicts = city.submit(draft, MARCH).conflicts();

        assertThat(conflicts).extracting(Conflict::seq).containsExactly(1, 2, 4);
        assertThat(conflicts).extracting(Conflict::dependsOn).containsExactly(List.of(), List.of(1), List.of());
    }

    @Test
    void a_split_and_a_move_of_borders_far_from_its_line_both_publish() {
        both(split("G1-1", "A", "B"), move("G3-3"));
        assertThat(city.read(MARCH).ids()).containsKeys("A", "B");
    }

    @Test
    void a_name_and_a_border_of_one_grid_both_publish() {
        both(rename("G1-1", "mine"), move("G1-1"));
    }

    @Test
    void splits_of_neighbours_both_publish() {
        both(split("G1-1", "A", "B"), split("G4-1", "C", "D"));
        assertThat(city.read(MARCH).ids()).containsKeys("A", "B", "C", "D");
    }

    @Test
    void a_move_beside_a_grid_that_others_gave_another_code_and_parent_publishes() {
        both(move("G1-1"), recode("G1-1", "T1"));
        assertThat(city.hasVertex("T1", moved(corner("G1-1")), MARCH)).isTrue();
    }
}
