package io.sixgrid.data.redraw;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a draft on its way to a revision.
 *
 * @param note       what whoever returned or approved it last had to say
 * @param correction whether it may take effect in the past
 * @param revision   what it was published as
 */
public record Review(
        Optional<Signed> submitted,
        Optional<Signed> approved,
        Optional<String> note,
        boolean correction,
        Optional<Long> revision) {
    /** Who did it, and when. */
    public record Signed(String by, Instant at) {}
}
