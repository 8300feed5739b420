package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/** Where a grid's name stands: inside it, and far from its border. */
public final class LabelPoint {
    /** Below this many vertices a shape is a building or a plot: its centroid will do where it lies inside. */
    private static final int SMALL = 24;

    private LabelPoint() {}

    public static Point of(Geometry shape) {
        Point centroid = shape.getCentroid();
        if (shape.getNumPoints() < SMALL && shape.contains(centroid)) {
            return Lattice.FACTORY.createPoint(centroid.getCoordinate());
        }
        Envelope box = shape.getEnvelopeInternal();
        double tolerance = Math.min(box.getWidth(), box.getHeight()) / 50;
        return Lattice.FACTORY.createPoint(
                MaximumInscribedCircle.getCenter(shape, tolerance).getCoordinate());
    }
}
