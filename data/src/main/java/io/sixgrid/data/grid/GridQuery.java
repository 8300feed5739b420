package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.Optional;

/**
 * Which grids a list wants, and as of when.
 *
 * @param level    empty wants all levels
 * @param parent   the code of the grid one level up; empty wants all
 * @param at       the time at which the boundary applies
 * @param known    the time of belief; empty means as we believe now
 * @param geometry whether shapes are wanted
 */
public record GridQuery(
        Optional<Integer> level, Optional<String> parent, Instant at, Optional<Instant> known, boolean geometry) {}
