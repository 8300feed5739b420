package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.LonLat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a message says it happened. Only what is the position of the device or of the happening belongs here: that of
 * the gateway which passed the message on does not.
 *
 * @param lon        degrees east, or metres of a frame in metres; also written {@code x}
 * @param lat        degrees north, or metres of a frame in metres; also written {@code y}
 * @param frame      the coordinate frame; WGS 84 when not given. One that the file names itself must be known
 * @param zeroIsNone whether 0, 0 is what the source writes when it does not know
 * @param frames     those that are known; not of the file
 */
record PositionRule(
        @JsonAlias("x") Expression lon,
        @JsonAlias("y") Expression lat,
        @Nullable Expression frame,
        @JsonProperty("zero-is-none") boolean zeroIsNone,
        @JacksonInject Frames frames) {
    PositionRule {
        if (lon == null || lat == null) {
            throw SixgridException.invalid("position needs lon and lat, or x and y");
        }
        String named = frame == null ? null : frame.literal();
        if (named != null) {
            frames.frame(named);
        }
    }

    /** WGS 84, on the lattice; empty when the message says neither coordinate. */
    Optional<LonLat> read(MessageView message) {
        String x = lon.value(message);
        String y = lat.value(message);
        if (x == null && y == null) {
            return Optional.empty();
        }
        try {
            String said = frame == null ? null : frame.value(message);
            Frame in = said == null ? Frame.WGS84 : frames.frame(said);
            Axes axes = in.axes();
            if (x == null || y == null) {
                throw x == null ? Refusal.missing(axes.first(), lon) : Refusal.missing(axes.second(), lat);
            }
            FramePoint given = FramePoint.parse(axes, x, y);
            if (zeroIsNone && given.x() == 0 && given.y() == 0) {
                return Optional.empty();
            }
            return Optional.of(in.position(given).place());
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
