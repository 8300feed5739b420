package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.LonLat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a message says it happened. Only what is the position of the device or of the happening belongs here: that of
 * the gateway which passed the message on does not.
 *
 * @param lon   degrees east
 * @param lat   degrees north
 * @param frame the coordinate frame; WGS 84 when not given
 */
record PositionRule(
        Expression lon, Expression lat, @Nullable Expression frame) {
    PositionRule {
        if (lon == null || lat == null) {
            throw SixgridException.invalid("position needs lon and lat");
        }
    }

    /** WGS 84, on the lattice; empty when the message says neither longitude nor latitude. */
    Optional<LonLat> read(MessageView message) {
        Optional<String> x = lon.value(message);
        Optional<String> y = lat.value(message);
        if (x.isEmpty() && y.isEmpty()) {
            return Optional.empty();
        }
        String given = frame == null ? Frame.WGS84.code() : frame.value(message).orElse(Frame.WGS84.code());
        try {
            LonLat place = LonLat.parse(
                    x.orElseThrow(() -> Refusal.missing("lon", lon)), y.orElseThrow(() -> Refusal.missing("lat", lat)));
            return Optional.of(
                    Frames.builtIn().frame(given).position(FramePoint.of(place)).place());
        } catch (SixgridException e) {
            throw new Refusal(Reason.BAD_VALUE, "position: " + e.getMessage());
        }
    }
}
