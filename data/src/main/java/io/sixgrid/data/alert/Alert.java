package io.sixgrid.data.alert;

import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The episode that events of one (device, kind) fold into.
 *
 * @param episode  when it opened, was last seen and closed
 * @param place    WGS 84 on the lattice; empty when nobody knows
 * @param chain    the grids of its current placement, level 1 first; empty when unplaced
 * @param unplaced why: {@code unknown-device}, {@code no-position} or {@code outside}
 * @param said     what the device said, for people
 * @param group    what it is shown with while it is open; empty for most
 */
public record Alert(
        long id,
        String device,
        String kind,
        Severity severity,
        Episode episode,
        Optional<LonLat> place,
        List<GridRef> chain,
        Optional<String> unplaced,
        Said said,
        Optional<AlertGroup> group) {
    public Alert {
        chain = List.copyOf(chain);
    }

    /** The same with the grids of another placement. */
    Alert in(List<GridRef> other) {
        return new Alert(id, device, kind, severity, episode, place, other, unplaced, said, group);
    }

    /**
     * The life of an alert, all times half-open at the end.
     *
     * @param closedBy {@code device}, {@code silence} or {@code operator}; empty while open
     * @param events   how many events it holds
     * @param skewed   whether an event's own time lay in the future of its receipt
     */
    public record Episode(
            Instant opened,
            Instant lastSeen,
            Optional<Instant> closed,
            Optional<String> closedBy,
            int events,
            boolean skewed) {
        public boolean open() {
            return closed.isEmpty();
        }
    }

    /**
     * What the device said.
     *
     * @param deviceName the registered name, empty for an unknown device
     * @param source     the payload format whose event opened it
     * @param severity   the source's own value
     * @param media      a link to a picture or clip
     */
    public record Said(
            Optional<String> deviceName,
            String source,
            Optional<String> severity,
            Optional<String> text,
            Optional<String> media) {}
}
