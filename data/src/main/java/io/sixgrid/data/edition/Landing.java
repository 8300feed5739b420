package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.fit.ToLattice;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** Each group of grids that share borders is noded for itself, the leaves together with the outline. */
    static Landing of(EditionReading reading, Optional<Geometry> outline, Progress progress) {
        List<RowProblem> problems = new ArrayList<>();
        Map<Integer, List<Row>> groups = new TreeMap<>();
        Map<String, Integer> group = reading.groups();
        for (Row row : reading.rows().rows()) {
            Optional<RowProblem> problem = misplaced(row, reading.frame());
            problem.ifPresent(problems::add);
            groups.computeIfAbsent(group.getOrDefault(row.code(), 0), key -> new ArrayList<>())
                    .add(problem.isPresent() ? row.withShape(NOWHERE) : row);
        }
        List<Row> moved = new ArrayList<>();
        Optional<Geometry> landed = Optional.empty();
        double rounding = 0;
        int corners = 0;
        if (outline.isPresent()) {
            groups.computeIfAbsent(EditionReading.LEAVES, key -> new ArrayList<>());
        }
        for (Map.Entry<Integer, List<Row>> one : groups.entrySet()) {
            List<Row> rows = one.getValue();
            List<Geometry> shapes =
                    new ArrayList<>(rows.stream().map(Row::shape).toList());
            boolean leaves = one.getKey() == EditionReading.LEAVES;
            outline.filter(shape -> leaves).ifPresent(shapes::add);
            ToLattice.OnLattice lattice = ToLattice.ofAll(shapes, reading.frame(), progress);
            for (int i = 0; i < rows.size(); i++) {
                moved.add(rows.get(i).withShape(lattice.shapes().get(i)));
            }
            if (leaves) {
                landed = outline.map(shape -> lattice.shapes().get(rows.size()));
            }
            rounding = Math.max(rounding, lattice.largestMoveCentimetres());
            corners += lattice.corners();
        }
        return new Landing(moved, landed, rounding, corners, problems);
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
