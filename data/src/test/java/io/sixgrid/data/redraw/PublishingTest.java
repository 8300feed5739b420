package io.sixgrid.data.redraw;

import static io.sixgrid.data.redraw.PublishingCity.JULY;
import static io.sixgrid.data.redraw.PublishingCity.MARCH;
import static io.sixgrid.data.redraw.PublishingCity.MAY;
import static io.sixgrid.data.redraw.PublishingCity.NOW;
import static io.sixgrid.data.redraw.PublishingCity.PLANNER;
import static io.sixgrid.data.redraw.PublishingCity.corner;
import static io.sixgrid.data.redraw.PublishingCity.move;
import static io.sixgrid.data.redraw.PublishingCity.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.redraw.Publishing.Submission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a draft to a revision. */
@PostgisTest
final class PublishingTest {
    private PublishingCity city;

    @BeforeEach
    void a_city_with_drafts(TestDatabase database) {
        city = new PublishingCity(database.jdbi());
    }

    @Test
    void a_draft_applies_from_its_moment_on_and_as_it_was_drawn() {
        String before = city.everything(MARCH);
        long draft = city.draft(move("G3-3"));
        String drawn = city.city.drafts.read(
                draft, open -> DraftCity.everything(open.sketch().plan()));

        long revision = city.publish(draft, MARCH);

        assertThat(city.everything(MARCH.minusSeconds(1))).isEqualTo(before);
        assertThat(city.everything(MARCH)).isEqualTo(drawn);
        assertThat(city.everything(JULY)).isEqualTo(drawn);
        assertThat(rows("select author || ' ' || reason || ' ' || document || ' ' || changed from revision where id = "
                        + revision))
                .containsExactly("planner because No. 7 8");
        assertThat(rows(
                        "select state || ' ' || submitted_by || ' ' || approved_by || ' ' || revision from draft where id = "
                                + draft))
                .containsExactly("published planner approver " + revision);
        assertThat(rows("select actor || ' ' || action from audit where thing = 'draft' and id_text = '" + draft
                        + "' and action <> 'open' order by id"))
                .containsExactly("planner submit", "approver approve");
        assertThat(rows("select count(*)::text from change where revision = " + revision))
                .containsExactly("1");
    }

    @Test
    void drafts_that_touch_different_edges_of_a_district_both_publish_and_both_apply() {
        long one = city.draft(move("G1-1"));
        long other = city.draft(move("G4-4"), move("G1-3"));
        city.publish(one, MARCH);
        city.publish(other, MARCH);
        assertThat(city.hasVertex("G1-1", moved(corner("G1-1")), MARCH)).isTrue();
        assertThat(city.hasVertex("G1-3", moved(corner("G1-3")), MARCH)).isTrue();
        assertProven(MARCH);
    }

    @Test
    void a_draft_is_replayed_on_every_later_moment_at_which_boundaries_change_already() {
        city.others(JULY, redraw -> redraw.split("G4-4", "G4-4a", "G4-4b"));
        city.others(JULY, redraw -> redraw.rename("G0-0", "renamed"));
        long draft = city.draft(move("G1-1"));

        city.publish(draft, MAY);

        assertThat(city.hasVertex("G1-1", corner("G1-1"), MAY.minusSeconds(1))).isTrue();
        for (Instant at : List.of(MAY, JULY.minusSeconds(1), JULY)) {
            assertThat(city.hasVertex("G1-1", moved(corner("G1-1")), at)).isTrue();
            assertProven(at);
        }
        assertThat(city.read(JULY).ids()).containsKey("G4-4a");
        assertThat(city.read(JULY.minusSeconds(1)).ids()).doesNotContainKey("G4-4a");
        // Nothing of what it changes differs before July and after: one row has both.
        assertThat(rows("select count(*)::text from grid_version where code = 'G1-1' and upper_inf(recorded)"))
                .containsExactly("2");
    }

