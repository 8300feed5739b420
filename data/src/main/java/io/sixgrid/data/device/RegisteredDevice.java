package io.sixgrid.data.device;

import io.sixgrid.data.place.LonLat;
import java.util.Optional;

/**
 * A device found by a name.
 *
 * @param no    the number by which placements name it
 * @param place where it was registered to stand at the time asked, WGS 84 on the lattice; empty when nowhere
 */
public record RegisteredDevice(long no, String id, String kind, String name, Optional<LonLat> place) {
    /** The same at a time when it stood nowhere. */
    RegisteredDevice nowhere() {
        return new RegisteredDevice(no, id, kind, name, Optional.empty());
    }

    /** Of two findings of the same device the one that knows its place. */
    RegisteredDevice placedOf(RegisteredDevice other) {
        return place.isPresent() ? this : other;
    }
}
