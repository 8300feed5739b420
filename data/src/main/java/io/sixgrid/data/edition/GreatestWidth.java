package io.sixgrid.data.edition;

import io.sixgrid.data.place.LocalMetres;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Geometry;

/** How wide land is at its widest: the diameter of the largest circle in it. */
final class GreatestWidth {
    private GreatestWidth() {}

    /** @param land a valid polygon or multipolygon, EPSG:4326 */
    static double metres(Geometry land) {
        Geometry metres = LocalMetres.around(land).metres(land);
        double widest = 0;
        for (int part = 0; part < metres.getNumGeometries(); part++) {
            Geometry one = metres.getGeometryN(part);
            // Of what is thinner than its own border is long the circle is never larger than this.
            double bound = one.getLength() == 0 ? 0 : 4 * one.getArea() / one.getLength();
            if (bound > widest) {
                double tolerance = Math.max(0.001, bound / 100);
                widest = Math.max(
                        widest,
                        2 * MaximumInscribedCircle.getRadiusLine(one, tolerance).getLength());
            }
        }
        return widest;
    }
}
