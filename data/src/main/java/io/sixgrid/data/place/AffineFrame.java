package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;

/** A city's own frame that lies over a base frame, turned, scaled and moved. */
record AffineFrame(OwnFrame.Affine affine, Frame base) implements Frame {
    @Override
    public String code() {
        return affine.name();
    }

    @Override
    public Axes axes() {
        return Axes.X_Y;
    }

    @Override
    public LonLat toWgs84(FramePoint given) {
        FramePoint there = affine.apply(given);
        try {
            return base.toWgs84(there);
        } catch (SixgridException e) {
            throw SixgridException.invalid(
                    e.field().orElse("x"),
                    "x " + given.x() + ", y " + given.y() + " of frame " + code() + " would be x " + there.x() + ", y "
                            + there.y() + " of " + base.code() + ": " + e.getMessage());
        }
    }

    @Override
    public GivenPosition position(FramePoint given) {
        return GivenPosition.of(this, given);
    }

    @Override
    public FramePoint fromWgs84(LonLat place) {
        return affine.undo(base.fromWgs84(place));
    }
}
