package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What a draft refuses although it is proven. */
@PostgisTest
final class AdmissionTest {
    private static final Draft.Aim NO_AIM = new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty());

    private DraftCity city;

    @BeforeEach
    void a_draft_of_a_city(TestDatabase database) {
        city = new DraftCity(database.jdbi());
    }

    private long scoped(String code) {
        NewDraft draft = new NewDraft("mesh", "of " + code, Optional.of(code), DraftCity.FOUNDED, NO_AIM);
        return city.drafts.open(draft, new Author("planner", DraftCity.FOUNDED)).id();
    }

    private Drafts.Step apply(long draft, String json) {
        return city.drafts.apply(draft, DraftCity.json(json), Planner.ofEverything("planner"), Optional.empty());
    }

    /** The middle of the border of G1-2 and G1-3, which districts share, and that border's id. */
    private record Border(String edge, Coordinate middle) {}

    private Border border() {
        return city.drafts.sketch(city.draft, (draft, sketch) -> {
            Coordinate[] corners = sketch.piece("G1-3").orElseThrow().shape().getCoordinates();
            Coordinate middle = new Coordinate((corners[0].x + corners[3].x) / 2, (corners[0].y + corners[3].y) / 2);
            Edge edge = new Topology(sketch)
                    .edgeOf(Segment.between(corners[0], corners[3]))
                    .orElseThrow();
            return new Border(edge.id(), middle);
        });
    }

    @Test
    void a_border_of_the_scope_may_get_a_vertex_which_is_its_neighbours_too_but_not_move() {
        Border border = border();
        String at = "[" + border.middle().x + "," + border.middle().y + "]";
        long draft = scoped("D0-0");

        Drafts.Step step = apply(draft, "{'kind':'insert-node','edge':'" + border.edge() + "','at':" + at + "}");

        assertThat(step.edit().orElseThrow().after())
                .extracting(Piece::code)
                .containsExactlyInAnyOrder("G1-2", "G1-3", "D0-0", "D0-1");
        Coordinate vertex = city.drafts.sketch(
                draft,
                (open, sketch) -> sketch.sinceBase().after().stream()
                        .filter(piece -> piece.code().equals("G1-3"))
                        .flatMap(piece -> List.of(piece.shape().getCoordinates()).stream())
                        .filter(corner -> corner.distance(border.middle()) < 1e-6)
                        .findFirst()
                        .orElseThrow());
        String move = "{'kind':'move-node','node':[" + vertex.x + "," + vertex.y + "],'to':[" + (vertex.x - 0.0003)
                + "," + vertex.y + "]}";
        assertThatThrownBy(() -> apply(draft, move))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining("D0-0");
        city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty());
        assertThat(city.drafts
                        .sketch(draft, (open, sketch) -> sketch.sinceBase())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_new_code_follows_the_rule_of_its_level(TestDatabase database) {
        new CodeStore(database.jdbi()).assign("mesh", 2, Optional.of("unit-grid-15"));
        String before = city.everything();

        Drafts.Step step = city.apply("{'kind':'recode','grid':'G1-1','code':'X'}");

        assertThat(DraftCity.refusals(step)).containsExactly(Finding.Kind.CODE);
        assertThat(step.attempt().findings().get(0).sentence()).contains("X");
        assertThat(city.everything()).isEqualTo(before);
        // What has a code against the rule already keeps it, whatever else is said of it.
        assertThat(city.apply("{'kind':'rename','grid':'G1-1','name':'x'}").edit())
                .isPresent();
    }

    @Test
    void a_grid_that_gets_another_parent_keeps_its_code_and_a_finding_says_when_it_names_the_old_one(
            TestDatabase database) {
        new CodeStore(database.jdbi()).assign("mesh", 2, Optional.of("unit-grid-15"));

        Drafts.Step step = city.apply("{'kind':'reparent','grid':'G1-2','parent':'D0-1'}");

        assertThat(step.edit()).isPresent();
        assertThat(step.attempt().findings()).extracting(Finding::kind).contains(Finding.Kind.STALE_CODE);
    }

    @Test
    void two_grids_do_not_exchange_their_codes_for_a_code_is_one_grids_for_ever() {
        city.apply("{'kind':'recode','grid':'G1-1','code':'T'}");

        Drafts.Step step = city.apply("{'kind':'recode','grid':'G1-2','code':'G1-1'}");

        assertThat(DraftCity.refusals(step)).containsExactly(Finding.Kind.CODE);
        assertThat(city.drafts
                        .undo(city.draft, Planner.ofEverything("test"), Optional.empty())
                        .draft()
                        .cursor())
                .isZero();
    }
}
