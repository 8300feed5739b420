package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** What can be said of one shape without looking at another. */
final class ShapeProof {
    private ShapeProof() {}

    /**
     * Valid, not empty, on the lattice: what every later test takes for granted.
     *
     * @param name  for the sentence, e.g. "grid G1"
     * @param codes of the grid whose shape it is, empty where it is none's
     */
    static Optional<Finding> flaw(String name, List<String> codes, Geometry shape) {
        if (shape.isEmpty()) {
            return Optional.of(new Finding(Kind.EMPTY, codes, name + " has no land", shape));
        }
        TopologyValidationError error = new IsValidOp(shape).getValidationError();
        if (error != null) {
            return Optional.of(new Finding(
                    Kind.INVALID,
                    codes,
                    name + " is not a valid polygon: " + error.getMessage() + " at " + error.getCoordinate().x + ", "
                            + error.getCoordinate().y,
                    Lattice.FACTORY.createPoint(error.getCoordinate())));
        }
        if (!onEarth(shape) || !Lattice.holds(shape)) {
            return Optional.of(new Finding(
                    Kind.OFF_LATTICE, codes, name + " has vertices off the lattice of 1e-7 degrees", shape));
        }
        return Optional.empty();
    }

    /** Several parts that nobody declared. */
    static Optional<Finding> parts(Grid grid, boolean derived) {
        int parts = grid.shape().getNumGeometries();
        if (parts == 1 || grid.facts().exclave() != null) {
            return Optional.empty();
        }
        String sentence = derived
                ? "the grids below " + grid.code() + " lie in " + parts + " parts, and no exclave of it is declared"
                : "grid " + grid.code() + " has " + parts + " parts, and no exclave of it is declared";
        return Optional.of(new Finding(Kind.PARTS, List.of(grid.code()), sentence, grid.shape()));
    }

    private static boolean onEarth(Geometry shape) {
        for (Coordinate c : shape.getCoordinates()) {
            if (Math.abs(c.x) > 180 || Math.abs(c.y) > 90) {
                return false;
            }
        }
        return true;
    }
}
