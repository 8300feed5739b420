package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.ShiftCheck.Finding;
import io.sixgrid.data.place.ShiftCheck.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thirty devices in a city of some kilometres, registered where they stand. */
final class ShiftCheckTest {
    private static final double DEGREES_A_METER = 1 / 111_130.0;

    private final Random random = new Random(5);
    private final List<LonLat> registered = places(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wgs84    | gcj02 | they look like gcj02, not wgs84",
                "cgcs2000 | bd09  | they look like bd09, not cgcs2000",
                "gcj02    | wgs84 | they look like wgs84, not gcj02",
                "gcj02    | bd09  | they look like bd09, not gcj02",
                "bd09     | gcj02 | they look like gcj02, not bd09",
                "bd09     | wgs84 | they look like wgs84, not bd09",
            })
    void positions_of_another_frame_than_declared_are_told(String declared, String real, String said) {
        Frame frame = Frames.builtIn().frame(real);
        List<Pair> pairs = noisy(10, place -> Frames.builtIn().frame(declared).position(frame.fromWgs84(place)));
        assertThat(ShiftCheck.againstRegistered(pairs).map(Finding::sentence).orElse(""))
                .endsWith(said);
    }

    @Test
    void the_sentence_has_counts_metres_direction_and_what_it_looks_like() {
        List<Pair> pairs = noisy(0, place -> wgs84(Frame.GCJ02.fromWgs84(place)));
        assertThat(ShiftCheck.againstRegistered(pairs).orElseThrow().sentence())
                .matches("30 of 30 positions are about \\d{3} m east of where the same devices are registered, "
                        + "and 0 m when read otherwise: they look like gcj02, not wgs84");
    }

    @Test
    void bd09_by_the_wrong_factor_is_told_from_the_right_one() {
        assertThat(look(3, place -> Frame.BD09.position(FramePoint.of(DegreeFrame.wrongBd09(place)))))
                .contains("bd09 computed with the wrong factor");
        assertThat(look(3, place -> wgs84(FramePoint.of(DegreeFrame.wrongBd09(place)))))
                .contains("bd09 computed with the wrong factor");
        assertThat(look(3, place -> wgs84(Frame.BD09.fromWgs84(place)))).contains("bd09");
    }

    @ParameterizedTest
    @CsvSource({"gcj02", "bd09"})
    void a_correction_too_many_is_told(String frame) {
        assertThat(look(
                        10,
                        place -> wgs84(
                                FramePoint.of(Frames.builtIn().frame(frame).toWgs84(FramePoint.of(place))))))
                .contains("wgs84 that was corrected from " + frame + " once too often");
    }

    @Test
    void a_wrong_zone_is_told() {
        Frames frames = Frames.builtIn();
        Frame right = frames.frame("epsg:4549");
        Frame wrong = frames.frame("epsg:4548");
        assertThat(look(5, place -> wrong.position(right.fromWgs84(place))))
                .contains("coordinates of the zone with central meridian 120");
    }

    @Test
    void a_few_devices_that_moved_or_are_nonsense_do_not_hide_it() {
        List<Pair> pairs = new ArrayList<>(noisy(10, place -> wgs84(Frame.GCJ02.fromWgs84(place))));
        for (int i = 0; i < 10; i++) {
            pairs.set(i, new Pair(GivenPosition.wgs84(moved(registered.get(i), 3000)), registered.get(i)));
        }
        assertThat(ShiftCheck.againstRegistered(pairs)).map(Finding::agreeing).contains(20);
    }

    @Test
    void noise_is_no_shift() {
        assertThat(look(40, place -> GivenPosition.wgs84(place))).isEmpty();
    }

    @Test
    void devices_that_moved_each_elsewhere_are_no_shift() {
        assertThat(look(0, place -> GivenPosition.wgs84(moved(place, 500)))).isEmpty();
    }

    @Test
    void half_a_batch_is_no_clear_majority() {
        List<Pair> pairs = new ArrayList<>(noisy(10, place -> wgs84(Frame.GCJ02.fromWgs84(place))));
        for (int i = 0; i < 15; i++) {
            pairs.set(i, new Pair(GivenPosition.wgs84(registered.get(i)), registered.get(i)));
        }
        assertThat(ShiftCheck.againstRegistered(pairs)).isEmpty();
    }

    @Test
    void all_moved_by_the_same_metres_in_a_direction_of_no_frame_are_no_shift() {
        assertThat(look(5, place -> GivenPosition.wgs84(new LonLat(place.lon(), place.lat() + 700 * DEGREES_A_METER))))
                .isEmpty();
    }

    @Test
    void four_devices_say_nothing() {
        List<Pair> pairs = noisy(0, place -> wgs84(Frame.GCJ02.fromWgs84(place)));
        assertThat(ShiftCheck.againstRegistered(pairs.subList(0, 4))).isEmpty();
        assertThat(ShiftCheck.againstRegistered(pairs.subList(0, 5))).isPresent();
        assertThat(ShiftCheck.againstRegistered(List.of())).isEmpty();
    }

    @Test
    void without_registered_positions_the_outline_tells_a_wrong_zone() {
        Frames frames = Frames.builtIn();
        Frame right = frames.frame("epsg:4549");
        Frame wrong = frames.frame("epsg:4550");
        List<GivenPosition> positions = registered.stream()
                .map(place -> wrong.position(right.fromWgs84(place)))
                .toList();
        assertThat(ShiftCheck.againstOutline(positions, ShiftCheckTest::inCity)
                        .orElseThrow()
                        .sentence())
                .startsWith("30 of 30 positions are outside the boundaries and would be inside")
                .endsWith("the zone with central meridian 120, not epsg:4550");
    }

    @Test
    void a_few_positions_outside_of_the_outline_are_no_shift() {
        List<GivenPosition> positions =
                new ArrayList<>(registered.stream().map(GivenPosition::wgs84).toList());
        for (int i = 0; i < 8; i++) {
            positions.set(i, GivenPosition.wgs84(new LonLat(121.3 + i / 100.0, 38.6)));
        }
        assertThat(ShiftCheck.againstOutline(positions, ShiftCheckTest::inCity)).isEmpty();
    }

    private Optional<String> look(double noiseMeters, Function<LonLat, GivenPosition> said) {
        return ShiftCheck.againstRegistered(noisy(noiseMeters, said)).map(Finding::suspicion);
    }

    /** The batch, of devices whose fixes are off by so many metres in the mean. */
    private List<Pair> noisy(double meters, Function<LonLat, GivenPosition> said) {
        UnaryOperator<LonLat> fix = place -> new LonLat(
                place.lon() + random.nextGaussian() * meters * DEGREES_A_METER,
                place.lat() + random.nextGaussian() * meters * DEGREES_A_METER);
        return registered.stream()
                .map(place -> new Pair(said.apply(fix.apply(place)), place))
                .toList();
    }

    private LonLat moved(LonLat place, double meters) {
        double angle = random.nextDouble() * 2 * Math.PI;
        return new LonLat(
                place.lon() + Math.cos(angle) * meters * DEGREES_A_METER / Math.cos(Math.toRadians(place.lat())),
                place.lat() + Math.sin(angle) * meters * DEGREES_A_METER);
    }

    private List<LonLat> places(int count) {
        List<LonLat> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(new LonLat(121.48 + 0.1 * random.nextDouble(), 38.8 + 0.1 * random.nextDouble()).onLattice());
        }
        return places;
    }

    private static GivenPosition wgs84(FramePoint point) {
        return Frame.WGS84.position(point);
    }

    private static boolean inCity(LonLat place) {
        return place.lon() > 121.47 && place.lon() < 121.59 && place.lat() > 38.79 && place.lat() < 38.91;
    }
}
