package io.sixgrid.data.fit;

import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Gives parts of multipolygons that are too narrow to be meant to the neighbour around them. */
final class Crumbs {
    private Crumbs() {}

    static void give(Pass pass) {
        Pieces pieces = pass.pieces();
        boolean several = false;
        for (int piece = 0; piece < pieces.count() && !several; piece++) {
            several = pieces.shape(piece).getNumGeometries() > 1;
        }
        if (several) {
            for (int piece = 0; piece < pieces.count(); piece++) {
                List<Polygon> smallerParts = Pieces.polygons(pieces.shape(piece)).stream()
                        .sorted(Comparator.comparingDouble(Polygon::getArea).reversed())
                        .skip(1)
                        .toList();
                for (Polygon part : smallerParts) {
                    if (Rings.valid(pieces.shape(piece))) {
                        give(pass, piece, part);
                    }
                }
            }
        }
    }

    private static void give(Pass pass, int piece, Polygon part) {
        double width = Measure.width(part);
        int heir = width > pass.toleranceMetres() ? -1 : Face.longest(neighbours(pass.pieces(), piece, part));
        if (heir < 0) {
            return;
        }
        Pieces pieces = pass.pieces();
        double area = EqualArea.squareMetres(part);
        Repair repair = Repair.proposed(
                Repair.Kind.CRUMB,
                pieces.codes(List.of(piece, heir)),
                new Repair.Extent(width, area, part),
                "a crumb of " + pieces.code(piece) + " goes to " + pieces.code(heir) + ": " + EqualArea.text(area)
                        + ", at most " + LocalMetres.text(width) + " wide");
        if (pass.offer(repair)) {
            Geometry without = Lattice.join(
                    new SegmentChain().add(pieces.shape(piece)).subtract(part).land());
            pieces.replace(
                    heir,
                    Lattice.join(
                            new SegmentChain().add(pieces.shape(heir)).add(part).land()));
            pieces.replace(piece, without);
        } else {
            pass.find(Findings.of(repair));
        }
    }

    /** Who has edges of the part the other way round, and how many metres of them. */
    private static SortedMap<Integer, Double> neighbours(Pieces pieces, int piece, Polygon part) {
        Set<Edge> border = new HashSet<>();
        Envelope around = new Envelope();
        for (long[] ring : new Pieces(List.of(new Piece("", part)), Optional.empty()).rings(0)) {
            for (int i = 1; i < ring.length; i++) {
                border.add(Edge.of(ring[i - 1], ring[i]));
                around.expandToInclude(LatticePoint.units(ring[i]));
            }
        }
        SortedMap<Integer, Double> metres = new TreeMap<>();
        for (int other : pieces.near(around)) {
            if (other != piece && !pieces.isOutline(other)) {
                for (long[] ring : pieces.rings(other)) {
                    for (int i = 1; i < ring.length; i++) {
                        if (border.contains(Edge.of(ring[i - 1], ring[i]))) {
                            metres.merge(other, Measure.metres(ring[i - 1], ring[i]), Double::sum);
                        }
                    }
                }
            }
        }
        return metres;
    }
}
