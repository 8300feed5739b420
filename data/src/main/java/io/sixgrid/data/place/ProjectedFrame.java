package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A frame whose coordinates are those of a map projection.
 *
 * @param datum from the longitudes and latitudes that were projected to those of WGS 84
 * @param check refuses coordinates that cannot be meant, before they are converted
 */
record ProjectedFrame(String code, Projection projection, UnaryOperator<LonLat> datum, Consumer<FramePoint> check)
        implements Frame {
    /** A hundredth of a metre, or as many degrees: nobody's projection is undone worse where it is meant to be used. */
    private static final double THERE_AND_BACK = 0.01;

    /** A frame of which nothing is known that cannot be meant: what does not come back is outside of it. */
    static ProjectedFrame checkedByReturn(String code, Projection projection, UnaryOperator<LonLat> datum) {
        return new ProjectedFrame(code, projection, datum, point -> {
            FramePoint back = projection.metres(projection.degrees(point));
            // Written so that NaN is refused too.
            if (!(Math.abs(back.x() - point.x()) < THERE_AND_BACK && Math.abs(back.y() - point.y()) < THERE_AND_BACK)) {
                throw SixgridException.invalid(
                        "x", "no place has x " + point.x() + ", y " + point.y() + " in frame " + code);
            }
        });
    }

    @Override
    public Axes axes() {
        return Axes.X_Y;
    }

    @Override
    public LonLat toWgs84(FramePoint given) {
        check.accept(given);
        return datum.apply(projection.degrees(given));
    }

    @Override
    public GivenPosition position(FramePoint given) {
        return GivenPosition.of(this, given);
    }

    @Override
    public FramePoint fromWgs84(LonLat place) {
        return projection.metres(Inverse.of(datum, place));
    }
}
