package io.sixgrid.geo.export;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.grid.GridQuery;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.http.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;

/** Boundaries as a file: {@code GET /api/v1/export}. */
public final class ExportRoutes {
    private final Schemes schemes;
    private final GridExport export;
    private final Clock clock;

    public ExportRoutes(Schemes schemes, GridExport export, Clock clock) {
        this.schemes = schemes;
        this.export = export;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/export", this::send);
    }

    private void send(Context ctx) {
        Query query = Query.of(ctx, "scheme", "level", "at", "known", "frame", "format", "land");
        ExportOrder order = new ExportOrder(
                schemes.boundaries(query.text("scheme")).scheme(),
                new GridQuery(
                        query.integer("level"),
                        Optional.empty(),
                        query.instant("at").orElse(clock.instant()),
                        query.instant("known"),
                        true),
                query.frame(),
                ExportFormat.parse(query.text("format").orElse(ExportFormat.GEOJSON.word())),
                query.flag("land").orElse(false));
        try {
            send(ctx, order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Through a file: what fails half way is answered as a failure, and a client that reads slowly holds neither a connection
     * nor a state of the database.
     */
    private void send(Context ctx, ExportOrder order) throws IOException {
        Path file = Files.createTempFile("sixgrid-export", "." + order.format().word());
        try {
            export.write(order, file);
            ctx.header("Content-Disposition", "attachment; filename=\"" + order.fileName() + "\"");
            ctx.header("Content-Length", String.valueOf(Files.size(file)));
            ctx.contentType(order.format().mediaType());
            ctx.result(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
