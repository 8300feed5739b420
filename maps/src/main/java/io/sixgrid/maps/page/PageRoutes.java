package io.sixgrid.maps.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The command-centre page at {@code /}, the operator's at {@code /messages}, the integrator's at {@code /devices}, the
 * sheet that a draft is approved by at {@code /sheet}, their files under {@code /page/}, and OpenLayers under {@code /lib/ol/}.
 */
public final class PageRoutes {
    private static final Pattern FILE = Pattern.compile("[a-z0-9-]+\\.(js|css|svg|md)");
    private static final String OPEN_LAYERS = "/META-INF/resources/webjars/ol/10.7.0/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "md", "text/plain; charset=utf-8");

    private final String policy;
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    /** A file of the class path, and the tag that tells whether a browser's copy is the same. */
    // Bytes as they are: nobody compares resources.
    @SuppressWarnings("ArrayRecordComponent")
    private record Resource(byte[] bytes, String tag) {}

    public PageRoutes(MapSettings settings) {
        String images = Stream.concat(
                        Stream.of("img-src 'self' data: blob:"),
                        settings.baseMaps().stream().map(BaseMap::origin))
                .collect(Collectors.joining(" "));
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " + images
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
    }

    public void register(RoutesConfig routes) {
        routes.get("/", ctx -> answer(ctx, "index.html"));
        routes.get("/messages", ctx -> answer(ctx, "messages.html"));
        routes.get("/devices", ctx -> answer(ctx, "devices.html"));
        routes.get("/sheet", ctx -> answer(ctx, "sheet.html"));
        routes.get("/page/{file}", ctx -> answer(ctx, known(ctx.pathParam("file"))));
        routes.get("/lib/ol/ol.js", ctx -> answer(ctx, OPEN_LAYERS + "dist/ol.js"));
        routes.get("/lib/ol/ol.css", ctx -> answer(ctx, OPEN_LAYERS + "ol.css"));
        // Asked for by every browser; the page has its sign inside.
        routes.get("/favicon.ico", ctx -> answer(ctx, "icon.svg"));
    }

    private void answer(Context ctx, String path) {
        Resource resource = resources.computeIfAbsent(path, PageRoutes::read);
        ctx.header("ETag", resource.tag());
        // Asked again each time: after an update no display runs half old, half new.
        ctx.header("Cache-Control", "private, no-cache");
        ctx.header("Content-Security-Policy", policy);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        if (resource.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        String type = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        ctx.contentType(TYPES.getOrDefault(type, "application/octet-stream"));
        ctx.result(resource.bytes());
    }

    private static String known(String file) {
        if (!FILE.matcher(file).matches()) {
            throw SixgridException.notFound("no such file: " + file);
        }
        return file;
    }

    private static Resource read(String path) {
        try (@Nullable InputStream in = PageRoutes.class.getResourceAsStream(path)) {
            if (in == null) {
                throw SixgridException.notFound("no such file: " + path.substring(path.lastIndexOf('/') + 1));
            }
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return new Resource(bytes, "\"" + Long.toHexString(sum.getValue()) + "-" + bytes.length + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
