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

    /** With {@code vertex} between vertex {@code after} and the next. */
    static Geometry inserted(Geometry shape, int after, Coordinate vertex) {
        List<Coordinate> ring = new ArrayList<>(Arrays.asList(shape.getCoordinates()));
        ring.add(after + 1, vertex);
        return Lattice.FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }
}
