package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;

/**
 * From where on a grid's shape is worth a look; beyond a limit it is told, not refused. 0 never tells.
 *
 * @param width          smallest width in metres: the diameter of the largest circle inside
 * @param area           smallest area in square metres
 * @param sliverWidth    whatever is narrower, in metres, is a sliver
 * @param sliverArea     whatever is smaller, in square metres, and less compact than {@code compactness} is a sliver
 * @param compactness    Polsby and Popper's: 4 pi area / perimeter squared, 1 for a circle
 * @param angle          a corner that is sharper, in degrees, is a spike
 * @param segment        shortest distance, in metres, between a vertex and the next
 */
public record Limits(
        double width,
        double area,
        double sliverWidth,
        double sliverArea,
        double compactness,
        double angle,
        double segment) {
    /** Of a tiling level: narrower than 10 m is a corridor. */
    public static final Limits TILING = new Limits(10, 500, 2, 50, 0.3, 5, 0.05);

    /** Of a contained level: a stairwell's share of a building is small on purpose. */
    public static final Limits CONTAINED = new Limits(1, 4, 0, 2, 0.3, 5, 0.05);

    public Limits {
        // Written so that NaN is refused too.
        if (!(width >= 0 && area >= 0 && sliverWidth >= 0 && sliverArea >= 0 && segment >= 0)) {
            throw SixgridException.invalid("limits", "a limit is negative");
        }
        if (!(compactness >= 0 && compactness <= 1 && angle >= 0 && angle < 90)) {
            throw SixgridException.invalid(
                    "limits", "compactness is from 0 to 1 and an angle from 0 to below 90 degrees");
        }
    }

    /** What a level has unless somebody says otherwise. */
    public static Limits of(boolean tiling) {
        return tiling ? TILING : CONTAINED;
    }
}
