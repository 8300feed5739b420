package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings drafts to the published boundaries: submitted by a planner, returned or approved by an approver, each time after
 * they were replayed on what is published by now. Safe for use by several threads and processes.
 */
public final class Publishing {
    /** Clocks differ: what takes effect so short a time ago takes effect now. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final int ATTEMPTS = 5;

    private final DraftStore drafts;
    private final ReviewStore reviews;
    private final Campaigns campaigns;
    private final boolean twoPerson;

    /** @param twoPerson whether who approves must be another than who began it, who drew any of it, and who submitted it */
    public Publishing(DraftStore drafts, ReviewStore reviews, Campaigns campaigns, boolean twoPerson) {
        this.drafts = drafts;
        this.reviews = reviews;
        this.campaigns = campaigns;
        this.twoPerson = twoPerson;
    }

    /** What a draft is submitted as; what is empty is as the draft has it. */
    public record Submission(
            Optional<Instant> effective, Optional<String> reason, Optional<String> document, boolean correction) {
        private Submission over(Draft.Aim aim) {
            return new Submission(
                    effective.or(aim::effective).map(ReviewStore::kept),
                    reason.or(aim::reason),
                    document.or(aim::document),
                    correction);
        }
    }

    /**
     * What an approver says.
     *
     * @param effective another moment than it was submitted for
     * @param level     the widest level whose boundaries the approver may change; 0 the outline too
     */
    public record Approval(Optional<Instant> effective, Optional<String> note, int level) {}

    /**
     * What became of it.
     *
     * @param draft     as it is since
     * @param conflicts where there are any the draft is as it was
     * @param findings  what is worth a look in what is published by it; none of them is in the way
     */
    public record Ruling(Draft draft, Review review, List<Conflict> conflicts, List<Finding> findings) {
        public Ruling {
            conflicts = List.copyOf(conflicts);
            findings = List.copyOf(findings);
        }
    }

    /** How far it is. */
    public Ruling review(long id) {
        return ruling(id, List.of());
    }

    /** What would be in the way of publishing it now, for the moment that it is meant for; by default this one. */
    public Ruling check(long id, Instant now) {
        Draft draft = drafts.required(id);
        Campaigns.Campaign campaign =
                campaigns.of(draft, draft.aim().effective().orElse(ReviewStore.kept(now)), Optional.empty());
        return ruling(id, campaign);
    }

    /**
     * Hands an open draft to the approver, unless conflicts are in the way.
     *
     * @param version of the draft as the caller knows it, here and below; empty where the caller does not mind
     * @throws SixgridException (INVALID) that names what is missing; (CONFLICT) when it is not open or takes effect in the past
     *                          and is no correction
     */
    public Ruling submit(long id, Submission given, Author by, Optional<Long> version) {
        Draft draft = required(id, Draft.State.OPEN, version);
        Submission submission = given.over(draft.aim());
        Instant effective = submission.effective().orElseThrow(() -> missing("effective"));
        if (submission.reason().filter(text -> !text.isBlank()).isEmpty()) {
            throw missing("reason");
        }
        requireAhead(effective, submission.correction(), by.at());
        Campaigns.Campaign campaign = plan(draft, effective, Optional.empty());
        if (campaign.conflicts().isEmpty()) {
            reviews.submit(draft, submission, by);
        }
        return ruling(id, campaign);
    }

    /** Gives a submitted draft back to be worked on. */
    public Ruling giveBack(long id, String note, Author by, Optional<Long> version) {
        if (note.isBlank()) {
            throw missing("note");
        }
        Draft draft = required(id, Draft.State.SUBMITTED, version);
        reviews.giveBack(draft, note, by);
        return ruling(id, List.of());
    }

