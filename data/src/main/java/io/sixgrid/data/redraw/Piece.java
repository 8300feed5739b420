package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Grid;
import org.locationtech.jts.geom.Geometry;

/**
 * A grid under its identity, which a new code or a new parent does not change.
 *
 * @param id     as stored; negative of a grid that the draft creates
 * @param parent identity of the nearest wider grid; 0 at level 1
 * @param shape  on the lattice; of a tiling grid with tiling grids below it, what follows from them
 */
public record Piece(
        long id, int level, String code, String name, String shortName, long parent, Grid.Facts facts, Geometry shape) {
    /** No grid: the parent of the widest. */
    public static final long NONE = 0;

    static Piece of(long id, long parent, Grid grid) {
        return new Piece(
                id, grid.level(), grid.code(), grid.name(), grid.shortName(), parent, grid.facts(), grid.shape());
    }

    Piece withShape(Geometry other) {
        return new Piece(id, level, code, name, shortName, parent, facts, other);
    }

    Piece withParent(long other) {
        return new Piece(id, level, code, name, shortName, other, facts, shape);
    }

    Piece withCode(String other) {
        return new Piece(id, level, other, name, shortName, parent, facts, shape);
    }

    Piece withNames(String other, String otherShort) {
        return new Piece(id, level, code, other, otherShort, parent, facts, shape);
    }

    Piece withFacts(Grid.Facts other) {
        return new Piece(id, level, code, name, shortName, parent, other, shape);
    }
}
