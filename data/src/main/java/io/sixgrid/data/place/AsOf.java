package io.sixgrid.data.place;

import java.time.Instant;
import java.util.Optional;

/**
 * A moment that is asked about, and the moment of belief.
 *
 * @param known empty means as we believe now
 */
public record AsOf(Instant at, Optional<Instant> known) {}
