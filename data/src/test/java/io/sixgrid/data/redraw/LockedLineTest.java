package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

@PostgisTest
final class LockedLineTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private DraftCity city;
    private LockStore locks;
    private List<Edge> edges;

    /** The river runs along the border between two grids, from end to end, on its vertices. */
    @BeforeEach
    void a_river_in_a_city(TestDatabase database) {
        city = new DraftCity(database.jdbi());
        locks = new LockStore(database.jdbi());
        edges = city.drafts.read(
                city.draft,
                open -> new Topology(open.sketch())
                        .edgesIn(open.sketch().outline().getEnvelopeInternal()));
    }

    private Edge inner(int number) {
        return edges.stream().filter(edge -> edge.level() == 2).toList().get(number);
    }

    private void lock(String code, Coordinate... vertices) {
        LineString line = Lattice.FACTORY.createLineString(vertices);
        locks.put(
                MeshCity.SCHEME.code(),
                new LockedLine(
                        code,
                        "小河",
                        "Little river",
                        Lattice.FACTORY.createMultiLineString(new LineString[] {line}),
                        Optional.of("river:7"),
                        "planner",
                        NOW));
    }

    private static String at(Coordinate place) {
        return "[" + place.x + "," + place.y + "]";
    }

    /** To the south-west, where no plot is near. */
    private static String bend(Edge edge) {
        Coordinate middle = edge.line().getCentroid().getCoordinate();
        return "{'kind':'reshape-edge','edge':'" + edge.id() + "','line':{'type':'LineString','coordinates':["
                + at(edge.from()) + ",[" + (middle.x - 0.0003) + "," + (middle.y - 0.0003) + "]," + at(edge.to())
                + "]}}";
    }

    private void assertLocked(Edge edge) {
        String before = city.everything();
        assertThatThrownBy(() -> city.apply(bend(edge)))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining("river (小河, Little river)");
        assertThat(city.everything()).isEqualTo(before);
    }

    @Test
    void a_border_on_a_locked_line_is_not_moved_until_the_line_is_unlocked() {
        Edge edge = inner(3);
        lock("river", edge.line().getCoordinates());

        assertLocked(edge);
        locks.delete("mesh", "river", new Author("planner", NOW));
        assertThat(city.apply(bend(edge)).edit()).isPresent();
    }

    @Test
    void a_line_with_other_vertices_holds_the_border_that_lies_along_it() {
        Edge edge = inner(3);
        Coordinate middle = edge.line().getCentroid().getCoordinate();
        Coordinate beyond = new Coordinate(
                Lattice.round(2 * edge.to().x - edge.from().x), Lattice.round(2 * edge.to().y - edge.from().y));
        lock("river", edge.from(), new Coordinate(Lattice.round(middle.x), Lattice.round(middle.y)), beyond);

        assertLocked(edge);
    }

    @Test
    void a_border_that_the_line_only_crosses_or_ends_at_is_free() {
        Edge edge = inner(3);
        lock("river", edge.from(), new Coordinate(edge.to().x, Lattice.round(edge.to().y + 0.001)));

        assertThat(city.apply(bend(edge)).edit()).isPresent();
    }

    @Test
    void a_vertex_may_be_put_on_a_locked_border_and_touches_its_edge() {
        Edge edge = inner(3);
        lock("river", edge.line().getCoordinates());

        Drafts.Step step = city.apply("{'kind':'insert-node','edge':'" + edge.id() + "','at':"
                + at(edge.line().getCentroid().getCoordinate()) + "}");

        assertThat(step.operation().orElseThrow().borders()).containsExactly(edge.line());
        List<LineString> stored =
                city.drafts.read(city.draft, open -> open.operations().get(0).borders());
        assertThat(stored).containsExactly(edge.line());
    }

    @Test
    void who_may_change_grids_only_is_told_which_level_a_border_is_of() {
        Edge district =
                edges.stream().filter(edge -> edge.level() == 1).findFirst().orElseThrow();

        assertThatThrownBy(() -> city.drafts.apply(
                        city.draft, DraftCity.json(bend(district)), new Planner("grids", 2), Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN))
                .hasMessageContaining("level 1 (District)");
        assertThat(city.apply(bend(district)).edit()).isPresent();
    }

    @Test
    void locks_are_kept_by_code_with_where_they_are_from() {
        Edge edge = inner(3);
        lock("river", edge.line().getCoordinates());
        lock("river", inner(4).line().getCoordinates());
        lock("a road", edge.line().getCoordinates());

        assertThat(locks.list("mesh", Optional.empty(), 10))
                .extracting(LockedLine::code)
                .containsExactly("a road", "river");
        assertThat(locks.required("mesh", "river").source()).contains("river:7");
        assertThat(locks.required("mesh", "river").shape().getGeometryN(0).equalsExact(inner(4).line()))
                .isTrue();
        assertThatThrownBy(() -> locks.required("mesh", "rail")).hasMessageContaining("no locked line rail");
        assertThatThrownBy(() -> locks.delete("mesh", "rail", new Author("planner", NOW)))
                .hasMessageContaining("no locked line rail");
        assertThat(locks.list("mesh", Optional.of("a road"), 10))
                .extracting(LockedLine::code)
                .containsExactly("river");
        assertThat(locks.list("other", Optional.empty(), 10)).isEmpty();
        assertThat(locks.near("mesh", inner(4).line().getEnvelopeInternal()))
                .extracting(LockedLine::code)
                .contains("river");
        assertThat(new Locks(locks.list("mesh", Optional.empty(), 10)).on(inner(4)))
                .containsExactly("river");
    }

    @Test
    void nothing_is_undone_or_done_again_on_a_line_that_was_locked_since() {
        Edge edge = inner(3);
        city.apply(bend(edge));
        LineString bent = city.drafts.sketch(
                city.draft,
                (draft, sketch) -> new Topology(sketch)
                        .edgesAt(edge.from()).stream()
                                .filter(one -> one.to().equals2D(edge.to())
                                        && one.from().equals2D(edge.from()))
                                .findFirst()
                                .orElseThrow()
                                .line());
        String after = city.everything();
        lock("river", bent.getCoordinates());

        assertThatThrownBy(() -> city.drafts.undo(city.draft, Planner.ofEverything("planner"), Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining("river (小河, Little river)");
        assertThat(city.everything()).isEqualTo(after);

        locks.delete("mesh", "river", new Author("planner", NOW));
        city.drafts.undo(city.draft, Planner.ofEverything("planner"), Optional.empty());
        String before = city.everything();
        lock("river", edge.line().getCoordinates());
        assertThatThrownBy(() -> city.drafts.redo(city.draft, Planner.ofEverything("planner"), Optional.empty()))
                .hasMessageContaining("river (小河, Little river)");
        assertThat(city.everything()).isEqualTo(before);
    }

    @Test
    void who_may_not_move_a_border_does_not_take_back_that_it_was_moved_either() {
        Edge district =
                edges.stream().filter(edge -> edge.level() == 1).findFirst().orElseThrow();
        city.apply(bend(district));
        Planner ofGrids = new Planner("grids", 2);
        String after = city.everything();

        assertThatThrownBy(() -> city.drafts.undo(city.draft, ofGrids, Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN))
                .hasMessageContaining("level 1 (District)");
        assertThat(city.everything()).isEqualTo(after);

        city.drafts.undo(city.draft, Planner.ofEverything("planner"), Optional.empty());
        assertThatThrownBy(() -> city.drafts.redo(city.draft, ofGrids, Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN));
        assertThat(city.drafts
                        .redo(city.draft, new Planner("districts", 1), Optional.empty())
                        .edit())
                .isPresent();
        assertThat(city.everything()).isEqualTo(after);
    }
}
