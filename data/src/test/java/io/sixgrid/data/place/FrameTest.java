package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.SixgridException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FrameTest {
    private static final double MILLIMETRE_DEGREES = 1e-8;

    /** googollee/eviltransform (MIT), test vectors; they hold with the Krasovsky axis 6378245. */
    @ParameterizedTest
    @CsvSource({
        "121.5272106, 31.1774276, 121.531541859215,   31.17530398364597",
        "113.912316,  22.543847,  113.9171764808363,  22.540796131694766",
        "116.377817,  39.911954,  116.38404722455657, 39.91334545536069",
    })
    void wgs84_to_gcj02_agrees_with_published_vectors(double lon, double lat, double gcjLon, double gcjLat) {
        assertNear(Frame.GCJ02.fromWgs84(new LonLat(lon, lat)), gcjLon, gcjLat, 1e-9);
        assertNear(Frame.GCJ02.toWgs84(new FramePoint(gcjLon, gcjLat)), lon, lat, 2e-9);
    }

    /** hujiulong/gcoord (MIT), test/fixtures/china-cities.json: Fuzhou, Xi'an, Lhasa in WGS 84, GCJ-02 and BD-09. */
    @ParameterizedTest
    @CsvSource({
        "119.2917012, 26.0776202, 119.2964988, 26.0745133, 119.3029669, 26.0807499",
        "108.9351301, 34.3431382, 108.9397792, 34.3415801, 108.946246,  34.3477457",
        "91.1706414,  29.655277,  91.1721167,  29.6524954, 91.1786184,  29.6585294",
    })
    void cities_agree_in_all_three_frames_to_the_metre_of_their_fixture(
            double lon, double lat, double gcjLon, double gcjLat, double bdLon, double bdLat) {
        LonLat wgs84 = new LonLat(lon, lat);
        assertNear(Frame.GCJ02.fromWgs84(wgs84), gcjLon, gcjLat, 1e-5);
        assertNear(Frame.BD09.fromWgs84(wgs84), bdLon, bdLat, 1e-5);
        assertNear(Frame.BD09.toWgs84(new FramePoint(bdLon, bdLat)), lon, lat, 1e-5);
    }

    @ParameterizedTest
    @EnumSource(DegreeFrame.class)
    void there_and_back_is_within_a_millimetre_anywhere_in_china(Frame frame) {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            LonLat place = new LonLat(74 + 60 * random.nextDouble(), 18.5 + 34.5 * random.nextDouble());
            assertNear(frame.toWgs84(frame.fromWgs84(place)), place.lon(), place.lat(), MILLIMETRE_DEGREES);
        }
    }

    @Test
    void cgcs2000_is_equal_to_wgs84_on_purpose() {
        LonLat place = new LonLat(121.5, 38.85);
        assertThat(Frame.CGCS2000.toWgs84(FramePoint.of(place))).isEqualTo(place);
    }

    @Test
    void gcj02_leaves_positions_outside_its_area_alone() {
        assertThat(Frame.GCJ02.fromWgs84(new LonLat(2.35, 48.85))).isEqualTo(new FramePoint(2.35, 48.85));
    }

    @ParameterizedTest
    @CsvSource({"GCJ-02, GCJ02", "wgs84, WGS84", "CGCS2000, CGCS2000", "bd_09, BD09"})
    void a_frame_is_read_whatever_its_hyphens_and_case(String text, DegreeFrame frame) {
        assertThat(Frames.builtIn().frame(text)).isEqualTo(frame);
    }

    @Test
    void an_unknown_frame_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> Frames.builtIn().frame("NAD27"))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("unknown frame: NAD27")
                .hasMessageContaining("gcj02");
    }

    private static void assertNear(FramePoint actual, double lon, double lat, double degrees) {
        assertNear(new LonLat(actual.x(), actual.y()), lon, lat, degrees);
    }

    private static void assertNear(LonLat actual, double lon, double lat, double degrees) {
        assertThat(actual.lon()).isCloseTo(lon, within(degrees));
        assertThat(actual.lat()).isCloseTo(lat, within(degrees));
    }
}
