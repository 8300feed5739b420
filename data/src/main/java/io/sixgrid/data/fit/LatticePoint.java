package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import org.locationtech.jts.geom.Coordinate;

/** Lattice points in a long: x in the upper, y in the lower 32 bits, both in lattice units. */
public final class LatticePoint {
    private LatticePoint() {}

    public static long of(Coordinate degrees) {
        return of(Lattice.units(degrees.x), Lattice.units(degrees.y));
    }

    public static long of(int x, int y) {
        return (long) x << 32 | (y & 0xffffffffL);
    }

    public static int x(long point) {
        return (int) (point >> 32);
    }

    public static int y(long point) {
        return (int) point;
    }

    /** In degrees. */
    public static Coordinate degrees(long point) {
        return new Coordinate(Lattice.degrees(x(point)), Lattice.degrees(y(point)));
    }

    /** In lattice units. */
    public static Coordinate units(long point) {
        return new Coordinate(x(point), y(point));
    }

    /** Of a coordinate in lattice units. */
    public static long ofUnits(Coordinate units) {
        return of((int) Math.rint(units.x), (int) Math.rint(units.y));
    }
}
