package io.sixgrid.geo.device;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.PositionHistoryStore;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.KnownFrames;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/** Registers all devices of a CSV or GeoJSON file at once, video points included, or says by row why not. */
public final class UploadRoutes {
    private final DeviceUpload upload;
    private final ZoneId zone;
    private final Clock clock;

    public UploadRoutes(
            DeviceStore devices, RegistrationStore registrations, PositionHistoryStore positions, Local local) {
        this.zone = local.zone();
        this.clock = local.clock();
        this.upload = new DeviceUpload(
                devices,
                registrations,
                positions,
                place -> local.boundaries()
                        .place(place, clock.instant())
                        .located()
                        .inside());
    }

    /**
     * The city.
     *
     * @param zone of times that name no offset
     */
    public record Local(Boundaries boundaries, ZoneId zone, Clock clock) {}

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/devices/upload", this::upload);
    }

    private void upload(Context ctx) {
        Query query = Query.of(ctx, "frame", "dry-run");
        UploadReader.Settings settings = new UploadReader.Settings(query.frame(), KnownFrames.of(ctx), zone);
        Optional<Author> by =
                query.flag("dry-run").orElse(false) ? Optional.empty() : Optional.of(IdentityRoutes.author(ctx, clock));
        byte[] body = ctx.bodyAsBytes();
        if (body.length == 0) {
            throw SixgridException.invalid("the request has no body; a CSV or GeoJSON file is expected");
        }
        String text = UploadText.read(body);
        UploadTable table = json(ctx, text) ? UploadFeatures.read(text) : UploadTable.csv(text);
        Answer.json(ctx, upload.take(table, settings, by));
    }

    /** As its content type says or, where a browser or curl sent another one, as it begins: no header of CSV begins so. */
    private static boolean json(Context ctx, String text) {
        String type = Optional.ofNullable(ctx.contentType()).orElse("");
        return type.contains("json") || text.stripLeading().startsWith("{");
    }
}
