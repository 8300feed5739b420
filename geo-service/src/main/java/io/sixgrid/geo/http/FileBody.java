package io.sixgrid.geo.http;

import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Files of boundaries as the bodies of requests, streamed to a temporary file. Safe for use by several threads. */
public final class FileBody {
    private static final int CHUNK = 65_536;

    private final long limitBytes;

    /** A file takes memory many times its size: one is worked at a time, and the next is told so. */
    private final Semaphore one = new Semaphore(1);

    /** @param limitBytes of a file at most */
    public FileBody(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Does {@code work} with the file, which is gone afterwards; UNAVAILABLE while another one is worked. */
    public void use(Context ctx, Consumer<Path> work) {
        if (!one.tryAcquire()) {
            throw SixgridException.unavailable("another file is being imported; try again later", null);
        }
        try {
            Path file = Files.createTempFile("sixgrid-import-", "");
            try {
                store(ctx.bodyInputStream(), file);
                work.accept(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            one.release();
        }
    }

    private void store(InputStream body, Path file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                total += read;
                if (total > limitBytes) {
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
