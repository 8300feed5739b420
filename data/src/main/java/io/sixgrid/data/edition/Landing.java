package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Rows brought from their frame to the lattice, and with them an outline that is in the same frame.
 *
 * @param rows     with shapes on the lattice, empty where a vertex is nowhere
 * @param outline  where one was given
 * @param problems vertices that no place of the frame has
 */
record Landing(
        List<Row> rows,
        Optional<Geometry> outline,
        double roundingCentimetres,
        int corners,
        List<RowProblem> problems) {
    private static final Geometry NOWHERE = Lattice.FACTORY.createPolygon();

    static Landing of(List<Row> given, Optional<Geometry> outline, Frame frame, Progress progress) {
        List<RowProblem> problems = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Row row : given) {
            Optional<RowProblem> problem = misplaced(row, frame);
            problem.ifPresent(problems::add);
            rows.add(problem.isPresent() ? row.withShape(NOWHERE) : row);
        }
        List<Geometry> shapes = new ArrayList<>(rows.stream().map(Row::shape).toList());
        outline.ifPresent(shapes::add);
        ToLattice.OnLattice landed = ToLattice.ofAll(shapes, frame, progress);
        List<Row> moved = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            moved.add(rows.get(i).withShape(landed.shapes().get(i)));
        }
        return new Landing(
                moved,
                outline.map(shape -> landed.shapes().get(rows.size())),
                landed.largestMoveCentimetres(),
                landed.corners(),
                problems);
    }

    /** Of all rows; empty where none has land. */
    Optional<BoundingBox> extent() {
        Envelope all = envelope();
        return all.isNull()
                ? Optional.empty()
                : Optional.of(new BoundingBox(
                        new LonLat(all.getMinX(), all.getMinY()), new LonLat(all.getMaxX(), all.getMaxY())));
    }

    Envelope envelope() {
        Envelope all = new Envelope();
        rows.forEach(row -> all.expandToInclude(row.shape().getEnvelopeInternal()));
        return all;
    }

    /** The first vertex that is nowhere in the frame. */
    private static Optional<RowProblem> misplaced(Row row, Frame frame) {
        for (Coordinate vertex : row.shape().getCoordinates()) {
            try {
                frame.toWgs84(new FramePoint(vertex.x, vertex.y));
            } catch (SixgridException e) {
                return Optional.of(new RowProblem(
                        row.feature(), "shape", vertex.x + " " + vertex.y, String.valueOf(e.getMessage())));
            }
        }
        return Optional.empty();
    }
}
