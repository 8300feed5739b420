package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

@PostgisTest
final class RevisionTest {
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final MeshCity MESH = new MeshCity(6, 1);

    private Jdbi jdbi;
    private RevisionStore revisions;
    private PlanStore plans;

    @BeforeEach
    void a_mesh_of_four_districts(TestDatabase database) {
        jdbi = database.jdbi();
        revisions = new RevisionStore(jdbi);
        plans = new PlanStore(jdbi);
        revisions.found(
                Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                publication(FOUNDED),
                Progress.SILENT);
    }

    @Test
    void a_plan_is_read_back_as_it_was_published() {
        StoredPlan stored = read(FOUNDED);
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(byCode(stored.plan()))
                .isEqualTo(byCode(Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids())));
        assertThat(plans.read(stored.scheme(), FOUNDED.minusSeconds(1), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_revision_applies_from_its_moment_on_and_touches_no_other_row() {
        Map<Long, String> rows = rows();
        publish(new Redraw(read(JULY)).rename("G1-1", "renamed"), JULY);

        assertThat(name("G1-1", JULY.minusSeconds(1))).isEqualTo("G1-1");
        assertThat(name("G1-1", JULY)).isEqualTo("renamed");
        assertThat(others(rows(), "G1-1")).isEqualTo(others(rows, "G1-1"));
        assertThat(counts()).containsExactly(0, 1, 0);
    }

    @Test
    void what_was_believed_stays_readable() {
        publish(new Redraw(read(MARCH)).rename("G1-1", "corrected"), MARCH);
        Instant before = recorded(2).minusNanos(1000);

        assertThat(name("G1-1", JULY)).isEqualTo("corrected");
        assertThat(name("G1-1", MARCH.minusSeconds(1))).isEqualTo("G1-1");
        assertThat(name("G1-1", JULY, before)).isEqualTo("G1-1");
        assertThat(name("G1-1", JULY, recorded(2))).isEqualTo("corrected");
    }

    @Test
    void a_correction_may_reach_back_to_the_very_beginning() {
        publish(new Redraw(read(FOUNDED)).rename("G1-1", "as it always was"), FOUNDED);
        assertThat(name("G1-1", FOUNDED)).isEqualTo("as it always was");
        assertThat(name("G1-1", FOUNDED, recorded(2).minusNanos(1000))).isEqualTo("G1-1");
    }

    @Test
    void a_split_retires_one_code_and_issues_two() {
        publish(
                new Redraw(read(JULY))
                        .split("G1-1", "G1-1a", "G1-1b")
                        .lineage(half("G1-1", "G1-1a"))
                        .lineage(half("G1-1", "G1-1b")),
                JULY);

        StoredPlan after = read(JULY);
        assertThat(after.ids()).containsKeys("G1-1a", "G1-1b").doesNotContainKeys("G1-1", "G1-1P", "G1-1PH");
        assertThat(read(JULY.minusSeconds(1)).ids()).containsKey("G1-1").doesNotContainKey("G1-1a");
        assertThat(ledger("G1-1")).isEqualTo(JULY + " split");
        assertThat(ledger("G1-1P")).isEqualTo(JULY + " retire");
        assertThat(ledger("G1-1a")).isEqualTo("in use");
        assertThat(counts()).containsExactly(2, 0, 3);
        assertThat(lineage())
                .containsExactlyInAnyOrder("split G1-1 G1-1a", "split G1-1 G1-1b", "retire G1-1P -", "retire G1-1PH -");
    }

    @Test
    void a_grid_under_another_code_stays_the_same_grid_and_parent() {
        Map<Long, String> rows = rows();
        long id = requireNonNull(read(JULY).ids().get("G1-1"));
        publish(new Redraw(read(JULY)).recode("G1-1", "G9"), JULY);
        assertThat(read(JULY).ids()).containsEntry("G9", id).doesNotContainKey("G1-1");
        assertThat(others(rows(), "G1-1", "G9")).isEqualTo(others(rows, "G1-1"));
        assertThat(grid(read(JULY), "G1-1P").parent()).isEqualTo("G9");
        assertThat(ledger("G1-1")).isEqualTo(JULY + " recode");
    }

    @Test
    void a_grid_whose_parent_is_another_grid_changes_though_the_code_of_the_parent_is_new() {
        StoredPlan before = read(JULY);
        Redraw redraw = new Redraw(before).remove("D0-0").add(district("D9"));
        for (String code : List.of("G0-0", "G0-1", "G0-2", "G1-0", "G1-1", "G1-2", "G2-0", "G2-1", "G2-2")) {
            redraw.parent(code, "D9");
        }
        publish(redraw, JULY);
        assertThat(counts()).containsExactly(1, 9, 1);
        assertThat(grid(read(JULY), "G1-1").parent()).isEqualTo("D9");
        assertThat(grid(read(JULY.minusSeconds(1)), "G1-1").parent()).isEqualTo("D0-0");
    }

    @Test
    void a_code_is_never_used_by_another_grid() {
        publish(new Redraw(read(MARCH)).split("G1-1", "G1-1a", "G1-1b"), MARCH);
        assertConflict(new Redraw(read(JULY)).split("G1-2", "G1-1", "G1-2b"), JULY, "G1-1 (until " + MARCH + ")");
        assertThat(newest()).isEqualTo(2);
    }

    @Test
    void a_code_may_return_to_its_own_grid() {
        publish(new Redraw(read(MARCH)).recode("G1-1", "G9"), MARCH);
        publish(new Redraw(read(JULY)).recode("G9", "G1-1"), JULY);
        assertThat(ledger("G1-1")).isEqualTo("in use");
        assertThat(ledger("G9")).isEqualTo(JULY + " recode");
    }

    @Test
    void boundaries_that_change_later_are_in_the_way_and_the_refusal_says_when() {
        publish(new Redraw(read(JULY)).rename("G1-1", "renamed"), JULY);
        assertConflict(new Redraw(read(MARCH)).rename("G1-2", "too early"), MARCH, JULY.toString());
        assertConflict(new Redraw(read(MARCH)).rename("G1-2", "read too early"), JULY, JULY.toString());
        publish(new Redraw(read(JULY)).rename("G1-2", "at the same moment"), JULY);
        assertThat(name("G1-1", JULY)).isEqualTo("renamed");
        assertThat(name("G1-2", JULY)).isEqualTo("at the same moment");
    }

    @Test
    void a_plan_read_before_a_newer_revision_cannot_be_followed() {
        Redraw stale = new Redraw(read(JULY)).rename("G1-2", "stale");
        publish(new Redraw(read(MARCH)).rename("G1-1", "renamed"), MARCH);
        assertConflict(stale, JULY, "revision 2 was published");
    }

    @Test
    void what_changes_nothing_is_refused() {
        Redraw nothing = new Redraw(read(JULY));
        assertThatThrownBy(() -> publish(nothing, JULY)).hasMessageContaining("nothing changes");
        assertThat(newest()).isEqualTo(1);
    }

    @Test
    void of_two_publishers_at_once_one_is_refused() throws Exception {
        StoredPlan before = read(JULY);
        List<Callable<Boolean>> both = List.of(
                () -> tryPublish(new Redraw(before).rename("G1-1", "one"), JULY),
                () -> tryPublish(new Redraw(before).rename("G1-2", "other"), JULY));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> published = new ArrayList<>();
            for (Future<Boolean> one : two.invokeAll(both)) {
                published.add(one.get());
            }
            assertThat(published).containsExactlyInAnyOrder(true, false);
        } finally {
            two.shutdownNow();
        }
        assertThat(newest()).isEqualTo(2);
    }

    @Test
    void the_outline_and_unassigned_land_change_like_grids() {
        Polygon face = strip();
        publish(new Redraw(read(JULY)).outline(MESH.outline().union(face), List.of(face)), JULY);
        assertThat(read(JULY.minusSeconds(1)).plan().unassigned()).isEmpty();
        assertThat(read(JULY).plan().unassigned()).containsExactly(face);
        assertThat(read(JULY).plan().outline().getArea())
                .isGreaterThan(MESH.outline().getArea());

        Instant august = JULY.plusSeconds(86_400 * 31L);
        publish(new Redraw(read(august)).outline(MESH.outline(), List.of()), august);
        assertThat(read(august.minusSeconds(1)).plan().unassigned()).containsExactly(face);
        assertThat(read(august).plan().unassigned()).isEmpty();
        assertThat(read(august).plan().outline().equalsExact(MESH.outline())).isTrue();
    }

    @Test
    void two_thousand_grids_are_published_at_once_as_they_are_read_back() {
        MeshCity large = new MeshCity(27, 1);
        Scheme other = new Scheme("large", "大", "Large", "", "", MeshCity.SCHEME.levels());
        revisions.found(
                Plan.of(other, large.outline(), List.of(), large.grids()), publication(FOUNDED), Progress.SILENT);
        StoredPlan before = plans.read(new GridStore(jdbi).requireScheme("large"), JULY, Optional.empty())
                .orElseThrow();
        Redraw redraw = new Redraw(before);
        before.ids().keySet().forEach(code -> redraw.rename(code, "renamed " + code));
        Succession succession = redraw.succession();
        long start = System.nanoTime();
        revisions.publish(succession, publication(JULY), Progress.SILENT);
        long published = System.nanoTime();
        StoredPlan after = plans.read(before.scheme(), JULY, Optional.empty()).orElseThrow();
        System.out.printf(
                "%d grids: published in %d ms, read in %d ms%n",
                after.ids().size(), (published - start) / 1_000_000, (System.nanoTime() - published) / 1_000_000);
        assertThat(after.ids()).isEqualTo(before.ids());
        assertThat(byCode(after.plan())).isEqualTo(byCode(succession.after()));
    }

    /** Beside the southern rim of the mesh, on its first edge. */
    private static Polygon strip() {
        Coordinate[] rim = MESH.outline().getCoordinates();
        Coordinate below = new Coordinate(rim[0].x, Lattice.round(rim[0].y - 0.01));
        return Lattice.FACTORY.createPolygon(new Coordinate[] {rim[0], below, rim[1], rim[0]});
    }

    private Grid district(String code) {
        Grid old = grid(read(JULY), "D0-0");
        return new Grid(1, code, code, code, null, old.facts(), old.shape());
    }

    private static Lineage half(String before, String after) {
        return new Lineage(Lineage.Kind.SPLIT, 2, Optional.of(before), Optional.of(after), 0.5, 1);
    }

    private boolean tryPublish(Redraw redraw, Instant effective) {
        try {
            publish(redraw, effective);
            return true;
        } catch (SixgridException e) {
            assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT);
            return false;
        }
    }

