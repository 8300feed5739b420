package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Grids that are boxes, in thousandths of a degree east and north of 121, 38; vertices wherever two boxes meet. */
final class Boxes {
    static final Scheme SCHEME = new Scheme(
            "boxes",
            "方格",
            "Boxes",
            "",
            "",
            List.of(
                    new Level(1, "district", "区", "District", true),
                    new Level(2, "grid", "网格", "Base grid", true),
                    new Level(3, "house", "房屋", "House", false)));

    private Boxes() {}

    /** @param box west, south, east, north */
    static Grid grid(int level, String code, @Nullable String parent, int... box) {
        return named(level, code, code, parent, box);
    }

    static Grid named(int level, String code, String name, @Nullable String parent, int... box) {
        return new Grid(level, code, name, name, parent, Facts.NONE, box(box));
    }

    static Polygon box(int... box) {
        return Lattice.FACTORY.createPolygon(new Coordinate[] {
            at(box[0], box[1]), at(box[2], box[1]), at(box[2], box[3]), at(box[0], box[3]), at(box[0], box[1])
        });
    }

    /** A proven plan of one district "D" over these grids. */
    static Plan plan(Geometry outline, Grid... grids) {
        List<Grid> all = new ArrayList<>();
        all.add(grid(1, "D", null, 0, 0, 1, 1));
        all.addAll(List.of(grids));
        List<Grid> noded = new ArrayList<>();
        all.forEach(grid -> noded.add(grid.withShape(noded(grid.shape(), all))));
        return Plan.of(SCHEME, noded(outline, all), List.of(), noded);
    }

    /** With a vertex wherever a corner of another lies on an edge; boxes only. */
    static Geometry noded(Geometry box, List<Grid> others) {
        TreeSet<Coordinate> corners = new TreeSet<>();
        others.forEach(grid -> corners.addAll(List.of(grid.shape().getCoordinates())));
        Coordinate[] ring = box.getCoordinates();
        List<Coordinate> noded = new ArrayList<>();
        for (int i = 0; i + 1 < ring.length; i++) {
            Coordinate from = ring[i];
            Coordinate to = ring[i + 1];
            noded.add(from);
            corners.stream()
                    .filter(c -> between(from, c, to))
                    .sorted((a, b) -> Double.compare(from.distance(a), from.distance(b)))
                    .forEach(noded::add);
        }
        noded.add(ring[0]);
        return Lattice.FACTORY.createPolygon(noded.toArray(Coordinate[]::new));
    }

    private static boolean between(Coordinate from, Coordinate c, Coordinate to) {
        boolean vertical = from.x == to.x && c.x == from.x && (c.y - from.y) * (to.y - c.y) > 0;
        return vertical || (from.y == to.y && c.y == from.y && (c.x - from.x) * (to.x - c.x) > 0);
    }

    static Coordinate at(int east, int north) {
        return new Coordinate(Lattice.round(121 + east / 1000.0), Lattice.round(38 + north / 1000.0));
    }
}
