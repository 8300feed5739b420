package io.sixgrid.maps.tile;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
import java.util.zip.CRC32;

/**
 * {@code GET /ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}}: Mapbox vector tiles (OGC API Tiles 1.0).
 *
 * <p>Collections: {@code grids-1} to {@code grids-9}, one a level, with layers {@code grid} and {@code label};
 * {@code outline}; {@code devices}, in cells of 64 px up to zoom 15 and one by one from zoom 16.
 */
public final class TileRoutes {
    private static final String GRIDS = "grids-";
    private static final int SINGLE_DEVICES_FROM = 16;
    private static final long CACHE_BYTES = 64_000_000;

    private final TileStore tiles;
    private final MapStore maps;
    private final Boundaries boundaries;
    private final TileCache cache = new TileCache(CACHE_BYTES);

    /** All three are of the same scheme. */
    public TileRoutes(TileStore tiles, MapStore maps, Boundaries boundaries) {
        this.tiles = tiles;
        this.maps = maps;
        this.boundaries = boundaries;
    }

    public void register(RoutesConfig routes) {
        routes.get("/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}", this::tile);
    }

    private void tile(Context ctx) {
        String collection = ctx.pathParam("id");
        TileCoord tile = TileCoord.parse(ctx.pathParam("z"), ctx.pathParam("row"), ctx.pathParam("col"));
        if (collection.equals("devices")) {
            byte[] made = tile.zoom() < SINGLE_DEVICES_FROM ? tiles.deviceCells(tile) : tiles.devices(tile);
            CRC32 sum = new CRC32();
            sum.update(made);
            answer(ctx, made, "\"" + Long.toHexString(sum.getValue()) + "-" + made.length + "\"");
            return;
        }
        int level = level(collection);
        long edition = maps.edition();
        String tag = "\"" + edition + "\"";
        if (String.valueOf(edition).equals(ctx.queryParam("v"))) {
            // The page names the edition it wants, so this address never means anything else.
            ctx.header("Cache-Control", "private, max-age=31536000, immutable");
        }
        if (tag.equals(ctx.header("If-None-Match"))) {
            answer(ctx, new byte[0], tag);
            return;
        }
        TileCache.Key key = new TileCache.Key(collection, tile, edition);
        byte[] made = cache.get(key).orElseGet(() -> level == 0 ? tiles.outline(tile) : tiles.grids(level, tile));
        cache.put(key, made);
        answer(ctx, made, tag);
    }

    /** The level of a {@code grids-} collection, 0 for the outline. */
    private int level(String collection) {
        if (collection.equals("outline")) {
            return 0;
        }
        return boundaries.scheme().levels().stream()
                .filter(level -> collection.equals(GRIDS + level.number()))
                .findFirst()
                .orElseThrow(() -> SixgridException.notFound("no collection has tiles under the id " + collection))
                .number();
    }

    private static void answer(Context ctx, byte[] tile, String tag) {
        ctx.header("ETag", tag);
        if (ctx.res().getHeader("Cache-Control") == null) {
            ctx.header("Cache-Control", "private, no-cache");
        }
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.contentType("application/vnd.mapbox-vector-tile");
        ctx.result(tile);
    }
}
