package io.sixgrid.geo.device;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.device.UnknownDeviceStore;
import io.sixgrid.data.device.UnknownDeviceStore.PageEnd;
import io.sixgrid.data.device.UnknownDeviceStore.Sighting;
import io.sixgrid.data.device.UnknownDeviceStore.UnknownDevice;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.time.Instant;
import java.util.List;

/** Names that messages use and nobody registered. Registering the device, or the name as its alias, takes it off the list. */
public final class UnknownDeviceRoutes {
    private final UnknownDeviceStore unknown;

    public UnknownDeviceRoutes(UnknownDeviceStore unknown) {
        this.unknown = unknown;
    }

    /** Before the routes of devices by id: it is none. */
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/devices/unknown", this::list);
    }

    /** A name as answers say it. */
    private record UnknownJson(
            String source,
            String name,
            String topic,
            Instant firstSeen,
            Instant lastSeen,
            long messages,
            int alerts,
            int openAlerts) {
        static UnknownJson of(UnknownDevice device) {
            Sighting said = device.sighting();
            return new UnknownJson(
                    said.source(),
                    said.name(),
                    said.topic(),
                    said.seen().first(),
                    said.seen().last(),
                    said.seen().messages(),
                    device.alerts(),
                    device.openAlerts());
        }
    }

    private void list(Context ctx) {
        Query query = Query.ofList(ctx);
        int limit = query.limit();
        PageEnd after = query.cursor(3, parts -> new PageEnd(Instant.parse(parts.get(0)), parts.get(1), parts.get(2)))
                .orElse(null);
        Page<UnknownDevice> page = Page.of(ctx, unknown.list(after, limit + 1), limit, UnknownDeviceRoutes::end);
        Answer.json(ctx, page.map(UnknownJson::of));
    }

    private static List<String> end(UnknownDevice device) {
        Sighting said = device.sighting();
        return List.of(said.seen().last().toString(), said.source(), said.name());
    }
}