    @Test
    void nothing_is_counted_of_grids_that_are_there_only_later() {
        city.others(JULY, redraw -> redraw.add(district("D9")).parent("G5-5", "D9"));
        long revision = city.publish(city.draft(move("G5-5")), MAY);
        assertThat(rows("select after_code || ' ' || coalesce(incidents::text, 'not counted') from lineage"
                        + " where level = 1 and before_code = after_code and revision = " + revision))
                .containsExactlyInAnyOrder("D1-1 0", "D9 not counted");
    }

    private static Grid district(String code) {
        return new Grid(1, code, code, code, null, Grid.Facts.NONE, DraftCity.MESH.outline());
    }

    @Test
    void a_wider_grid_that_both_change_is_the_sum_of_both_in_each_slice() {
        long later = city.draft(move("G2-2"));
        city.publish(later, JULY);
        long draft = city.draft(move("G1-1"), move("G4-1"));

        city.publish(draft, MAY);

        for (Instant at : List.of(MARCH, MAY, JULY)) {
            assertProven(at);
        }
        assertThat(city.hasVertex("G2-2", moved(corner("G2-2")), MAY)).isFalse();
        assertThat(city.hasVertex("G2-2", moved(corner("G2-2")), JULY)).isTrue();
        assertThat(city.hasVertex("G1-1", moved(corner("G1-1")), JULY)).isTrue();
    }

    @Test
    void a_slice_that_fails_is_a_conflict_at_its_moment_and_nothing_is_published() {
        city.others(JULY, redraw -> redraw.split("G1-1", "G1-1a", "G1-1b"));
        long draft = city.draft(move("G1-1"), move("G4-4"));

        List<Conflict> conflicts = city.submit(draft, MAY).conflicts();

        assertThat(conflicts).singleElement().satisfies(conflict -> {
            assertThat(conflict.at()).isEqualTo(JULY);
            assertThat(conflict.seq()).isEqualTo(1);
            assertThat(conflict.reason()).isEqualTo(Conflict.Reason.EDGE);
            assertThat(conflict.sides().theirs().grids())
                    .extracting(grid -> grid.code())
                    .contains("G1-1a", "G1-1b");
        });
        assertThat(rows("select state from draft where id = " + draft)).containsExactly("open");
    }

