package io.sixgrid.geo.edition;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.edition.EditionImport;
import io.sixgrid.data.edition.ImportOrder;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.identity.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Takes a file of boundaries: {@code POST /api/v1/imports}, the file as the body. */
public final class ImportRoutes {
    private static final int CHUNK = 65_536;

    private final EditionImport imports;
    private final Limits limits;
    private final Clock clock;

    /** A file takes memory many times its size: one is worked at a time, and the next is told so. */
    private final Semaphore one = new Semaphore(1);

    public ImportRoutes(EditionImport imports, Limits limits, Clock clock) {
        this.imports = imports;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * What is taken.
     *
     * @param bytes of a file at most
     * @param zone  of dates that name no time
     */
    public record Limits(long bytes, ZoneId zone) {}

    public void register(RoutesConfig routes) {
        routes.post("/api/v1/imports", this::take);
    }

    private void take(Context ctx) {
        List<String> names = new ArrayList<>(ImportWords.NAMES);
        names.addAll(ImportWords.fieldNames());
        names.add("name");
        Query query = Query.repeating(ctx, ImportWords.EXCLAVE, names.toArray(String[]::new));
        Map<String, String> words = new LinkedHashMap<>();
        query.texts(ImportWords.EXCLAVE).forEach(exclave -> ImportWords.declare(exclave, words));
        names.forEach(name -> query.text(name).ifPresent(text -> words.put(name, text)));
        ImportOrder order = new ImportWords(
                        words,
                        new ImportWords.Asking(
                                query.text("name").orElse("the file"),
                                IdentityRoutes.author(ctx, clock).name(),
                                clock.instant(),
                                limits.zone(),
                                false))
                .order();
        if (order.publication().isPresent()) {
            // A planner may see what would come of it.
            IdentityRoutes.require(ctx, Role.APPROVER);
        }
        if (!one.tryAcquire()) {
            throw SixgridException.unavailable("another file is being imported; try again later", null);
        }
        try {
            work(ctx, order);
        } finally {
            one.release();
        }
    }

    private void work(Context ctx, ImportOrder order) {
        try {
            Path file = Files.createTempFile("sixgrid-import-", "");
            try {
                store(ctx.bodyInputStream(), file);
                Answer.json(ctx, ImportJson.of(imports.run(file, order, Progress.SILENT)));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void store(InputStream body, Path file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                total += read;
                if (total > limits.bytes()) {
                    throw new ContentTooLargeResponse();
                }
                out.write(chunk, 0, read);
            }
        }
        if (total == 0) {
            throw SixgridException.invalid(
                    "the request has no body; a GeoJSON, GeoPackage or zipped Shapefile is expected");
        }
    }
}
