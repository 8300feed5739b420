package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.Lattice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

final class AlongTest {
    /** In lattice units from 121.1, 38.2. */
    private static Segment segment(int x, int y, int toX, int toY) {
        return Segment.between(at(x, y), at(toX, toY));
    }

    private static Coordinate at(int x, int y) {
        return new Coordinate(Lattice.degrees(1_211_000_000L + x), Lattice.degrees(382_000_000L + y));
    }

    @ParameterizedTest(name = "{0} {1} to {2} {3} along 0 0, 1000 0, 1000 500: {4}")
    @CsvSource({
        "0, 0, 1000, 0, true",
        "1000, 0, 0, 0, true",
        "100, 2, 900, -2, true",
        "100, 3, 900, 3, false",
        "100, 0, 900, 3, false",
        "-2, 0, 500, 0, true",
        "-3, 0, 500, 0, false",
        "1002, 10, 998, 490, true",
        "0, 0, 1000, 500, false",
        "999, 1, 1001, 300, true",
        "500, 0, 500, 400, false",
        "-5, 900, 900, 900, false",
    })
    void what_is_as_near_as_two_units_for_its_whole_length_lies_along(
            int x, int y, int toX, int toY, boolean expected) {
        Along line = new Along(List.of(segment(0, 0, 1000, 0), segment(1000, 0, 1000, 500)), 2);

        assertThat(line.holds(segment(x, y, toX, toY))).isEqualTo(expected);
    }

    @Test
    void several_segments_in_a_row_hold_what_none_of_them_holds_alone() {
        Segment whole = segment(0, 0, 1_000_003, 333_331);

        assertThat(new Along(List.of(segment(0, 0, 500_002, 166_666), segment(500_002, 166_666, 1_000_003, 333_331)), 1)
                        .holds(whole))
                .isTrue();
        assertThat(new Along(List.of(segment(0, 0, 500_002, 166_666), segment(500_010, 166_668, 1_000_003, 333_331)), 1)
                        .holds(whole))
                .isFalse();
        assertThat(new Along(List.of(), 1).holds(whole)).isFalse();
    }
}
