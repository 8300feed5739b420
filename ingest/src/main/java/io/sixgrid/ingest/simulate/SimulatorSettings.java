package io.sixgrid.ingest.simulate;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to simulate.
 *
 * @param perSecond messages a second over all devices
 * @param duration  empty until it is closed
 * @param formats   of {@link Simulator#FORMATS}; a device speaks those that fit its kind
 * @param seed      the same seed chooses the same devices, happenings and values; ids are those of the run
 */
public record SimulatorSettings(
        BrokerAddress broker,
        List<SimulatedDevice> devices,
        double perSecond,
        Optional<Duration> duration,
        List<String> formats,
        long seed) {
    public SimulatorSettings {
        devices = List.copyOf(devices);
        formats = List.copyOf(formats);
        if (devices.isEmpty()) {
            throw SixgridException.invalid("devices", "there is no device to simulate");
        }
        if (!(perSecond > 0 && perSecond <= 100_000)) {
            throw SixgridException.invalid("rate", "not a rate in messages a second: " + perSecond);
        }
        for (String format : formats) {
            if (!Simulator.FORMATS.contains(format)) {
                throw SixgridException.invalid(
                        "formats", "the simulator does not speak " + format + "; it speaks " + Simulator.FORMATS);
            }
        }
    }
}
