package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** A square of grids with winding borders, on the lattice, seeded: about 300 m wide each, every border several vertices. */
public final class FineMesh {
    private static final double STEP_DEGREES = 0.003;

    private final int size;
    private final Coordinate[][] nodes;
    private final Coordinate[][][] eastward;
    private final Coordinate[][][] northward;

    public FineMesh(int size, int vertices, Random random) {
        this.size = size;
        nodes = new Coordinate[size + 1][size + 1];
        eastward = new Coordinate[size + 1][size][];
        northward = new Coordinate[size][size + 1][];
        for (int row = 0; row <= size; row++) {
            for (int column = 0; column <= size; column++) {
                nodes[row][column] = point(121 + column * STEP_DEGREES, 38 + row * STEP_DEGREES, random);
            }
        }
        for (int row = 0; row <= size; row++) {
            for (int column = 0; column <= size; column++) {
                if (column < size) {
                    eastward[row][column] = border(nodes[row][column], nodes[row][column + 1], vertices, random);
                }
                if (row < size) {
                    northward[row][column] = border(nodes[row][column], nodes[row + 1][column], vertices, random);
                }
            }
        }
    }

    static String code(int row, int column) {
        return String.format("G%02d%02d", row, column);
    }

    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                pieces.add(new Piece(code(row, column), block(row, column, 1)));
            }
        }
        return pieces;
    }

    Polygon outline() {
        return block(0, 0, size);
    }

    private Polygon block(int row, int column, int width) {
        List<Coordinate> ring = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            append(ring, eastward[row][column + i], false);
        }
        for (int i = 0; i < width; i++) {
            append(ring, northward[row + i][column + width], false);
        }
        for (int i = width - 1; i >= 0; i--) {
            append(ring, eastward[row + width][column + i], true);
        }
        for (int i = width - 1; i >= 0; i--) {
            append(ring, northward[row + i][column], true);
        }
        ring.add(ring.get(0));
        return Lattice.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }

    /** Without its last vertex. */
    private static void append(List<Coordinate> ring, Coordinate[] border, boolean backward) {
        for (int i = 0; i + 1 < border.length; i++) {
            ring.add(border[backward ? border.length - 1 - i : i].copy());
        }
    }

    private static Coordinate[] border(Coordinate from, Coordinate to, int vertices, Random random) {
        Coordinate[] border = new Coordinate[vertices + 2];
        border[0] = from;
        border[vertices + 1] = to;
        for (int i = 1; i <= vertices; i++) {
            double share = (double) i / (vertices + 1);
            border[i] = point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, random);
        }
        return border;
    }

    private static Coordinate point(double lon, double lat, Random random) {
        double wide = 0.08 * STEP_DEGREES;
        return new Coordinate(
                Lattice.round(lon + wide * (random.nextDouble() - 0.5)),
                Lattice.round(lat + wide * (random.nextDouble() - 0.5)));
    }
}
