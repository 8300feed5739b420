package io.sixgrid.data.device;

import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A device as it is registered now.
 *
 * @param no      the number by which placements name it
 * @param place   WGS 84 on the lattice; of a retired device where it stood last
 * @param since   since when it stands there; empty for as long as it is known
 * @param chain   the grids of its current placement, level 1 first; empty with no position or outside
 * @param retired when it was taken out of service
 */
public record StoredDevice(
        long no,
        Device device,
        Optional<LonLat> place,
        Optional<Instant> since,
        List<GridRef> chain,
        Optional<Instant> retired,
        Presence presence) {
    public StoredDevice {
        chain = List.copyOf(chain);
    }

    /** The same with the grids of another placement. */
    StoredDevice in(List<GridRef> other) {
        return new StoredDevice(no, device, place, since, other, retired, presence);
    }
}
