package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Exact;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Land that a draft leaves to nobody: who submits it is told, whichever of its operations gave it up. */
final class GivenUp {
    /** Square metres; less is what a vertex on the border makes by its rounding. */
    private static final double LEAST = 1;

    private GivenUp() {}

    /** One finding for each piece of unassigned land that was none before. */
    static List<Finding> of(Edit sinceBase) {
        List<Finding> findings = new ArrayList<>();
        for (Polygon face : sinceBase.facesNew()) {
            Geometry more = Exact.copy(face);
            for (Polygon gone : sinceBase.facesGone()) {
                if (gone.getEnvelopeInternal().intersects(face.getEnvelopeInternal())) {
                    more = Faces.areas(OverlayNGRobust.overlay(more, Exact.copy(gone), OverlayNG.DIFFERENCE));
                }
            }
            for (Polygon part : Faces.polygons(more)) {
                double squareMetres = EqualArea.squareMetres(part);
                if (squareMetres >= LEAST) {
                    findings.add(new Finding(
                            Finding.Kind.UNASSIGNED,
                            List.of(),
                            "the draft leaves " + EqualArea.text(squareMetres) + " to no grid",
                            part));
                }
            }
        }
        return findings;
    }
}
