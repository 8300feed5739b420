package io.sixgrid.geo.device;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.PositionHistoryStore;
import io.sixgrid.data.device.PositionHistoryStore.Stood;
import io.sixgrid.data.place.Frame;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a device stood through time. */
public final class PositionRoutes {
    private final DeviceStore devices;
    private final PositionHistoryStore positions;

    public PositionRoutes(DeviceStore devices, PositionHistoryStore positions) {
        this.devices = devices;
        this.positions = positions;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/devices/{id}/positions", this::list);
    }

    /**
     * A position through time.
     *
     * @param given     as it was given, where that was not in WGS 84
     * @param validFrom absent for as long as the device is known
     * @param validTo   absent while it stands there
     */
    private record PositionJson(
            double lon,
            double lat,
            Optional<DeviceJson.Given> given,
            Optional<Instant> validFrom,
            Optional<Instant> validTo) {
        static PositionJson of(Stood stood) {
            return new PositionJson(
                    stood.place().lon(),
                    stood.place().lat(),
                    Optional.of(stood.given())
                            .filter(position -> !position.frame().equals(Frame.WGS84.code()))
                            .map(DeviceJson.Given::of),
                    stood.period().from(),
                    stood.period().to());
        }
    }

    private void list(Context ctx) {
        Query.of(ctx);
        String id = ctx.pathParam("id");
        if (devices.find(id).isEmpty()) {
            throw SixgridException.notFound("no device " + id);
        }
        List<PositionJson> items =
                positions.of(id).stream().map(PositionJson::of).toList();
        Answer.json(ctx, Map.of("items", items));
    }
}
