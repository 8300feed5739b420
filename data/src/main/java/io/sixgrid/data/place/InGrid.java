package io.sixgrid.data.place;

import java.util.Optional;

/**
 * The grid whose subtree things are to be in.
 *
 * @param id   the identity of the grid
 * @param then when they are to have been in it; empty means now
 */
public record InGrid(long id, Optional<AsOf> then) {}
