package io.sixgrid.data.device;

import java.util.Optional;

/**
 * What the registry is to say of a device.
 *
 * @param period when it stood at its position, where somebody says so; empty for from now on
 */
public record Registration(Device device, Optional<Period> period) {
    /** Of a device that stands at its position from now on, unless it stands there already. */
    public static Registration of(Device device) {
        return new Registration(device, Optional.empty());
    }
}
