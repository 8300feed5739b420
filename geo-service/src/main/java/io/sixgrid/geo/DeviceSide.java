package io.sixgrid.geo;

import io.javalin.config.RoutesConfig;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.PositionCorrectionStore;
import io.sixgrid.data.device.PositionHistoryStore;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.device.UnknownDeviceStore;
import io.sixgrid.data.device.WaitingAlertStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.geo.device.DeviceRoutes;
import io.sixgrid.geo.device.PositionRoutes;
import io.sixgrid.geo.device.UnknownDeviceRoutes;
import io.sixgrid.geo.device.UploadRoutes;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.ingest.pipeline.SilentDeviceStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;

/** The registry of devices: what is asked of it, and what is done for it again and again. Opens nothing. */
final class DeviceSide {
    private final DeviceStore devices;
    private final RegistrationStore registrations;
    private final PositionHistoryStore positions;
    private final UnknownDeviceStore unknown;
    private final WaitingAlertStore waitingAlerts;
    private final PositionCorrectionStore corrections;
    private final SilentDeviceStore silent;
    private final Boundaries boundaries;
    private final Clock clock;

    DeviceSide(Jdbi jdbi, Boundaries boundaries, Clock clock) {
        this.devices = new DeviceStore(jdbi, boundaries);
        this.registrations = new RegistrationStore(jdbi, boundaries);
        this.positions = new PositionHistoryStore(jdbi);
        this.unknown = new UnknownDeviceStore(jdbi);
        this.waitingAlerts = new WaitingAlertStore(jdbi, boundaries);
        this.corrections = new PositionCorrectionStore(jdbi, boundaries);
        this.silent = new SilentDeviceStore(jdbi, boundaries, clock);
        this.boundaries = boundaries;
        this.clock = clock;
    }

    RegistrationStore registrations() {
        return registrations;
    }

    /** @param zone the city's, of times in files that name no offset */
    void register(RoutesConfig routes, Schemes schemes, ZoneId zone) {
        // Before the routes of devices by id, which would take these for ids.
        new UnknownDeviceRoutes(unknown).register(routes);
        new UploadRoutes(devices, registrations, positions, new UploadRoutes.Local(boundaries, zone, clock))
                .register(routes);
        new PositionRoutes(devices, positions).register(routes);
        new DeviceRoutes(devices, registrations, schemes, clock).register(routes);
    }

    void keep(Housekeeping housekeeping) {
        housekeeping.every(Duration.ofSeconds(2), "placing where positions were corrected", () -> corrections.work(10));
        housekeeping.every(Duration.ofSeconds(5), "looking for silent devices", silent::look);
        housekeeping.every(Duration.ofSeconds(10), "placing alerts that waited", waitingAlerts::placeAll);
        housekeeping.every(Duration.ofHours(1), "forgetting unknown devices", () -> unknown.forget(clock.instant()));
    }
}
