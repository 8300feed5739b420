package io.sixgrid.maps.tile;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.LonLat;

/**
 * A tile of WebMercatorQuad (OGC Two Dimensional Tile Matrix Set 2.0, annex D.1): 2^zoom rows from the north, 2^zoom
 * columns from the west, over EPSG:3857.
 *
 * @param zoom the tile matrix, 0 to {@link #MAX_ZOOM}
 */
record TileCoord(int zoom, int row, int col) {
    /** The deepest zoom served: a tile is 38 m wide at the equator. */
    static final int MAX_ZOOM = 20;

    /** Half the width of the EPSG:3857 square, in its metres. */
    static final double HALF_WORLD = 20_037_508.342789244;

    TileCoord {
        if (zoom < 0 || zoom > MAX_ZOOM) {
            throw SixgridException.notFound(
                    "WebMercatorQuad has tile matrices 0 to " + MAX_ZOOM + " here, not " + zoom);
        }
        int tiles = 1 << zoom;
        if (row < 0 || row >= tiles || col < 0 || col >= tiles) {
            throw SixgridException.notFound("tile matrix " + zoom + " has rows and columns 0 to " + (tiles - 1)
                    + ", not row " + row + ", column " + col);
        }
    }

    /** Reads the three parts of an OGC path: matrix, row, column. */
    static TileCoord parse(String zoom, String row, String col) {
        return new TileCoord(number("tileMatrix", zoom), number("tileRow", row), number("tileCol", col));
    }

    /** The tile that {@code point} is in; latitudes beyond the square count as its edge. */
    static TileCoord containing(LonLat point, int zoom) {
        double tiles = 1L << zoom;
        double sin = Math.sin(Math.toRadians(point.lat()));
        double x = (point.lon() + 180) / 360 * tiles;
        double y = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * tiles;
        return new TileCoord(zoom, within(y, tiles), within(x, tiles));
    }

    /** The width of the tile in metres of EPSG:3857, which are longer than metres on the ground. */
    double width() {
        return 2 * HALF_WORLD / (1 << zoom);
    }

    private static int within(double position, double tiles) {
        return (int) Math.max(0, Math.min(tiles - 1, Math.floor(position)));
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw SixgridException.invalid(name, name + " is not a whole number: " + text);
        }
    }
}
