package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.LonLat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a message says it happened. Only what is the position of the device or of the happening belongs here: that of
 * the gateway which passed the message on does not.
 *
 * @param lon        degrees east
 * @param lat        degrees north
 * @param frame      the coordinate frame; WGS 84 when not given
 * @param zeroIsNone whether 0, 0 is what the source writes when it does not know
 */
record PositionRule(
        Expression lon,
        Expression lat,
        @Nullable Expression frame,
        @JsonProperty("zero-is-none") boolean zeroIsNone) {
    PositionRule {
        if (lon == null || lat == null) {
            throw SixgridException.invalid("position needs lon and lat");
        }
    }

    /** WGS 84, on the lattice; empty when the message says neither longitude nor latitude. */
    Optional<LonLat> read(MessageView message) {
        String x = lon.value(message);
        String y = lat.value(message);
        if (x == null && y == null) {
            return Optional.empty();
        }
        if (x == null || y == null) {
            throw x == null ? Refusal.missing("lon", lon) : Refusal.missing("lat", lat);
        }
        String said = frame == null ? null : frame.value(message);
        String given = said == null ? Frame.WGS84.code() : said;
        try {
            LonLat place = LonLat.parse(x, y);
            if (zeroIsNone && place.lon() == 0 && place.lat() == 0) {
                return Optional.empty();
            }
            return Optional.of(Frame.parse(given).toWgs84(place).onLattice());
        } catch (SixgridException e) {
            throw new Refusal(Reason.BAD_VALUE, "position: " + e.getMessage());
        }
    }

    void check(String path, CaptureCheck captures, boolean inLoop) {
        captures.check(path + ".lon", lon, inLoop);
        captures.check(path + ".lat", lat, inLoop);
        captures.check(path + ".frame", frame, inLoop);
    }

    Stream<Expression> expressions() {
        return Stream.of(lon, lat);
    }
}
