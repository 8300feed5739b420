package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;

/**
 * One level of a scheme.
 *
 * @param number 1 is the widest; at most 9
 * @param code   a stable word for programs, e.g. {@code community}
 * @param tiling whether its grids cover the parent exactly; otherwise they lie inside it, gaps allowed
 * @param limits from where on the shape of one of its grids is worth a look
 */
public record Level(int number, String code, String nameZh, String nameEn, boolean tiling, Limits limits) {
    public Level {
        if (number < 1 || number > 9) {
            throw SixgridException.invalid("level", "not a level from 1 to 9: " + number);
        }
    }

    /** A level with the limits that its kind has. */
    public Level(int number, String code, String nameZh, String nameEn, boolean tiling) {
        this(number, code, nameZh, nameEn, tiling, Limits.of(tiling));
    }
}
