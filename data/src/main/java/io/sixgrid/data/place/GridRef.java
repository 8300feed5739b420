package io.sixgrid.data.place;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A grid as answers name it.
 *
 * @param id    the identity that never changes; kept out of JSON, where {@code code} is the name
 * @param level 1 is the widest
 */
public record GridRef(@JsonIgnore long id, int level, String code, String name) {}
