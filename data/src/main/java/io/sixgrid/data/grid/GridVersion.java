package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.Optional;

/**
 * A grid and the half-open time for which it is as it is said.
 *
 * @param from empty for ever
 * @param to   empty while no end is known
 */
public record GridVersion(Grid grid, Optional<Instant> from, Optional<Instant> to) {}