    private void assertConflict(Redraw redraw, Instant effective, String says) {
        assertThatThrownBy(() -> publish(redraw, effective))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining(says);
    }

    private void publish(Redraw redraw, Instant effective) {
        revisions.publish(redraw.succession(), publication(effective), Progress.SILENT);
    }

    private static Publication publication(Instant effective) {
        return new Publication("test", "because", Optional.of("No. 1"), effective);
    }

    private StoredPlan read(Instant at) {
        return plans.read(new GridStore(jdbi).requireScheme("mesh"), at, Optional.empty())
                .orElseThrow();
    }

    private String name(String code, Instant at) {
        return grid(read(at), code).name();
    }

    private String name(String code, Instant at, Instant known) {
        StoredPlan plan = plans.read(new GridStore(jdbi).requireScheme("mesh"), at, Optional.of(known))
                .orElseThrow();
        return grid(plan, code).name();
    }

    private static Grid grid(StoredPlan plan, String code) {
        return requireNonNull(byCode(plan.plan()).get(code), code);
    }

    private static Map<String, Grid> byCode(Plan plan) {
        return plan.grids().stream().collect(Collectors.toMap(Grid::code, grid -> grid));
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

    private long newest() {
        return jdbi.withHandle(h ->
                h.createQuery("select max(id) from revision").mapTo(Long.class).one());
    }

    private String ledger(String code) {
        return jdbi.withHandle(h -> h.createQuery("select retired, reason from code_ledger where code = :code")
                .bind("code", code)
                .map((row, context) -> row.getTimestamp("retired") == null
                        ? "in use"
                        : row.getTimestamp("retired").toInstant() + " " + row.getString("reason"))
                .one());
    }

    private List<String> lineage() {
        return jdbi.withHandle(h -> h.createQuery("""
                        select concat_ws(' ', kind, coalesce(before_code, '-'), coalesce(after_code, '-')) from lineage
                        """).mapTo(String.class).list());
    }
}
