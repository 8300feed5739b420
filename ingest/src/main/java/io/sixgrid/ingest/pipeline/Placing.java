package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Event;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.NewEvent.Positioning;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.alert.Standing;
import io.sixgrid.data.alert.Unplaced;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Gives an event its time and its grids. A message's own position wins over the registered one of its device. Safe for
 * use by several threads.
 */
final class Placing {
    private final Boundaries boundaries;
    private final Duration tolerance;

    /** @param tolerance how far ahead of ours a device's clock may be */
    Placing(Boundaries boundaries, Duration tolerance) {
        this.boundaries = boundaries;
        this.tolerance = tolerance;
    }

    /**
     * The earlier of the device's time and the time of receipt plus the tolerance, so that a message from 2099 neither
     * freezes a state nor lands in boundaries of the future.
     */
    Instant orderingTime(Optional<Instant> deviceTime, Arrival arrival) {
        Instant latest = arrival.received().plus(tolerance);
        return deviceTime
                .filter(time -> !time.isAfter(latest))
                .orElse(deviceTime.isPresent() ? latest : arrival.received());
    }

    NewEvent place(long id, Incoming message, DecodedEvent event, Optional<RegisteredDevice> device) {
        Instant at = orderingTime(event.time(), message.arrival());
        boolean skewed = event.time().map(time -> time.isAfter(at)).orElse(false);
        Optional<LonLat> registered = device.flatMap(RegisteredDevice::place);
        Optional<LonLat> place = event.position().or(() -> registered);
        Optional<NewEvent.Source> said = event.position().isPresent()
                ? Optional.of(NewEvent.Source.MESSAGE)
                : registered.map(position -> NewEvent.Source.REGISTRY);
        Reported reported = device.map(known -> event.said().of(known.id())).orElse(event.said());
        if (place.isEmpty()) {
            Unplaced reason = device.isPresent() ? Unplaced.NO_POSITION : Unplaced.UNKNOWN_DEVICE;
            Event unplaced = new Event(id, message.id(), reported, at, skewed, Standing.none(place, reason));
            Positioning nowhere = new Positioning(said, false, boundaries.revision());
            return new NewEvent(unplaced, event.time(), nowhere, message.arrival());
        }
        Boundaries.Placed placed = boundaries.place(place.orElseThrow(), at);
        List<Long> chain = placed.located().chainIds();
        Standing standing =
                chain.isEmpty() ? Standing.none(place, Unplaced.OUTSIDE) : new Standing(place, chain, Optional.empty());
        return new NewEvent(
                new Event(id, message.id(), reported, at, skewed, standing),
                event.time(),
                new Positioning(said, placed.located().onBoundary(), placed.revision()),
                message.arrival());
    }
}
