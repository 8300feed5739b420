package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Who changes boundaries, why, and from when on.
 *
 * @param effective when the boundaries begin to apply
 * @param document  the number of the paper that ordered it
 */
public record Publication(String author, String reason, Optional<String> document, Instant effective) {
    public Publication {
        if (author.isBlank() || reason.isBlank()) {
            throw SixgridException.invalid("reason", "a publication needs an author and a reason");
        }
        // As the database keeps it: moments that are compared are the same everywhere.
        effective = effective.truncatedTo(ChronoUnit.MICROS);
    }
}
