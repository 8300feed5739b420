package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GaussZoneTest {
    @ParameterizedTest
    @CsvSource({
        "4491, 75,  13, 6", "4501, 135, 23, 6", "4502, 75, 0, 6", "4512, 135, 0, 6",
        "4513, 75,  25, 3", "4533, 135, 45, 3", "4534, 75, 0, 3", "4554, 135, 0, 3",
        "4548, 117,  0, 3", "4527, 117, 39, 3", "4549, 120, 0, 3", "4528, 120, 40, 3",
    })
    void codes_name_the_zones_of_epsg(int epsg, int meridian, int number, int degrees) {
        assertThat(GaussZone.of(epsg)).contains(new GaussZone(epsg, meridian, number, degrees));
    }

    @ParameterizedTest
    @CsvSource({"4490", "4555"})
    void other_codes_are_no_zones(int epsg) {
        assertThat(GaussZone.of(epsg)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4527 | 517883.6    | 4057688.6 | x | zone number 39 of epsg:4527; without one it is epsg:4548: 517883.6",
                "4548 | 39517883.6  | 4057688.6 | x | x begins with a zone number, 39, and epsg:4548 has none; zone 39 is epsg:4527: 39517883.6",
                "4527 | 40249600.7  | 4061323.9 | x | the zone number 40, that of epsg:4527 is 39; zone 40 is epsg:4528: 40249600.7",
                "4549 | 249600.7407 | 4061323.9 | x | x is 250 km from the central meridian 120 of epsg:4549, so it is of another zone: 249600.7407",
                "4549 | 4304410.8   | 632319.4  | x | not an easting but has the size of a northing; easting comes first: 4304410.8",
                "4528 | 4304410.8   | 40632319.4 | y | y is not a northing of epsg:4528 in metres, x being the easting: 40632319.4",
                "4549 | 121.5       | 38.86     | x | x is 500 km from",
                "4549 | NaN         | 4304410.8 | x | x is",
                "4549 | 632319.4    | NaN       | y | y is not a northing",
            })
    void a_wrong_zone_is_told_with_field_and_value(int epsg, double x, double y, String field, String said) {
        GaussZone zone = GaussZone.of(epsg).orElseThrow();
        assertThatThrownBy(() -> zone.require(new FramePoint(x, y)))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.field()).contains(field))
                .hasMessageContaining(said);
    }

    @Test
    void a_city_may_reach_a_little_over_its_zone() {
        GaussZone.of(4549).orElseThrow().require(new FramePoint(660_000, 4_304_410));
        GaussZone.of(4499).orElseThrow().require(new FramePoint(21_165_000, 4_304_410));
    }
}