    @Test
    void a_correction_takes_effect_in_the_past_and_what_was_believed_stays_readable() {
        long draft = city.draft(move("G1-1"));
        Instant january = DraftCity.FOUNDED.plusSeconds(86_400);
        assertThatThrownBy(() -> city.publishing(false)
                        .submit(
                                draft,
                                new Submission(Optional.of(january), Optional.of("r"), Optional.empty(), false),
                                PLANNER,
                                Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining(january.toString());
        String before = city.everything(january);

        long revision = city.publish(draft, january);

        Instant recorded = city.jdbi.withHandle(h -> h.createQuery("select recorded from revision where id = :id")
                .bind("id", revision)
                .mapTo(Instant.class)
                .one());
        assertThat(city.everything(january)).isNotEqualTo(before);
        assertThat(DraftCity.everything(
                        city.read(january, Optional.of(recorded.minusMillis(1))).plan()))
                .isEqualTo(before);
        assertThat(city.everything(january.minusSeconds(1))).isEqualTo(before);
    }

    @Test
    void two_who_approve_at_once_publish_one_after_the_other_and_one_draft_once() {
        List<Long> drafts = List.of(city.draft(move("G1-1")), city.draft(move("G1-3")), city.draft(move("G4-4")));
        drafts.forEach(draft -> city.submit(draft, MARCH));
        List<Boolean> published = Stream.concat(drafts.stream(), drafts.stream())
                .map(draft -> CompletableFuture.supplyAsync(() -> approved(draft)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(published.stream().filter(one -> one)).hasSize(3);
        assertThat(rows("select count(*)::text from revision")).containsExactly("4");
        for (String code : List.of("G1-1", "G1-3", "G4-4")) {
            assertThat(city.hasVertex(code, moved(corner(code)), MARCH)).isTrue();
        }
        assertProven(MARCH);
    }

    private boolean approved(long draft) {
        try {
            return city.approve(draft).review().revision().isPresent();
        } catch (SixgridException e) {
            assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT);
            return false;
        }
    }

    @Test
    void what_fails_while_it_is_written_leaves_nothing() {
        long draft = city.draft(move("G1-1"));
        city.submit(draft, MARCH);
        String before = city.everything(MARCH);
        city.jdbi.useHandle(h -> h.execute("alter table change add check (revision is null) not valid"));

        assertThatThrownBy(() -> city.approve(draft)).isInstanceOf(RuntimeException.class);

        city.jdbi.useHandle(h -> h.execute("alter table change drop constraint change_revision_check"));
        assertThat(city.everything(MARCH)).isEqualTo(before);
        assertThat(rows("select count(*)::text from revision")).containsExactly("1");
        assertThat(rows("select state from draft where id = " + draft)).containsExactly("submitted");
        assertThat(rows("select count(*)::text from grid_version where not upper_inf(recorded)"))
                .containsExactly("0");
        assertThat(city.approve(draft).review().revision()).isPresent();
    }

    @Test
    void changes_at_before_and_between_scheduled_ones_and_twice_at_one_moment_all_apply() {
        Instant june = Instant.parse("2026-06-01T00:00:00Z");
        Instant january = DraftCity.FOUNDED.plusSeconds(86_400);
        Map<String, Instant> since = new LinkedHashMap<>();
        since.put("G1-1", MAY);
        since.put("G4-1", JULY);
        since.put("G1-3", june);
        since.put("G4-4", MAY);
        since.put("G1-5", january);
        since.put("G5-3", DraftCity.FOUNDED);
        List<Long> drafts =
                since.keySet().stream().map(code -> city.draft(move(code))).toList();
        int next = 0;
        for (Instant effective : since.values()) {
            city.publish(drafts.get(next++), effective);
        }

        for (Instant at : List.of(DraftCity.FOUNDED, january, NOW, MAY, june, JULY)) {
            for (Instant moment : List.of(at, at.plusSeconds(1))) {
                since.forEach((code, from) -> assertThat(city.hasVertex(code, moved(corner(code)), moment))
                        .as("%s since %s at %s", code, from, moment)
                        .isEqualTo(!moment.isBefore(from)));
            }
            assertProven(at);
        }
    }

    @Test
    void a_code_is_retired_at_the_moment_of_its_draft_whatever_is_scheduled_later() {
        city.others(JULY, redraw -> redraw.rename("G1-1", "renamed").split("G4-4", "G4-4a", "G4-4b"));
        String merge = "{'kind':'merge','grids':['G0-1','G0-2'],'into':{'code':'M','name':'both'}}";

        city.publish(city.draft(merge), MAY);

        assertThat(rows(
                        "select code || ' ' || issued::date || ' ' || coalesce(retired::date::text, '-') from code_ledger"
                                + " where code in ('G0-1', 'M', 'G4-4', 'G4-4a') order by code"))
                .containsExactly(
                        "G0-1 2026-01-01 2026-05-01",
                        "G4-4 2026-01-01 2026-07-01",
                        "G4-4a 2026-07-01 -",
                        "M 2026-05-01 -");
        assertThat(city.read(MAY.minusSeconds(1)).ids()).containsKey("G0-1").doesNotContainKey("M");
        assertThat(city.read(MAY).ids()).containsKey("M").doesNotContainKey("G0-1");
        assertThat(city.read(JULY).ids()).containsKeys("M", "G4-4a");
    }

    private void assertProven(Instant at) {
        Plan plan = city.read(at).plan();
        assertThat(Plan.prove(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids())
                        .plan()
                        .map(DraftCity::everything))
                .contains(DraftCity.everything(plan));
    }

    private List<String> rows(String sql) {
        return city.jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
