package io.sixgrid.data.redraw;

import static io.sixgrid.data.redraw.PublishingCity.JULY;
import static io.sixgrid.data.redraw.PublishingCity.MARCH;
import static io.sixgrid.data.redraw.PublishingCity.MAY;
import static io.sixgrid.data.redraw.PublishingCity.NOW;
import static io.sixgrid.data.redraw.PublishingCity.PLANNER;
import static io.sixgrid.data.redraw.PublishingCity.corner;
import static io.sixgrid.data.redraw.PublishingCity.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.redraw.Conflict.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What is in the way besides borders, halves and names: land, the outline, parents, contents, the scope. */
@PostgisTest
final class ConflictKindsTest {
    private PublishingCity city;

    @BeforeEach
    void a_city_with_drafts(TestDatabase database) {
        city = new PublishingCity(database.jdbi());
    }

    private static String square(double west, double south, double east, double north) {
        return "{'type':'Polygon','coordinates':[[[" + west + "," + south + "],[" + east + "," + south + "],[" + east
                + "," + north + "],[" + west + "," + north + "],[" + west + "," + south + "]]]}";
    }

    private static String create(int level, String code, String parent, String land) {
        return "{'kind':'create','level':" + level + ",'code':'" + code + "','name':'" + code + "','parent':'" + parent
                + "','land':" + land + "}";
    }

    /** In the north-eastern corner of G0-0, where the border runs when {@code move("G1-1")} is done. */
    private static String plotAtTheCorner(String code) {
        Coordinate corner = corner("G1-1");
        return create(
                3, code, "G0-0", square(corner.x - 0.0007, corner.y - 0.0007, corner.x - 0.0002, corner.y - 0.0002));
    }

    private static String reparent(String grid, String parent) {
        return "{'kind':'reparent','grid':'" + grid + "','parent':'" + parent + "'}";
    }

    private static String retire(String grid, String more) {
        return "{'kind':'retire','grid':'" + grid + "'," + more + "}";
    }

    private static Set<String> codes(Conflict.Side side) {
        return new TreeSet<>(side.grids().stream().map(Grid::code).toList());
    }

    /** Of a draft as it would be published in March, theirs being published before. */
    private Conflict between(long mine, long theirs) {
        city.publish(theirs, NOW);
        return city.conflict(mine, MARCH);
    }

    private long scoped(String grid, String operation) {
        Draft.Aim aim = new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty());
        NewDraft draft = new NewDraft("mesh", "draft", Optional.of(grid), DraftCity.FOUNDED, aim);
        return city.apply(city.city.drafts.open(draft, PLANNER).id(), operation);
    }

    private long now(String operation) {
        return city.apply(city.open(NOW), operation);
    }

    @Test
    void unassigned_land_that_others_made_a_grid_of_shows_theirs() {
        city.publish(city.draft(retire("G1-1", "'withContents':true")), NOW);
        long mine = now(create(2, "A", "D0-0", square(121.005, 38.013, 121.015, 38.017)));
        long theirs = now(create(2, "T", "D0-0", square(121.013, 38.013, 121.025, 38.017)));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("the land of grid A is not unassigned any more: T holds land of it");
        assertThat(codes(conflict.sides().base())).isEmpty();
        assertThat(codes(conflict.sides().mine())).containsExactly("A");
        assertThat(codes(conflict.sides().theirs())).containsExactly("T");
    }

    @Test
    void grids_apart_in_one_unassigned_land_are_both_made() {
        city.publish(city.draft(retire("G1-1", "'withContents':true")), NOW);
        long mine = now(create(2, "A", "D0-0", square(121.005, 38.013, 121.0135, 38.017)));
        long theirs = now(create(2, "T", "D0-0", square(121.0165, 38.013, 121.025, 38.017)));

        city.publish(theirs, NOW);
        city.publish(mine, MARCH);

        assertThat(city.read(MARCH).ids()).containsKeys("A", "T");
    }

    @Test
    void two_who_move_the_outline_meet_at_its_border() {
        Coordinate corner = corner("G0-0");
        String outline = "{'kind':'change-outline','node':[" + corner.x + "," + corner.y + "],'to':[";
        long mine = city.draft(outline + (corner.x - 0.001) + "," + (corner.y - 0.001) + "]}");
        long theirs = city.draft(outline + (corner.x - 0.002) + "," + (corner.y - 0.001) + "]}");

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.EDGE);
        assertThat(conflict.sentence()).contains("G0-0 and the outside");
        assertThat(conflict.sides().theirs().lines()).isNotEmpty();
        assertThat(codes(conflict.sides().theirs())).containsExactly("G0-0");
    }

    @Test
    void a_parent_that_others_retired_is_named_with_who_retired_it() {
        long mine = city.draft(reparent("G1-2", "D0-1"));
        long theirs = city.draft(retire("D0-1", "'heirs':[{'code':'D1-1'}]"));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.GONE);
        assertThat(conflict.sentence()).contains("grid D0-1", "is no more");
        assertThat(codes(conflict.sides().base())).containsExactly("D0-1", "G1-2");
        assertThat(conflict.sides().theirs().by()).containsKey("D0-1");
    }

    @Test
    void what_the_proof_refuses_today_is_said_with_its_findings() {
        long mine = city.draft(move("G1-1"));
        long theirs = city.draft(plotAtTheCorner("T"));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.REFUSED);
        assertThat(conflict.findings())
                .extracting(Finding::codes)
                .anySatisfy(codes -> assertThat(codes).contains("T"));
        assertThat(codes(conflict.sides().mine())).contains("G0-0", "G1-1");
        assertThat(conflict.sides().mine().lines()).isNotEmpty();
    }

    @Test
    void a_grid_does_not_end_with_contents_that_others_put_there_also_not_later() {
        long mine = city.draft(retire("G0-0", "'withContents':true"));
        city.publish(city.draft(plotAtTheCorner("T")), JULY);

        Conflict conflict = city.conflict(mine, MAY);

        assertThat(conflict.at()).isEqualTo(JULY);
        assertThat(conflict.reason()).isEqualTo(Reason.FACE);
        assertThat(conflict.sentence()).isEqualTo("grids that others put there would end with it: T");
        assertThat(codes(conflict.sides().theirs())).contains("T");
    }

    @Test
    void a_border_of_a_contained_grid_that_others_ended_is_not_there() {
        String rename = "{'kind':'rename','grid':'G1-1P','name':'mine'}";
        long mine = city.draft(rename);
        long theirs = city.draft(retire("G1-1P", "'withContents':true"));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.GONE);
        assertThat(codes(conflict.sides().base())).containsExactly("G1-1P");
        assertThat(codes(conflict.sides().theirs())).isEmpty();
    }

    @Test
    void a_grid_that_others_took_out_of_the_scope_is_not_redrawn_within_it() {
        long mine = scoped("D0-0", move("G1-2"));
        long theirs = city.draft(reparent("G1-2", "D0-1"));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.reason()).isEqualTo(Reason.REFUSED);
        assertThat(conflict.sentence()).contains("outside the draft's scope", "D0-0");
        assertThat(codes(conflict.sides().theirs())).contains("G1-2");
    }

    @Test
    void a_scope_that_others_retired_is_no_more() {
        long mine = scoped("D0-0", move("G1-1"));
        long theirs = city.draft(retire("D0-0", "'heirs':[{'code':'D0-1'}]"));

        Conflict conflict = between(mine, theirs);

        assertThat(conflict.sentence()).isEqualTo("the draft's scope, the grid D0-0, is no more");
    }
}
