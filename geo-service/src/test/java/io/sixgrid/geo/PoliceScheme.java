package io.sixgrid.geo;

import io.sixgrid.data.Progress;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;

/**
 * The police's own grids over the tiny city: one station with two beats, whose border runs through the default scheme's western
 * community.
 *
 * <pre>
 *   38.810 +----------+--------------------------+
 *          |  BEAT_1  |  BEAT_2                  |
 *   38.800 +----------+--------------------------+
 *        121.500   121.5075                    121.520
 * </pre>
 */
final class PoliceScheme {
    static final String CODE = "police";
    static final String STATION = "210211001";
    static final String BEAT_1 = "21021100101";
    static final String BEAT_2 = "21021100102";

    private PoliceScheme() {}

    static void publish(Jdbi jdbi) {
        Scheme scheme = new Scheme(
                CODE,
                "警务网格",
                "Police",
                "",
                "",
                List.of(
                        new Level(1, "station", "派出所", "Station", true),
                        new Level(2, "beat", "警务区", "Beat", true)));
        // The outline has the corners of whoever lies along it.
        Polygon all = Lattice.FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(121.5, 38.8), new Coordinate(121.5075, 38.8), new Coordinate(121.52, 38.8),
            new Coordinate(121.52, 38.81), new Coordinate(121.5075, 38.81), new Coordinate(121.5, 38.81),
            new Coordinate(121.5, 38.8)
        });
        List<Grid> grids = List.of(
                new Grid(1, STATION, "派出所", "派出所", null, Facts.NONE, all),
                new Grid(2, BEAT_1, "一区", "一区", STATION, Facts.NONE, land(121.5, 121.5075)),
                new Grid(2, BEAT_2, "二区", "二区", STATION, Facts.NONE, land(121.5075, 121.52)));
        new RevisionStore(jdbi)
                .found(
                        Plan.of(scheme, all, List.of(), grids),
                        new Publication("test", "police", Optional.empty(), Instant.parse("2020-01-01T00:00:00Z")),
                        Progress.SILENT);
    }

    private static Polygon land(double west, double east) {
        return (Polygon) Lattice.FACTORY.toGeometry(new Envelope(west, east, 38.8, 38.81));
    }
}
