package io.sixgrid.data.grid;

import static io.sixgrid.data.grid.PublishedMesh.FOUNDED;
import static io.sixgrid.data.grid.PublishedMesh.JULY;
import static io.sixgrid.data.grid.PublishedMesh.MARCH;
import static io.sixgrid.data.grid.PublishedMesh.MESH;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

@PostgisTest
final class RevisionTest {
    private Jdbi jdbi;
    private RevisionStore revisions;
    private PlanStore plans;
    private PublishedMesh mesh;

    @BeforeEach
    void a_mesh_of_four_districts(TestDatabase database) {
        jdbi = database.jdbi();
        revisions = new RevisionStore(jdbi);
        plans = new PlanStore(jdbi);
        mesh = new PublishedMesh(jdbi);
    }

    @Test
    void a_plan_is_read_back_as_it_was_published() {
        StoredPlan stored = mesh.read(FOUNDED);
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(PublishedMesh.byCode(stored.plan()))
                .isEqualTo(PublishedMesh.byCode(Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids())));
        assertThat(plans.read(stored.scheme(), FOUNDED.minusSeconds(1), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_revision_applies_from_its_moment_on_and_touches_no_other_row() {
        Map<Long, String> rows = rows();
        mesh.publish(new Redraw(mesh.read(JULY)).rename("G1-1", "renamed"), JULY);

        assertThat(mesh.name("G1-1", JULY.minusSeconds(1))).isEqualTo("G1-1");
        assertThat(mesh.name("G1-1", JULY)).isEqualTo("renamed");
        assertThat(others(rows(), "G1-1")).isEqualTo(others(rows, "G1-1"));
        assertThat(counts()).containsExactly(0, 1, 0);
    }

    @Test
    void what_was_believed_stays_readable() {
        mesh.publish(new Redraw(mesh.read(MARCH)).rename("G1-1", "corrected"), MARCH);
        Instant before = recorded(2).minusNanos(1000);

        assertThat(mesh.name("G1-1", JULY)).isEqualTo("corrected");
        assertThat(mesh.name("G1-1", MARCH.minusSeconds(1))).isEqualTo("G1-1");
        assertThat(mesh.name("G1-1", JULY, before)).isEqualTo("G1-1");
        assertThat(mesh.name("G1-1", JULY, recorded(2))).isEqualTo("corrected");
    }

    @Test
    void a_correction_may_reach_back_to_the_very_beginning() {
        mesh.publish(new Redraw(mesh.read(FOUNDED)).rename("G1-1", "as it always was"), FOUNDED);
        assertThat(mesh.name("G1-1", FOUNDED)).isEqualTo("as it always was");
        assertThat(mesh.name("G1-1", FOUNDED, recorded(2).minusNanos(1000))).isEqualTo("G1-1");
    }

    @Test
    void a_split_retires_one_code_and_issues_two() {
        mesh.publish(
                new Redraw(mesh.read(JULY))
                        .split("G1-1", "G1-1a", "G1-1b")
                        .lineage(half("G1-1", "G1-1a"))
                        .lineage(half("G1-1", "G1-1b")),
                JULY);

        StoredPlan after = mesh.read(JULY);
        assertThat(after.ids()).containsKeys("G1-1a", "G1-1b").doesNotContainKeys("G1-1", "G1-1P", "G1-1PH");
        assertThat(mesh.read(JULY.minusSeconds(1)).ids()).containsKey("G1-1").doesNotContainKey("G1-1a");
        assertThat(mesh.ledger("G1-1")).isEqualTo(JULY + " split");
        assertThat(mesh.ledger("G1-1P")).isEqualTo(JULY + " retire");
        assertThat(mesh.ledger("G1-1a")).isEqualTo("in use");
        assertThat(counts()).containsExactly(2, 0, 3);
        assertThat(lineage())
                .containsExactlyInAnyOrder("split G1-1 G1-1a", "split G1-1 G1-1b", "retire G1-1P -", "retire G1-1PH -");
    }

    @Test
    void a_grid_under_another_code_stays_the_same_grid_and_parent() {
        Map<Long, String> rows = rows();
        long id = requireNonNull(mesh.read(JULY).ids().get("G1-1"));
        mesh.publish(new Redraw(mesh.read(JULY)).recode("G1-1", "G9"), JULY);
        assertThat(mesh.read(JULY).ids()).containsEntry("G9", id).doesNotContainKey("G1-1");
        assertThat(others(rows(), "G1-1", "G9")).isEqualTo(others(rows, "G1-1"));
        assertThat(PublishedMesh.grid(mesh.read(JULY), "G1-1P").parent()).isEqualTo("G9");
        assertThat(mesh.ledger("G1-1")).isEqualTo(JULY + " recode");
    }

    @Test
    void a_grid_whose_parent_is_another_grid_changes_though_the_code_of_the_parent_is_new() {
        StoredPlan before = mesh.read(JULY);
        Redraw redraw = new Redraw(before).remove("D0-0").add(district("D9"));
        for (String code : List.of("G0-0", "G0-1", "G0-2", "G1-0", "G1-1", "G1-2", "G2-0", "G2-1", "G2-2")) {
            redraw.parent(code, "D9");
        }
        mesh.publish(redraw, JULY);
        assertThat(counts()).containsExactly(1, 9, 1);
        assertThat(PublishedMesh.grid(mesh.read(JULY), "G1-1").parent()).isEqualTo("D9");
        assertThat(PublishedMesh.grid(mesh.read(JULY.minusSeconds(1)), "G1-1").parent())
                .isEqualTo("D0-0");
    }

    @Test
    void a_code_may_return_to_its_own_grid() {
        mesh.publish(new Redraw(mesh.read(MARCH)).recode("G1-1", "G9"), MARCH);
        mesh.publish(new Redraw(mesh.read(JULY)).recode("G9", "G1-1"), JULY);
        assertThat(mesh.ledger("G1-1")).isEqualTo("in use");
        assertThat(mesh.ledger("G9")).isEqualTo(JULY + " recode");
    }

    @Test
    void the_outline_and_unassigned_land_change_like_grids() {
        Polygon face = strip();
        mesh.publish(new Redraw(mesh.read(JULY)).outline(MESH.outline().union(face), List.of(face)), JULY);
        assertThat(mesh.read(JULY.minusSeconds(1)).plan().unassigned()).isEmpty();
        assertThat(mesh.read(JULY).plan().unassigned()).containsExactly(face);
        assertThat(mesh.read(JULY).plan().outline().getArea())
                .isGreaterThan(MESH.outline().getArea());

        Instant august = JULY.plusSeconds(86_400 * 31L);
        mesh.publish(new Redraw(mesh.read(august)).outline(MESH.outline(), List.of()), august);
        assertThat(mesh.read(august.minusSeconds(1)).plan().unassigned()).containsExactly(face);
        assertThat(mesh.read(august).plan().unassigned()).isEmpty();
        assertThat(mesh.read(august).plan().outline().equalsExact(MESH.outline()))
                .isTrue();
    }

    @Test
    void two_thousand_grids_are_published_at_once_as_they_are_read_back() {
        MeshCity large = new MeshCity(27, 1);
        Scheme other = new Scheme("large", "大", "Large", "", "", MeshCity.SCHEME.levels());
        revisions.found(
                Plan.of(other, large.outline(), List.of(), large.grids()),
                PublishedMesh.publication(FOUNDED),
                Progress.SILENT);
        StoredPlan before = plans.read(new GridStore(jdbi).requireScheme("large"), JULY, Optional.empty())
                .orElseThrow();
        Redraw redraw = new Redraw(before);
        before.ids().keySet().forEach(code -> redraw.rename(code, "renamed " + code));
        Succession succession = redraw.succession();
        long start = System.nanoTime();
        revisions.publish(succession, PublishedMesh.publication(JULY), Progress.SILENT);
        long published = System.nanoTime();
        StoredPlan after = plans.read(before.scheme(), JULY, Optional.empty()).orElseThrow();
        System.out.printf(
                "%d grids: published in %d ms, read in %d ms%n",
                after.ids().size(), (published - start) / 1_000_000, (System.nanoTime() - published) / 1_000_000);
        assertThat(after.ids()).isEqualTo(before.ids());
        assertThat(PublishedMesh.byCode(after.plan())).isEqualTo(PublishedMesh.byCode(succession.after()));
    }

    /** Beside the southern rim of the mesh, on its first edge. */
    private static Polygon strip() {
        Coordinate[] rim = MESH.outline().getCoordinates();
        Coordinate below = new Coordinate(rim[0].x, Lattice.round(rim[0].y - 0.01));
        return Lattice.FACTORY.createPolygon(new Coordinate[] {rim[0], below, rim[1], rim[0]});
    }

    private Grid district(String code) {
        Grid old = PublishedMesh.grid(mesh.read(JULY), "D0-0");
        return new Grid(1, code, code, code, null, old.facts(), old.shape());
    }

    private static Lineage half(String before, String after) {
        return new Lineage(Lineage.Kind.SPLIT, 2, Optional.of(before), Optional.of(after), 0.5, 1);
    }

    /** All rows, by their own id. */
    private Map<Long, String> rows() {
        return jdbi.withHandle(h -> h.createQuery("select id, code, grid_version::text as all from grid_version")
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("code") + "|" + row.getString("all")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<Long, String> others(Map<Long, String> rows, String... codes) {
        return rows.entrySet().stream()
                .filter(row ->
                        List.of(codes).stream().noneMatch(code -> row.getValue().startsWith(code + "|")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<Integer> counts() {
        return jdbi.withHandle(h -> h.createQuery(
                        "select unnest(array[created, changed, retired]) from revision order by id desc limit 3")
                .mapTo(Integer.class)
                .list()
                .subList(0, 3));
    }

    private Instant recorded(long revision) {
        return jdbi.withHandle(h -> h.createQuery("select recorded from revision where id = :id")
                .bind("id", revision)
                .mapTo(Instant.class)
                .one());
    }

    private List<String> lineage() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select concat_ws(' ', kind, coalesce(before_code, '-'), coalesce(after_code, '-')) from lineage
                        """).mapTo(String.class).list());
    }
}
