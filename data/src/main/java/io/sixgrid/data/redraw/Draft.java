package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A revision that is being prepared.
 *
 * @param scope   the grid whose subtree is redrawn; empty means everything
 * @param cursor  operations up to this number apply; those after it were undone
 * @param version counts whatever is done to it, undoing too
 */
public record Draft(
        long id,
        String scheme,
        String title,
        Optional<Scope> scope,
        Begun begun,
        Aim aim,
        State state,
        String author,
        int cursor,
        long version) {
    /**
     * The grid whose subtree is redrawn.
     *
     * @param code as it is published
     */
    public record Scope(long id, String code) {}

    /**
     * The boundaries that it was begun on.
     *
     * @param revision as they were believed when it was recorded
     * @param at       the moment at which they apply
     */
    public record Begun(long revision, Instant at) {}

    /** What it is to be published as; all of it may come late. */
    public record Aim(Optional<Instant> effective, Optional<String> reason, Optional<String> document) {}

    /** How far it is. */
    public enum State {
        OPEN,
        SUBMITTED,
        PUBLISHED,
        WITHDRAWN;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads it again. */
        public static State parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Refuses what is submitted, published or withdrawn.
     *
     * @throws SixgridException (CONFLICT)
     */
    public void requireOpen() {
        if (state != State.OPEN) {
            throw SixgridException.conflict("draft " + id + " is " + state.code() + ": only an open one is changed");
        }
    }

    /**
     * Refuses who has seen another version.
     *
     * @param seen empty where the caller does not mind
     * @throws SixgridException (CONFLICT)
     */
    public void requireVersion(Optional<Long> seen) {
        if (seen.isPresent() && seen.get() != version) {
            throw SixgridException.conflict("draft " + id + " is at version " + version + ", not " + seen.get()
                    + ": somebody else changed it, look at it again");
        }
    }
}
