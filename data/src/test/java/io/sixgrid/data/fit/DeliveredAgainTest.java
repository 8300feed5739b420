package io.sixgrid.data.fit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.Cleaner.Job;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** What is published, delivered again by way of other programs and frames: nothing of it has moved. */
final class DeliveredAgainTest {
    private static final Tolerances MAKING = new Tolerances(2, 2, Set.of());

    private final FineMesh mesh = new FineMesh(5, 3, new Random(11));
    private final List<Piece> published = mesh.pieces();

    @ParameterizedTest
    @CsvSource({"5", "6", "7", "8"})
    void rounded_to_so_many_decimals_it_comes_out_bit_identical(int decimals) {
        double scale = Math.pow(10, decimals);
        requireSame(Frame.WGS84, point -> new FramePoint(rounded(point.x(), scale), rounded(point.y(), scale)));
    }

    @ParameterizedTest
    @CsvSource({"gcj02,6", "gcj02,9", "bd09,6", "epsg:4549,3", "epsg:4549,2"})
    void through_another_frame_and_back_it_comes_out_bit_identical(String frame, int decimals) {
        double scale = Math.pow(10, decimals);
        Frame through = Frames.builtIn().frame(frame);
        requireSame(through, point -> {
            FramePoint there = through.fromWgs84(new LonLat(point.x(), point.y()));
            return new FramePoint(rounded(there.x(), scale), rounded(there.y(), scale));
        });
    }

    @Test
    void without_what_is_published_it_fits_together_all_the_same() {
        Frame frame = Frames.builtIn().frame("epsg:4549");
        List<Geometry> there = given(point -> {
            FramePoint metres = frame.fromWgs84(new LonLat(point.x(), point.y()));
            return new FramePoint(rounded(metres.x(), 1000), rounded(metres.y(), 1000));
        });
        ToLattice.OnLattice back = ToLattice.ofAll(there, frame, Progress.SILENT);
        assertThat(back.largestMoveCentimetres()).isLessThan(0.75);
        SegmentChain chain = new SegmentChain().addAll(back.shapes());
        assertThat(chain.land()).hasSize(1);
        assertThat(chain.rest().getNumGeometries()).isEqualTo(mesh.outline().getNumPoints() - 1);
    }

    @Test
    void what_fits_and_has_moved_on_purpose_is_not_wrong_for_being_beside_what_is_published() {
        List<Piece> moved = new FineMesh(5, 3, new Random(11))
                .pieces().stream()
                        .map(piece -> new Piece(
                                piece.code(),
                                Lattice.round(AffineTransformation.translationInstance(1e-5, 0)
                                        .transform(piece.shape()))))
                        .toList();
        Cleaning cleaning = Cleaner.clean(
                new Job(
                        moved,
                        Optional.of(Lattice.round(AffineTransformation.translationInstance(1e-5, 0)
                                .transform(mesh.outline()))),
                        published.stream().map(Piece::shape).toList(),
                        Tolerances.PROPOSING),
                Progress.SILENT);
        assertThat(cleaning.findings()).isEmpty();
        assertThat(cleaning.repairs()).isNotEmpty().noneMatch(Repair::accepted);
    }

    private void requireSame(Frame frame, UnaryOperator<FramePoint> written) {
        List<Geometry> shapes =
                ToLattice.ofAll(given(written), frame, Progress.SILENT).shapes();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            pieces.add(new Piece(published.get(i).code(), shapes.get(i)));
        }
        Cleaning made = Cleaner.clean(
                new Job(
                        pieces,
                        Optional.of(mesh.outline()),
                        published.stream().map(Piece::shape).toList(),
                        MAKING),
                Progress.SILENT);
        assertThat(made.findings()).isEmpty();
        for (Piece piece : published) {
            assertThatObject(requireNonNull(made.shapes().get(piece.code())).norm())
                    .isEqualTo(piece.shape().norm());
        }
        assertThatObject(made.outline().orElseThrow().norm())
                .isEqualTo(mesh.outline().norm());
    }

    private List<Geometry> given(UnaryOperator<FramePoint> written) {
        return published.stream()
                .map(piece -> {
                    Geometry copy = piece.shape().copy();
                    copy.apply((CoordinateFilter) c -> move(c, written));
                    copy.geometryChanged();
                    return copy;
                })
                .toList();
    }

    private static void move(Coordinate c, UnaryOperator<FramePoint> written) {
        FramePoint moved = written.apply(new FramePoint(c.x, c.y));
        c.x = moved.x();
        c.y = moved.y();
    }

    private static double rounded(double value, double scale) {
        return Math.round(value * scale) / scale;
    }
}
