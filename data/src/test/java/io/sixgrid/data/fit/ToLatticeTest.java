package io.sixgrid.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.ToLattice.OnLattice;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

final class ToLatticeTest {
    private static final Frame GAUSS = Frames.builtIn().frame("epsg:4549");
    private static final GeometryFactory METRES = new GeometryFactory();

    /** Three kilometres of edge, 14 cm from straight in longitude and latitude. */
    private static final Geometry SOUTH = METRES.toGeometry(new Envelope(600_000, 603_000, 4_300_000, 4_301_000));

    private static final Geometry NORTH_WEST = METRES.toGeometry(new Envelope(600_000, 601_000, 4_301_000, 4_302_000));
    private static final Geometry NORTH_EAST = METRES.toGeometry(new Envelope(601_000, 603_000, 4_301_000, 4_302_000));

    @Test
    void the_line_of_the_frame_stays_within_the_grain_of_the_lattice() {
        Coordinate[] ring = ToLattice.of(SOUTH, GAUSS).getCoordinates();
        assertThat(ring).hasSizeGreaterThan(8).hasSizeLessThan(40);
        for (int metres = 0; metres <= 3000; metres += 50) {
            LonLat exact = GAUSS.toWgs84(new FramePoint(600_000 + metres, 4_301_000));
            LocalMetres local = LocalMetres.atLatitude(exact.lat());
            double away = Double.MAX_VALUE;
            for (int i = 1; i < ring.length; i++) {
                away = Math.min(
                        away,
                        Distance.pointToSegment(new Coordinate(exact.lon(), exact.lat()), ring[i - 1], ring[i])
                                * local.latMetres());
            }
            // Half a unit of the line, and the rounding of its ends.
            assertThat(away).isLessThan(0.015);
        }
    }

    @Test
    void a_corner_on_a_neighbours_edge_is_its_vertex_before_anything_is_projected() {
        OnLattice moved = ToLattice.ofAll(List.of(SOUTH, NORTH_WEST, NORTH_EAST), GAUSS, Progress.SILENT);
        assertThat(moved.corners()).isEqualTo(1);
        List<?> land = new SegmentChain().addAll(moved.shapes()).land();
        assertThat(land).hasSize(1);
        assertThat(((Geometry) land.get(0)).getNumGeometries()).isEqualTo(1);
        assertThat(moved.largestMoveCentimetres()).isBetween(0.01, 0.75);
    }

    @Test
    void in_degrees_lines_are_straight_already() {
        Geometry shape = METRES.toGeometry(new Envelope(121, 121.1, 38, 38.1));
        assertThatObject(ToLattice.of(shape, Frame.WGS84).norm()).isEqualTo(shape.norm());
    }

    @Test
    void a_ring_that_the_lattice_is_too_coarse_for_stays_to_be_found() {
        Geometry tiny = METRES.toGeometry(new Envelope(121, 121.00000001, 38, 38.00000001));
        Geometry moved = ToLattice.of(tiny, Frame.WGS84);
        assertThat(moved.isEmpty()).isFalse();
        assertThat(moved.isValid()).isFalse();
        assertThat(Lattice.holds(moved)).isTrue();
    }
}
