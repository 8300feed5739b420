package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.linearref.LengthIndexedLine;

/** The stretch of a line between the places where it passes nearest to two positions, in that direction. Immutable. */
final class Trace {
    private static final GeometryFactory PLANE = new GeometryFactory();

    private final LocalMetres metres;
    // In metres.
    private final LineString stretch;

    private Trace(LocalMetres metres, LineString stretch) {
        this.metres = metres;
        this.stretch = stretch;
    }

    /**
     * Of a line that passes both; of one that ends where it begins the shorter way around.
     *
     * @throws SixgridException (INVALID) of {@code line} when it passes nearest to both at one place
     */
    static Trace of(LineString line, Coordinate from, Coordinate to) {
        LocalMetres metres = LocalMetres.around(line);
        Geometry plane = metres.metres(line);
        double start = new LengthIndexedLine(plane).project(scaled(from, metres));
        double end = new LengthIndexedLine(plane).project(scaled(to, metres));
        if (start == end) {
            throw SixgridException.invalid(
                    "line",
                    "the line passes nearest to " + Edge.text(from) + " and to " + Edge.text(to)
                            + " at one and the same place: nothing of it is between them");
        }
        double around = plane.getLength();
        if (line.isClosed() && Math.abs(start - end) > around / 2) {
            plane = twice(plane);
            if (start < end) {
                start += around;
            } else {
                end += around;
            }
        }
        return new Trace(metres, (LineString) new LengthIndexedLine(plane).extractLine(start, end));
    }

    private static LineString twice(Geometry ring) {
        CoordinateList vertices = new CoordinateList(ring.getCoordinates(), false);
        vertices.add(ring.getCoordinates(), false);
        return PLANE.createLineString(vertices.toCoordinateArray());
    }

    /** Whether two positions are meant to be one. */
    boolean same(Coordinate one, Coordinate other) {
        return metres.distance(one, other) <= Pinning.METRES;
    }

    /**
     * The stretch in pieces, on the lattice: each begins where the one before it ends, and there the stretch passes nearest to
     * the next of some positions.
     *
     * @throws SixgridException (CONFLICT) when it passes them in another order
     */
    List<List<Coordinate>> parted(List<Coordinate> positions) {
        LengthIndexedLine index = new LengthIndexedLine(stretch);
        Coordinate[] vertices = stretch.getCoordinates();
        List<List<Coordinate>> pieces = new ArrayList<>();
        List<Coordinate> piece = new ArrayList<>(List.of(degrees(vertices[0])));
        int next = 1;
        double passed = 0;
        double walked = vertices[0].distance(vertices[1]);
        for (Coordinate position : positions) {
            double place = index.project(scaled(position, metres));
            Coordinate there = degrees(index.extractPoint(place));
            if (place <= passed || place >= index.getEndIndex()) {
                throw disordered(position, there);
            }
            while (walked < place && next < vertices.length - 1) {
                piece.add(degrees(vertices[next]));
                next++;
                walked += vertices[next - 1].distance(vertices[next]);
            }
            passed = place;
            meet(piece, there, position);
            pieces.add(piece);
            piece = new ArrayList<>(List.of(piece.get(piece.size() - 1)));
            if (same(there, degrees(vertices[next])) && next < vertices.length - 1) {
                // A vertex that all but is the place would make a step of centimetres.
                next++;
                walked += vertices[next - 1].distance(vertices[next]);
            }
        }
        for (; next < vertices.length; next++) {
            piece.add(degrees(vertices[next]));
        }
        pieces.add(piece);
        return pieces;
    }

    /** Ends a piece at a place on the line, or at the vertex just before it. */
    private void meet(List<Coordinate> piece, Coordinate there, Coordinate position) {
        Coordinate last = piece.get(piece.size() - 1);
        if (piece.size() > 1 && same(last, there)) {
            return;
        }
        if (same(last, there)) {
            throw disordered(position, there);
        }
        piece.add(there);
    }

    private static SixgridException disordered(Coordinate position, Coordinate there) {
        return SixgridException.conflict("the border that ends at " + Edge.text(position)
                + " would end on the line at " + Edge.text(there)
                + ", out of its order among the others: move its end first, or follow the line in shorter stretches");
    }

    private Coordinate degrees(Coordinate inMetres) {
        return new Coordinate(
                Lattice.round(inMetres.x / metres.lonMetres()), Lattice.round(inMetres.y / metres.latMetres()));
    }

    private static Coordinate scaled(Coordinate degrees, LocalMetres metres) {
        return new Coordinate(degrees.x * metres.lonMetres(), degrees.y * metres.latMetres());
    }
}
