package io.sixgrid.geo.device;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.Presence;
import io.sixgrid.data.device.StoredDevice;
import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.maps.live.PlaceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device as JSON answers say it: one flat object, its parts grouped here for the reader.
 *
 * @param given    the position as it was given, where that was not in WGS 84; lon and lat themselves are in WGS 84
 * @param since    since when it stands there; absent for as long as it is known
 * @param view     of video points
 * @param warnings what is allowed and yet worth a look; absent when there is nothing
 */
record DeviceJson(
        String id,
        @JsonUnwrapped Naming naming,
        @JsonUnwrapped PlaceView place,
        Optional<Given> given,
        Optional<Instant> since,
        @JsonUnwrapped View view,
        Optional<Instant> retired,
        Present presence,
        Optional<List<String>> warnings) {
    /** What it is called. */
    record Naming(
            String kind, String name, Optional<String> owner, Optional<String> gateway, Map<String, String> aliases) {}

    /** A position in the frame it was given in, by longitude and latitude or by easting and northing. */
    record Given(Optional<Double> lon, Optional<Double> lat, Optional<Double> x, Optional<Double> y, String frame) {
        static Given of(GivenPosition position) {
            Optional<Double> first = Optional.of(position.given().x());
            Optional<Double> second = Optional.of(position.given().y());
            return switch (Axes.of(position.frame())) {
                case LON_LAT -> new Given(first, second, Optional.empty(), Optional.empty(), position.frame());
                case X_Y -> new Given(Optional.empty(), Optional.empty(), first, second, position.frame());
            };
        }
    }

    /** Whether it is there; of one that was never heard only that nobody knows. */
    record Present(String state, Optional<Instant> lastSeen, Optional<Instant> since, Optional<String> reason) {
        static Present of(Presence presence) {
            return new Present(presence.state().code(), presence.lastSeen(), presence.since(), presence.reason());
        }
    }

    /** What it sees; all absent of what is no video point, or was not surveyed. */
    record View(Optional<Double> heading, Optional<Double> viewAngle, Optional<Double> rangeMeters) {}

    static DeviceJson of(StoredDevice stored) {
        Device device = stored.device();
        Optional<Device.Sector> sector = device.view().flatMap(Device.View::sector);
        return new DeviceJson(
                device.id(),
                new Naming(device.kind(), device.name(), device.owner(), device.gateway(), device.aliases()),
                new PlaceView(stored.place().map(LonLat::lon), stored.place().map(LonLat::lat), stored.chain()),
                device.position()
                        .filter(p -> !p.frame().equals(Frame.WGS84.code()))
                        .map(Given::of),
                stored.since(),
                new View(
                        sector.map(Device.Sector::heading),
                        sector.map(Device.Sector::viewAngle),
                        sector.map(Device.Sector::rangeMeters)),
                stored.retired(),
                Present.of(stored.presence()),
                warnings(device));
    }

    private static Optional<List<String>> warnings(Device device) {
        return device.view().isPresent() && !device.hasNationalId()
                ? Optional.of(List.of("id is not a 20-digit code of GB/T 28181: " + device.id()))
                : Optional.empty();
    }
}
