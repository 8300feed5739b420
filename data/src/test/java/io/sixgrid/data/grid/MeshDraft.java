package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/** A mesh of 400 cells that a test breaks, and what the proof and JTS's validator say of it. */
final class MeshDraft {
    private static final SampleMesh MESH = new SampleMesh(20, 20, 9, 20261126);
    // 0.011 m a unit of latitude: near enough for the widths that a validator is given.
    private static final double UNITS_PER_METRE = 90;

    final List<Grid> grids = new ArrayList<>(MESH.grids());
    Geometry outline = MESH.outline();
    List<Polygon> unassigned = List.of();

    Verdict verdict() {
        return Plan.prove(SampleMesh.SCHEME, outline, unassigned, grids);
    }

    List<Finding> refusals() {
        return verdict().findings().stream().filter(f -> f.kind().refuses()).toList();
    }

    /** How many cells JTS's validator flags, in lattice units, where all arithmetic is exact. */
    long flagged(double gapMetres) {
        AffineTransformation toUnits =
                AffineTransformation.scaleInstance(Lattice.UNITS_PER_DEGREE, Lattice.UNITS_PER_DEGREE);
        Geometry[] cells = grids.stream()
                .filter(g -> g.level() == 2)
                .map(g -> {
                    Geometry units = toUnits.transform(g.shape());
                    units.apply((Coordinate c) -> c.setCoordinate(new Coordinate(Math.rint(c.x), Math.rint(c.y))));
                    return units;
                })
                .toArray(Geometry[]::new);
        return Arrays.stream(CoverageValidator.validate(cells, gapMetres * UNITS_PER_METRE))
                .filter(result -> result != null && !result.isEmpty())
                .count();
    }

    Grid grid(String code) {
        return grids.stream().filter(g -> g.code().equals(code)).findFirst().orElseThrow();
    }

    MeshDraft change(String code, UnaryOperator<Geometry> how) {
        grids.replaceAll(g -> g.code().equals(code) ? g.withShape(how.apply(g.shape())) : g);
        return this;
    }

    /** Moves the vertex at {@code place} of the cell by lattice units north; every other vertex stays. */
    MeshDraft move(String code, Coordinate place, int units) {
        return change(code, shape -> moved(shape, place, 0, units));
    }

    static Geometry moved(Geometry shape, Coordinate place, int unitsEast, int unitsNorth) {
        Coordinate[] ring = shape.getCoordinates();
        Coordinate[] copy = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
            copy[i] = ring[i].equals2D(place)
                    ? new Coordinate(
                            Lattice.degrees(Lattice.units(place.x) + unitsEast),
                            Lattice.degrees(Lattice.units(place.y) + unitsNorth))
                    : ring[i].copy();
        }
        return Lattice.FACTORY.createPolygon(copy);
    }

    Coordinate vertex(String code, int number) {
        return grid(code).shape().getCoordinates()[number];
    }

    /** Puts a vertex in the middle between two of the cell's, rounded to the lattice. */
    MeshDraft insert(String code, int after) {
        return change(code, shape -> inserted(shape, after));
    }

    /** Puts a vertex in the middle of the first of the cell's segments where the middle is a lattice point. */
    MeshDraft insertOnLine(String code) {
        for (int i = 1; ; i++) {
            Coordinate a = vertex(code, i);
            Coordinate b = vertex(code, i + 1);
            boolean even = (Lattice.units(a.x) + Lattice.units(b.x)) % 2 == 0
                    && (Lattice.units(a.y) + Lattice.units(b.y)) % 2 == 0;
            if (even) {
                return insert(code, i);
            }
        }
    }

    MeshDraft remove(String code) {
        grids.removeIf(g -> g.code().equals(code));
        return this;
    }

    MeshDraft twice(String code) {
        Grid grid = grid(code);
        grids.add(new Grid(grid.level(), "TWIN", "twin", "twin", grid.parent(), Grid.Facts.NONE, grid.shape()));
        return this;
    }

    /** The second cell's land goes to the first. */
    MeshDraft merge(String code, String gone) {
        Geometry both = Lattice.join(new SegmentChain()
                .add(grid(code).shape())
                .add(grid(gone).shape())
                .land());
        return change(code, shape -> both).remove(gone);
    }

    private static Geometry inserted(Geometry shape, int after) {
        List<Coordinate> ring = new ArrayList<>(Arrays.asList(shape.getCoordinates()));
        Coordinate a = ring.get(after);
        Coordinate b = ring.get(after + 1);
        ring.add(after + 1, new Coordinate(Lattice.round((a.x + b.x) / 2), Lattice.round((a.y + b.y) / 2)));
        return Lattice.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }
}
