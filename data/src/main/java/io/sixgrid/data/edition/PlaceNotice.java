package io.sixgrid.data.edition;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.ShiftCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** Says when a file looks as if it were in another frame than was said, or about another place. */
final class PlaceNotice {
    private PlaceNotice() {}

    /**
     * Compares with what is published: the centres of grids that keep their code, else whether the grids lie inside.
     *
     * @param rows with shapes in {@code frame}
     */
    static Optional<String> of(List<Row> rows, Frame frame, Plan published, Envelope extent) {
        if (!published.outline().getEnvelopeInternal().intersects(extent)) {
            return Optional.of("nothing of the file is within the published outline; "
                    + shifted(rows, frame, published)
                            .orElse("is it of another place, or in another frame than " + frame.code() + "?"));
        }
        return shifted(rows, frame, published);
    }

    private static Optional<String> shifted(List<Row> rows, Frame frame, Plan published) {
        Map<String, Grid> known = published.grids().stream().collect(Collectors.toMap(Grid::code, grid -> grid));
        List<ShiftCheck.Pair> pairs = new ArrayList<>();
        List<GivenPosition> positions = new ArrayList<>();
        for (Row row : rows) {
            Optional<GivenPosition> centre = centre(row, frame);
            Grid before = known.get(row.code());
            if (centre.isPresent() && before != null && before.level() == row.level()) {
                Coordinate there = before.shape().getCentroid().getCoordinate();
                pairs.add(new ShiftCheck.Pair(centre.get(), new LonLat(there.x, there.y)));
            }
            centre.ifPresent(positions::add);
        }
        PreparedGeometry land = PreparedGeometryFactory.prepare(published.outline());
        return ShiftCheck.againstRegistered(pairs)
                .or(() -> ShiftCheck.againstOutline(
                        positions,
                        place -> land.intersects(published
                                .outline()
                                .getFactory()
                                .createPoint(new Coordinate(place.lon(), place.lat())))))
                .map(PlaceNotice::sentence);
    }

    /** The finding's own sentence speaks of devices. */
    private static String sentence(ShiftCheck.Finding finding) {
        long metres = Math.round(finding.displacement().meters());
        String off = metres + " m " + finding.displacement().direction();
        return finding.leftMeters().isPresent()
                ? finding.agreeing() + " of " + finding.total() + " grids are about " + off
                        + " of where the same codes are published: the file looks like " + finding.suspicion()
                        + ", not "
                        + finding.declared()
                : finding.agreeing() + " of " + finding.total()
                        + " grids are outside the published outline and would be inside if they were not shifted " + off
                        + ": the file looks like " + finding.suspicion() + ", not " + finding.declared();
    }

    private static Optional<GivenPosition> centre(Row row, Frame frame) {
        if (row.shape().isEmpty()) {
            return Optional.empty();
        }
        Coordinate centre = row.shape().getCentroid().getCoordinate();
        try {
            return Optional.of(frame.position(new FramePoint(centre.x, centre.y)));
        } catch (SixgridException e) {
            // Its vertices are refused one by one elsewhere.
            return Optional.empty();
        }
    }
}
