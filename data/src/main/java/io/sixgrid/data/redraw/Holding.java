package io.sixgrid.data.redraw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/** Land in one hand while an operation divides it anew: a grid's, or nobody's. Used by one thread, for one operation. */
final class Holding {
    private final Optional<Piece> before;
    private Optional<Piece> piece;
    private Geometry shape;
    private boolean changed;
    private final List<Piece> hung = new ArrayList<>();

    private Holding(Optional<Piece> before, Optional<Piece> piece, Geometry shape) {
        this.before = before;
        this.piece = piece;
        this.shape = shape;
    }

    /** Of a grid that is there. */
    static Holding of(Piece piece) {
        return new Holding(Optional.of(piece), Optional.of(piece), piece.shape());
    }

    /** Of a grid that is to be; its land is yet to come. */
    static Holding created(Piece piece, Geometry none) {
        return new Holding(Optional.empty(), Optional.of(piece), none);
    }

    /** Land without a grid, or none yet. */
    static Holding unassigned(Geometry face) {
        return new Holding(Optional.empty(), Optional.empty(), face);
    }

    Optional<Piece> before() {
        return before;
    }

    /** The grid as it is to be, but for its land; empty where it is nobody's. */
    Optional<Piece> piece() {
        return piece;
    }

    void describe(Piece other) {
        piece = Optional.of(other);
    }

    Geometry shape() {
        return shape;
    }

    void hold(Geometry other) {
        changed |= !other.equalsExact(shape);
        shape = other;
    }

    /** Whether it has, or had meanwhile, other land or other vertices than before. */
    boolean changed() {
        return changed;
    }

    /** Contained grids that hang on it from now on. */
    List<Piece> hung() {
        return hung;
    }

    /** For a sentence. */
    String name() {
        return piece.map(grid -> "grid " + grid.code()).orElse("unassigned land");
    }
}
