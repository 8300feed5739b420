package io.sixgrid.maps.tile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tiles of boundaries asked for most recently, up to a number of bytes. Safe for use by several threads; two that
 * miss the same tile at once both make it.
 */
final class TileCache {
    /** Names a tile: a new edition never meets a tile of the old one. */
    record Key(String collection, TileCoord tile, long edition) {}

    private final long maxBytes;
    private final Map<Key, byte[]> tiles = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    TileCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<byte[]> get(Key key) {
        return Optional.ofNullable(tiles.get(key));
    }

    synchronized void put(Key key, byte[] tile) {
        byte[] before = tiles.put(key, tile);
        bytes += tile.length - (before == null ? 0 : before.length);
        var oldest = tiles.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
