package io.sixgrid.data.redraw;

import static io.sixgrid.data.redraw.PublishingCity.APPROVER;
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
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.redraw.Publishing.Approval;
import io.sixgrid.data.redraw.Publishing.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of a draft on its way, and who may take them. */
@PostgisTest
final class ReviewTest {
    private static final Approval AS_SUBMITTED = new Approval(Optional.empty(), Optional.empty(), 0);

    private PublishingCity city;

    @BeforeEach
    void a_city_with_drafts(TestDatabase database) {
        city = new PublishingCity(database.jdbi());
    }

    @Test
    void the_steps_come_in_their_order_and_each_says_what_is_missing() {
        Publishing publishing = city.publishing(false);
        long empty = city.draft();
        assertThatThrownBy(() -> city.submit(empty, MARCH)).hasMessageContaining("no operation");
        long draft = city.draft(move("G1-1"));
        assertThatThrownBy(() -> publishing.approve(draft, AS_SUBMITTED, APPROVER, Optional.empty()))
                .hasMessageContaining("is open");
        assertThatThrownBy(() -> publishing.submit(
                        draft,
                        new Submission(Optional.of(MARCH), Optional.empty(), Optional.empty(), false),
                        PLANNER,
                        Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.field()).contains("reason"));

        city.submit(draft, MARCH);
        assertThatThrownBy(() -> city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty()))
                .hasMessageContaining("is submitted");
        publishing.giveBack(draft, "the river is not the border", APPROVER, Optional.empty());
        assertThat(city.reviews.required(draft).note()).contains("the river is not the border");
        city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty());
        city.city.drafts.redo(draft, Planner.ofEverything("test"), Optional.empty());

        city.publish(draft, MARCH);
        assertThatThrownBy(() -> city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty()))
                .hasMessageContaining("is published");
        assertThatThrownBy(() -> publishing.approve(draft, AS_SUBMITTED, APPROVER, Optional.empty()))
                .hasMessageContaining("is published");
    }

    @Test
    void who_submits_and_who_approves_is_told_of_land_that_the_draft_leaves_to_nobody() {
        long draft = city.draft("{'kind':'retire','grid':'G1-1','withContents':true}", move("G4-4"));
        double area = city.read(NOW).plan().grids().stream()
                .filter(grid -> grid.code().equals("G1-1"))
                .findFirst()
                .orElseThrow()
                .shape()
                .getArea();

        for (Publishing.Ruling ruling : List.of(city.submit(draft, MARCH), city.approve(draft))) {
            assertThat(ruling.conflicts()).isEmpty();
            assertThat(ruling.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.Kind.UNASSIGNED);
                assertThat(finding.where().getArea()).isCloseTo(area, within(1e-15));
                assertThat(finding.sentence()).startsWith("the draft leaves ").endsWith(" to no grid");
            });
        }
        assertThat(city.submit(city.draft(move("G3-1")), MAY).findings()).isEmpty();
    }

    @Test
    void where_two_persons_are_wanted_neither_who_drew_nor_who_submitted_approves() {
        long draft = city.draft(move("G1-1"));
        Publishing strict = city.publishing(true);
        city.publishing(true)
                .submit(
                        draft,
                        new Submission(Optional.of(MARCH), Optional.of("r"), Optional.empty(), false),
                        new Author("colleague", NOW),
                        Optional.empty());
        for (String name : List.of("planner", "colleague")) {
            assertThatThrownBy(() -> strict.approve(draft, AS_SUBMITTED, new Author(name, NOW), Optional.empty()))
                    .isInstanceOfSatisfying(
                            SixgridException.class,
                            e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN));
        }
        assertThat(strict.approve(draft, AS_SUBMITTED, APPROVER, Optional.empty())
                        .review()
                        .revision())
                .isPresent();
    }

    @Test
    void a_moment_that_passed_while_the_draft_waited_is_named_again() {
        long draft = city.draft(move("G1-1"));
        city.submit(draft, MARCH);
        Author later = new Author("approver", MAY);
        assertThatThrownBy(() -> city.publishing(false).approve(draft, AS_SUBMITTED, later, Optional.empty()))
                .hasMessageContaining("has passed");
        city.publishing(false)
                .approve(draft, new Approval(Optional.of(JULY), Optional.empty(), 0), later, Optional.empty());
        assertThat(city.hasVertex("G1-1", moved(corner("G1-1")), JULY.minusSeconds(1)))
                .isFalse();
        assertThat(city.hasVertex("G1-1", moved(corner("G1-1")), JULY)).isTrue();
    }

    @Test
    void a_draft_that_is_put_onto_the_boundaries_of_today_can_be_undone_down_to_them() {
        long other = city.draft(move("G4-4"));
        long draft = city.draft(move("G1-1"), move("G1-3"));
        city.publish(other, NOW);
        String today = city.everything(NOW);

        assertThat(city.publishing(false)
                        .rebase(draft, Set.of(), PLANNER, Optional.empty())
                        .conflicts())
                .isEmpty();

        assertThat(drawn(draft)).contains(String.valueOf(moved(corner("G4-4")).x));
        city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty());
        city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty());
        assertThat(drawn(draft)).isEqualTo(today);
        city.city.drafts.redo(draft, Planner.ofEverything("test"), Optional.empty());
        city.city.drafts.redo(draft, Planner.ofEverything("test"), Optional.empty());
        city.publish(draft, MARCH);
        assertProven(MARCH);
    }

    @Test
    void operations_in_conflict_may_be_dropped() {
        long draft = city.draft(move("G1-1"), move("G4-4"));
        city.publish(city.draft(move("G1-1")), NOW);
        Publishing publishing = city.publishing(false);
        assertThat(publishing.rebase(draft, Set.of(), PLANNER, Optional.empty()).conflicts())
                .extracting(Conflict::seq)
                .containsExactly(1);
        assertThatThrownBy(() -> publishing.rebase(draft, Set.of(3), PLANNER, Optional.empty()))
                .hasMessageContaining("operation 3");

        assertThat(publishing
                        .rebase(draft, Set.of(1), PLANNER, Optional.empty())
                        .conflicts())
                .isEmpty();

        assertThat(city.city.drafts.<List<Integer>>read(
                        draft,
                        open -> open.applied().stream()
                                .map(StoredOperation::seq)
                                .toList()))
                .containsExactly(1);
        city.publish(draft, MARCH);
        assertThat(city.hasVertex("G4-4", moved(corner("G4-4")), MARCH)).isTrue();
    }

    @Test
    void who_drew_a_part_of_it_does_not_approve_it_where_two_persons_are_wanted() {
        long draft = city.draft(move("G1-1"));
        city.city.drafts.apply(
                draft, DraftCity.json(move("G4-4")), Planner.ofEverything("colleague"), Optional.empty());
        city.submit(draft, MARCH);
        Author colleague = new Author("colleague", NOW);
        assertThatThrownBy(() -> city.publishing(true).approve(draft, AS_SUBMITTED, colleague, Optional.empty()))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.FORBIDDEN));
        city.publishing(true).giveBack(draft, "without the second", APPROVER, Optional.empty());
        city.city.drafts.undo(draft, Planner.ofEverything("test"), Optional.empty());
        city.submit(draft, MARCH);
        assertThat(city.publishing(true)
                        .approve(draft, AS_SUBMITTED, colleague, Optional.empty())
                        .review()
                        .revision())
                .isPresent();
    }

    @Test
    void who_has_seen_another_version_of_a_draft_decides_nothing() {
        Publishing publishing = city.publishing(false);
        long draft = city.draft(move("G1-1"));
        Optional<Long> old = Optional.of(publishing.review(draft).draft().version() - 1);
        Submission submission = new Submission(Optional.of(MARCH), Optional.of("r"), Optional.empty(), false);
        assertRefused(() -> publishing.submit(draft, submission, PLANNER, old), "is at version");
        assertRefused(() -> publishing.rebase(draft, Set.of(), PLANNER, old), "is at version");
        city.submit(draft, MARCH);
        assertRefused(() -> publishing.giveBack(draft, "no", APPROVER, old), "is at version");
        assertRefused(() -> publishing.approve(draft, AS_SUBMITTED, APPROVER, old), "is at version");
        Optional<Long> seen = Optional.of(publishing.review(draft).draft().version());
        assertThat(publishing
                        .approve(draft, AS_SUBMITTED, APPROVER, seen)
                        .review()
                        .revision())
                .isPresent();
    }

    private static void assertRefused(ThrowingCallable step, String sentence) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.CONFLICT))
                .hasMessageContaining(sentence);
    }

    private String drawn(long draft) {
        return city.city.drafts.read(
                draft, open -> DraftCity.everything(open.sketch().plan()));
    }

    private void assertProven(Instant at) {
        Plan plan = city.read(at).plan();
        assertThat(Plan.prove(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids())
                        .plan()
                        .map(DraftCity::everything))
                .contains(DraftCity.everything(plan));
    }
}