    /**
     * Publishes a submitted draft in one transaction, unless conflicts came meanwhile.
     *
     * @throws SixgridException (FORBIDDEN) when another person must approve it, or one for wider levels; (CONFLICT) when it is not submitted, or its moment
     *                          has passed
     */
    public Ruling approve(long id, Approval given, Author by, Optional<Long> version) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Draft draft = required(id, Draft.State.SUBMITTED, version);
            Review review = reviews.required(id);
            requireOther(draft, review, by);
            Instant effective = given.effective()
                    .or(draft.aim()::effective)
                    .map(ReviewStore::kept)
                    .orElseThrow();
            requireAhead(effective, review.correction(), by.at());
            Campaigns.Campaign campaign = plan(draft, effective, Optional.of(new Planner(by.name(), given.level())));
            if (!campaign.conflicts().isEmpty()) {
                return ruling(id, campaign);
            }
            Approval approval = new Approval(Optional.of(effective), given.note(), given.level());
            if (reviews.approve(draft, campaign, approval, by)) {
                return ruling(id, campaign);
            }
        }
        throw SixgridException.conflict("others publish all the time: approve draft " + id + " again");
    }

    /**
     * Puts an open draft onto the boundaries of today, of the moment that it is meant for, unless conflicts are in the way.
     *
     * @param drop numbers of operations that are to go
     */
    public Ruling rebase(long id, Set<Integer> drop, Author by, Optional<Long> version) {
        Draft draft = required(id, Draft.State.OPEN, version);
        drop.stream().filter(seq -> seq < 1 || seq > draft.cursor()).findFirst().ifPresent(seq -> {
            throw SixgridException.invalid("drop", "no operation " + seq + " of draft " + id + " applies");
        });
        Campaigns.Rebased rebased =
                campaigns.rebase(draft, draft.aim().effective().orElse(ReviewStore.kept(by.at())), drop);
        if (rebased.conflicts().isEmpty()) {
            reviews.rebase(draft, rebased, drop, by);
        }
        return ruling(id, rebased.conflicts());
    }

    private Campaigns.Campaign plan(Draft draft, Instant effective, Optional<Planner> decides) {
        if (draft.cursor() == 0) {
            throw SixgridException.conflict("draft " + draft.id() + " has no operation that applies");
        }
        Campaigns.Campaign campaign = campaigns.of(draft, effective, decides);
        if (campaign.conflicts().isEmpty() && campaign.amendment().isEmpty()) {
            throw SixgridException.conflict(
                    "nothing changes by draft " + draft.id() + ": the boundaries are the published ones");
        }
        return campaign;
    }

    private Ruling ruling(long id, Campaigns.Campaign campaign) {
        return new Ruling(drafts.required(id), reviews.required(id), campaign.conflicts(), campaign.findings());
    }

    private Ruling ruling(long id, List<Conflict> conflicts) {
        return new Ruling(drafts.required(id), reviews.required(id), conflicts, List.of());
    }

    private void requireOther(Draft draft, Review review, Author by) {
        if (!twoPerson) {
            return;
        }
        Stream<String> drew = drafts.operations(draft.id()).stream()
                .filter(operation -> operation.seq() <= draft.cursor())
                .map(StoredOperation::author);
        Stream<String> others =
                Stream.concat(Stream.of(draft.author()), review.submitted().map(Review.Signed::by).stream());
        if (Stream.concat(others, drew).anyMatch(by.name()::equals)) {
            throw SixgridException.forbidden("draft " + draft.id() + " was drawn or submitted by " + by.name()
                    + ": another person must approve it");
        }
    }

    private static void requireAhead(Instant effective, boolean correction, Instant now) {
        if (!correction && effective.isBefore(now.minus(GRACE))) {
            throw SixgridException.conflict("effective " + effective
                    + " has passed: name another moment, or submit the draft as a correction of what was believed");
        }
    }

    private Draft required(long id, Draft.State state, Optional<Long> version) {
        Draft draft = drafts.required(id);
        if (draft.state() != state) {
            throw SixgridException.conflict(
                    "draft " + draft.id() + " is " + draft.state().code() + ", not " + state.code());
        }
        draft.requireVersion(version);
        return draft;
    }

    private static SixgridException missing(String field) {
        return SixgridException.invalid(field, field + " is missing: a draft is published with it");
    }
}
