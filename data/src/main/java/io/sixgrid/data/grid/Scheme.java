package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.util.List;

/**
 * A set of levels over an outline: the land it is responsible for.
 *
 * @param code   a stable word for programs and topics, e.g. {@code default}
 * @param noteZh what whoever looks at the map must know, empty for nothing
 * @param levels 2 to 9 of them, level 1 first, tiling levels before contained ones
 */
public record Scheme(String code, String nameZh, String nameEn, String noteZh, String noteEn, List<Level> levels) {
    public Scheme {
        levels = List.copyOf(levels);
        if (levels.size() < 2 || levels.size() > 9) {
            throw SixgridException.invalid("levels", "a scheme has 2 to 9 levels, not " + levels.size());
        }
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).number() != i + 1) {
                throw SixgridException.invalid("levels", "levels are not numbered from 1 without a gap");
            }
            if (i > 0 && levels.get(i).tiling() && !levels.get(i - 1).tiling()) {
                throw SixgridException.invalid(
                        "levels",
                        "a tiling level below a contained one: " + levels.get(i).code());
            }
        }
        if (!levels.get(0).tiling()) {
            throw SixgridException.invalid("levels", "level 1 must tile the outline");
        }
    }

    /**
     * The number of the deepest tiling level. Levels may be absent in places: the leaf of a branch, the tiling grid that has
     * no tiling grid below it and whose polygon is therefore drawn, can be of a wider one.
     */
    public int deepestTiling() {
        return (int) levels.stream().filter(Level::tiling).count();
    }

    /** The level of that number. */
    public Level level(int number) {
        if (number < 1 || number > levels.size()) {
            throw SixgridException.invalid("level", "no level " + number + ", the scheme has " + levels.size());
        }
        return levels.get(number - 1);
    }
}
