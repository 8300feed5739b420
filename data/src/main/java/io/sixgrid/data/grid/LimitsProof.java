package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;

/** What of one valid shape is beyond the limits of its level: worth a look, never refused. */
final class LimitsProof {
    private final String name;
    private final List<String> codes;
    private final Limits limits;
    private final List<Finding> findings;

    /**
     * @param name     for the sentence, e.g. "grid G1"
     * @param codes    of the grid whose shape it is, empty where it is none's
     * @param findings what is found goes there
     */
    LimitsProof(String name, List<String> codes, Limits limits, List<Finding> findings) {
        this.name = name;
        this.codes = codes;
        this.limits = limits;
        this.findings = findings;
    }

    /** Each part of it: wide and large enough, and no sliver. */
    void checkSize(Geometry shape) {
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            checkPart(shape.getGeometryN(i));
        }
    }

    private void checkPart(Geometry part) {
        double area = EqualArea.squareMetres(part);
        boolean small = area < limits.area();
        if (!small
                && area >= limits.sliverArea()
                && Extent.fits(part, Math.max(limits.width(), limits.sliverWidth()))) {
            return;
        }
        Extent extent = Extent.of(part);
        double perimeter = LocalMetres.around(part).metres(part).getLength();
        if (extent.width() < limits.sliverWidth()
                || (area < limits.sliverArea() && Extent.compactness(area, perimeter) < limits.compactness())) {
            tell(Kind.SLIVER, " is a sliver: " + extent.words(), part);
        } else if (extent.width() < limits.width()) {
            tell(
                    Kind.NARROW,
                    " is " + LocalMetres.text(extent.width()) + " wide, less than the "
                            + LocalMetres.text(limits.width()) + " of its level",
                    part);
        } else if (small) {
            tell(
                    Kind.SMALL,
                    " has " + EqualArea.text(area) + ", less than the " + EqualArea.text(limits.area())
                            + " of its level",
                    part);
        }
    }

    /** Sharp corners, and vertices that nearly fall together. */
    void checkCorners(Geometry shape) {
        LocalMetres metres = LocalMetres.around(shape);
        double sharp = limits.angle() == 0 ? Double.POSITIVE_INFINITY : Math.cos(Math.toRadians(limits.angle()));
        List<Coordinate> spikes = new ArrayList<>();
        List<LineString> steps = new ArrayList<>();
        for (Object line : LinearComponentExtracter.getLines(shape)) {
            Coordinate[] ring = ((LineString) line).getCoordinates();
            for (int i = 0; i + 1 < ring.length; i++) {
                Coordinate before = ring[i == 0 ? ring.length - 2 : i - 1];
                if (cosine(before, ring[i], ring[i + 1], metres) > sharp) {
                    spikes.add(ring[i]);
                }
                if (metres.distance(ring[i], ring[i + 1]) < limits.segment()) {
                    steps.add(Lattice.FACTORY.createLineString(new Coordinate[] {ring[i], ring[i + 1]}));
                }
            }
        }
        if (!spikes.isEmpty()) {
            tell(
                    Kind.SPIKE,
                    times(spikes.size(), " has a corner", " has %d corners") + " sharper than "
                            + String.format(Locale.ROOT, "%.0f degrees", limits.angle()),
                    Lattice.FACTORY.createMultiPointFromCoords(spikes.toArray(Coordinate[]::new)));
        }
        if (!steps.isEmpty()) {
            tell(
                    Kind.STEP,
                    times(steps.size(), " has two vertices", " has %d pairs of vertices") + " less than "
                            + LocalMetres.text(limits.segment()) + " apart",
                    Lattice.FACTORY.createMultiLineString(steps.toArray(LineString[]::new)));
        }
    }

    private void tell(Kind kind, String what, Geometry where) {
        findings.add(new Finding(kind, codes, name + what, where));
    }

    private static String times(int count, String one, String several) {
        return count == 1 ? one : String.format(Locale.ROOT, several, count);
    }

    /** Of the angle at {@code corner}; 1 where the border turns back on itself. */
    private static double cosine(Coordinate before, Coordinate corner, Coordinate after, LocalMetres metres) {
        double ax = (before.x - corner.x) * metres.lonMetres();
        double ay = (before.y - corner.y) * metres.latMetres();
        double bx = (after.x - corner.x) * metres.lonMetres();
        double by = (after.y - corner.y) * metres.latMetres();
        return (ax * bx + ay * by) / Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    }
}
