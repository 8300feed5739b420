package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device of the sample city.
 *
 * @param id      20 digits of GB/T 28181 for a camera, 16 hexadecimal digits (EUI-64) for sensors and gateways
 * @param kind    {@code camera}, {@code gateway}, or a kind of sensor, e.g. {@code manhole}
 * @param place   on the lattice
 * @param view    what a camera sees; null for anything else
 * @param gateway id of the gateway a LoRaWAN sensor is heard by; null for a device with a line of its own
 * @param aliases names the device goes by in payloads, by id of the payload format, e.g. {@code onvif-ej}
 */
public record SampleDevice(
        String id,
        String kind,
        String name,
        LonLat place,
        @Nullable View view,
        @Nullable String gateway,
        Map<String, String> aliases) {
    public SampleDevice {
        aliases = Map.copyOf(aliases);
    }

    /**
     * What a camera sees: a sector.
     *
     * @param heading     degrees clockwise from north, in [0, 360)
     * @param viewAngle   horizontal, in degrees, (0, 360]
     * @param rangeMeters how far a person can be made out
     */
    public record View(double heading, double viewAngle, double rangeMeters) {}
}
