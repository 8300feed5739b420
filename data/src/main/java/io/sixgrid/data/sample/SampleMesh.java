package io.sixgrid.data.sample;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/**
 * Boundaries of any size that look drawn: uneven quadrilaterals about 300 m wide with winding borders, neighbours sharing
 * every vertex. For measuring and for tests; the sample city is what people look at. The same seed gives the same mesh.
 */
public final class SampleMesh {
    /** Blocks of {@link #BLOCK} by {@link #BLOCK} cells. */
    public static final Scheme SCHEME = new Scheme(
            "mesh",
            "样网",
            "Mesh",
            "",
            "",
            List.of(
                    new Level(1, "block", "片", "Block", true),
                    new Level(2, "cell", "格", "Cell", true),
                    new Level(3, "plot", "地块", "Plot", false)));

    /** How many cells a block has each way. */
    public static final int BLOCK = 5;

    private static final double WEST = 121;
    private static final double SOUTH = 38;
    private static final double STEP = 0.003;

    private final int columns;
    private final int rows;
    private final Coordinate[][] nodes;
    private final List<List<Coordinate>> eastward = new ArrayList<>();
    private final List<List<Coordinate>> northward = new ArrayList<>();

    /**
     * @param segments of a border between two corners; 9 make 37 vertices a cell
     */
    public SampleMesh(int columns, int rows, int segments, long seed) {
        this.columns = columns;
        this.rows = rows;
        Random random = new Random(seed);
        nodes = new Coordinate[rows + 1][columns + 1];
        for (int row = 0; row <= rows; row++) {
            for (int column = 0; column <= columns; column++) {
                nodes[row][column] = lattice(
                        WEST + STEP * (column + 0.4 * (random.nextDouble() - 0.5)),
                        SOUTH + STEP * (row + 0.4 * (random.nextDouble() - 0.5)));
            }
        }
        for (int row = 0; row <= rows; row++) {
            for (int column = 0; column < columns; column++) {
                eastward.add(border(nodes[row][column], nodes[row][column + 1], segments, random));
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column <= columns; column++) {
                northward.add(border(nodes[row][column], nodes[row + 1][column], segments, random));
            }
        }
    }

    /** Row by row from the south-west. */
    public List<Polygon> cells() {
        List<Polygon> cells = new ArrayList<>(rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                cells.add(cell(row, column));
            }
        }
        return cells;
    }

    /** Counted from the south and from the west, from 0. */
    public Polygon cell(int row, int column) {
        return ring(List.of(
                eastward(row, column),
                northward(row, column + 1),
                reversed(eastward(row + 1, column)),
                reversed(northward(row, column))));
    }

    /** The mesh's own rim. */
    public Polygon outline() {
        List<List<Coordinate>> borders = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            borders.add(eastward(0, column));
        }
        for (int row = 0; row < rows; row++) {
            borders.add(northward(row, columns));
        }
        for (int column = columns - 1; column >= 0; column--) {
            borders.add(reversed(eastward(rows, column)));
        }
        for (int row = rows - 1; row >= 0; row--) {
            borders.add(reversed(northward(row, 0)));
        }
        return ring(borders);
    }

    /** Blocks and cells of {@link #SCHEME}: codes are B and C with the row and the column. */
    public List<Grid> grids() {
        List<Grid> grids = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                String block = "B" + row / BLOCK + "-" + column / BLOCK;
                String code = "C" + row + "-" + column;
                if (row % BLOCK == 0 && column % BLOCK == 0) {
                    grids.add(new Grid(1, block, block, block, null, Grid.Facts.NONE, Lattice.FACTORY.createPolygon()));
                }
                grids.add(new Grid(2, code, code, code, block, Grid.Facts.NONE, cell(row, column)));
            }
        }
        return grids;
    }

    private List<Coordinate> eastward(int row, int column) {
        return eastward.get(row * columns + column);
    }

    private List<Coordinate> northward(int row, int column) {
        return northward.get(row * (columns + 1) + column);
    }

    /** Winding as streets and rivers do: two slow waves and a quick one, which vanish at the corners. */
    private static List<Coordinate> border(Coordinate from, Coordinate to, int segments, Random random) {
        double[] waves = {
            0.1 * (random.nextDouble() - 0.5), 0.08 * (random.nextDouble() - 0.5), 0.04 * (random.nextDouble() - 0.5)
        };
        List<Coordinate> border = new ArrayList<>(segments + 1);
        border.add(from);
        for (int i = 1; i < segments; i++) {
            double along = (double) i / segments;
            double aside = waves[0] * Math.sin(Math.PI * along)
                    + waves[1] * Math.sin(2 * Math.PI * along)
                    + waves[2] * Math.sin(5 * Math.PI * along);
            border.add(lattice(
                    from.x + (to.x - from.x) * along - (to.y - from.y) * aside,
                    from.y + (to.y - from.y) * along + (to.x - from.x) * aside));
        }
        border.add(to);
        return border;
    }

    private static Coordinate lattice(double lon, double lat) {
        return new Coordinate(Lattice.round(lon), Lattice.round(lat));
    }

    private static List<Coordinate> reversed(List<Coordinate> border) {
        List<Coordinate> reversed = new ArrayList<>(border);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Polygon ring(List<List<Coordinate>> borders) {
        List<Coordinate> ring = new ArrayList<>();
        for (List<Coordinate> border : borders) {
            border.subList(0, border.size() - 1).forEach(vertex -> ring.add(vertex.copy()));
        }
        ring.add(ring.get(0).copy());
        return Lattice.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }
}
