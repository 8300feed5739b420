package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * An irregular mesh of {@code size} by {@code size} base grids on the lattice, in districts of 3 by 3, with a plot
 * contained in each and a house in each plot. Seeded, so that a failure can be seen again.
 */
public final class MeshCity {
    public static final Scheme SCHEME = new Scheme(
            "mesh",
            "网",
            "Mesh",
            "",
            "",
            List.of(
                    new Level(1, "district", "区", "District", true),
                    new Level(2, "grid", "网格", "Base grid", true),
                    new Level(3, "plot", "地块", "Plot", false),
                    new Level(4, "house", "房屋", "House", false)));

    private static final double STEP_DEGREES = 0.01;

    private final int size;
    private final Coordinate[][] nodes;

    public MeshCity(int size, long seed) {
        this.size = size;
        nodes = new Coordinate[size + 1][size + 1];
        Random random = new Random(seed);
        for (int row = 0; row <= size; row++) {
            for (int column = 0; column <= size; column++) {
                // Every third node is left straight, so that borders along meridians and parallels occur too.
                double jitter = (row + column) % 3 == 0 ? 0 : 0.3 * STEP_DEGREES;
                nodes[row][column] = new Coordinate(
                        Lattice.round(121 + column * STEP_DEGREES + jitter * (random.nextDouble() - 0.5)),
                        Lattice.round(38 + row * STEP_DEGREES + jitter * (random.nextDouble() - 0.5)));
            }
        }
    }

    /** The mesh's own rim. */
    public Polygon outline() {
        List<Coordinate> rim = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rim.add(nodes[0][i]);
        }
        for (int i = 0; i < size; i++) {
            rim.add(nodes[i][size]);
        }
        for (int i = size; i > 0; i--) {
            rim.add(nodes[size][i]);
        }
        for (int i = size; i >= 0; i--) {
            rim.add(nodes[i][0]);
        }
        return Lattice.FACTORY.createPolygon(rim.toArray(Coordinate[]::new));
    }

    public List<Grid> grids() {
        List<Grid> grids = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                String district = "D" + row / 3 + "-" + column / 3;
                String code = "G" + row + "-" + column;
                Polygon cell = cell(row, column);
                if (row % 3 == 0 && column % 3 == 0) {
                    grids.add(new Grid(1, district, district, district, null, Facts.NONE, cell));
                }
                grids.add(new Grid(2, code, code, code, district, Facts.NONE, cell));
                // The plot keeps one corner of its grid: a contained border on a tiling border.
                Polygon plot = shrunk(cell, cell.getCoordinates()[0], 0.8);
                grids.add(new Grid(3, code + "P", code, code, code, Facts.NONE, plot));
                grids.add(
                        new Grid(4, code + "PH", code, code, code + "P", Facts.NONE, shrunk(plot, middle(plot), 0.5)));
            }
        }
        return grids;
    }

    /** The same land, but the district D1-1 is not divided: its plots are the district's own, its houses too. */
    public List<Grid> gridsWithAbsentLevels() {
        List<Grid> grids = new ArrayList<>();
        SegmentChain land = new SegmentChain();
        for (Grid grid : grids()) {
            String parent = grid.parent();
            if ("D1-1".equals(parent)) {
                land.add(grid.shape());
            } else if (parent != null && parent.matches("G[345]-[345]P?")) {
                grids.add(new Grid(
                        grid.level(),
                        grid.code(),
                        grid.name(),
                        grid.shortName(),
                        grid.level() == 3 ? "D1-1" : parent,
                        grid.facts(),
                        grid.shape()));
            } else {
                grids.add(grid);
            }
        }
        grids.replaceAll(grid -> grid.code().equals("D1-1") ? grid.withShape(Lattice.join(land.land())) : grid);
        return grids;
    }

    private Polygon cell(int row, int column) {
        return Lattice.FACTORY.createPolygon(new Coordinate[] {
            nodes[row][column],
            nodes[row][column + 1],
            nodes[row + 1][column + 1],
            nodes[row + 1][column],
            nodes[row][column]
        });
    }

    private static Coordinate middle(Polygon shape) {
        return shape.getCentroid().getCoordinate();
    }

    private static Polygon shrunk(Polygon shape, Coordinate toward, double factor) {
        return (Polygon) Lattice.round(AffineTransformation.scaleInstance(factor, factor, toward.x, toward.y)
                .transform(shape));
    }
}
