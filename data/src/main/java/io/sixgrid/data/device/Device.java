package io.sixgrid.data.device;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.GivenPosition;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the registry says of anything that publishes: camera, sensor, gateway.
 *
 * @param id      its own name, 1 to 200 characters; a 20-digit code where it speaks GB/T 28181
 * @param kind    a word for programs, e.g. {@code camera}
 * @param aliases what a payload format calls it, by the format's name, where that is not its id
 * @param position where it stands; empty when nobody knows
 * @param view    what it sees, of video points only
 */
public record Device(
        String id,
        String kind,
        String name,
        Optional<String> owner,
        Optional<String> gateway,
        Map<String, String> aliases,
        Optional<GivenPosition> position,
        Optional<View> view) {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");

    public Device {
        aliases = Map.copyOf(aliases);
        if (id.isBlank() || id.length() > 200 || id.contains("/")) {
            throw SixgridException.invalid("id", "a device id has 1 to 200 characters and no slash: " + id);
        }
        if (!KIND.matcher(kind).matches()) {
            throw SixgridException.invalid("kind", "kind is not a word of small letters, digits and hyphens: " + kind);
        }
        if (name.isBlank()) {
            throw SixgridException.invalid("name", "the name of device " + id + " is empty");
        }
    }

    /** Whether its id has the form of GB/T 28181: 20 digits. */
    public boolean hasNationalId() {
        return id.length() == 20 && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * A camera's view. Empty where nobody surveyed it: the point is then a video point without a sector.
     *
     * @param sector what it sees
     */
    public record View(Optional<Sector> sector) {}

    /**
     * The sector that a camera sees.
     *
     * @param heading     degrees clockwise from true north, in [0, 360)
     * @param viewAngle   horizontal angle of view in degrees, in (0, 360]
     * @param rangeMeters how far it sees, above 0
     */
    public record Sector(double heading, double viewAngle, double rangeMeters) {
        public Sector {
            // Written so that NaN is refused too.
            if (!(heading >= 0 && heading < 360)) {
                throw SixgridException.invalid("heading", "heading is not in [0, 360) degrees: " + heading);
            }
            if (!(viewAngle > 0 && viewAngle <= 360)) {
                throw SixgridException.invalid("viewAngle", "viewAngle is not in (0, 360] degrees: " + viewAngle);
            }
            if (!(rangeMeters > 0 && rangeMeters <= 100_000)) {
                throw SixgridException.invalid(
                        "rangeMeters", "rangeMeters is not above 0 and at most 100000: " + rangeMeters);
            }
        }
    }
}
