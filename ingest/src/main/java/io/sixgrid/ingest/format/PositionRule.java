package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
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
 */
final class PositionRule {
    private final Expression lon;
    private final Expression lat;
    private final @Nullable Expression frame;
    private final Frames frames;

    /** Whether 0, 0 is what the source writes when it does not know. */
    private final boolean zeroIsNone;

    /** The frame, where the file itself says it. */
    private final Optional<Frame> fixed;

    private PositionRule(
            Expression lon, Expression lat, @Nullable Expression frame, Frames frames, boolean zeroIsNone) {
        this.lon = lon;
        this.lat = lat;
        this.frame = frame;
        this.frames = frames;
        this.zeroIsNone = zeroIsNone;
        fixed = frame == null
                ? Optional.of(Frame.WGS84)
                : Optional.ofNullable(frame.literal()).map(frames::frame);
    }

    /**
     * @param lon   degrees east, or metres of a frame in metres; also written {@code x}
     * @param lat   degrees north, or metres of a frame in metres; also written {@code y}
     * @param frame the coordinate frame; WGS 84 when not given. One that the file names itself must be known
     * @param zeroIsNone whether 0, 0 is what the source writes when it does not know
     */
    @JsonCreator
    static PositionRule of(
            @JsonProperty("lon") @JsonAlias("x") @Nullable Expression lon,
            @JsonProperty("lat") @JsonAlias("y") @Nullable Expression lat,
            @JsonProperty("frame") @Nullable Expression frame,
            @JsonProperty("zero-is-none") boolean zeroIsNone,
            @JacksonInject Frames frames) {
        if (lon == null || lat == null) {
            throw SixgridException.invalid("position needs lon and lat, or x and y");
        }
        return new PositionRule(lon, lat, frame, frames, zeroIsNone);
    }

    /** WGS 84, on the lattice; empty when the message says neither coordinate. */
    Optional<LonLat> read(MessageView message) {
        String x = lon.value(message);
        String y = lat.value(message);
        if (x == null && y == null) {
            return Optional.empty();
        }
        try {
            Frame in = fixed.orElseGet(() -> said(message));
            if (x == null || y == null) {
                throw x == null
                        ? Refusal.missing(in.axes().first(), lon)
                        : Refusal.missing(in.axes().second(), lat);
            }
            FramePoint place = FramePoint.parse(in.axes(), x, y);
            if (zeroIsNone && place.x() == 0 && place.y() == 0) {
                return Optional.empty();
            }
            return Optional.of(in.position(place).place());
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

    private Frame said(MessageView message) {
        String code = frame == null ? null : frame.value(message);
        return code == null ? Frame.WGS84 : frames.frame(code);
    }
}
