package io.sixgrid.maps.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.LonLat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TileCoordTest {
    /** Values of the OpenStreetMap wiki, "Slippy map tilenames" (x = col, y = row), and of mercantile's tests. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0, 0", "-179, 85, 1, 0, 0", "20.6852, 40.1222, 9, 193, 285", "121.5, 38.85, 12, 1567, 3430"})
    void a_point_is_in_one_tile(double lon, double lat, int zoom, int row, int col) {
        assertThat(TileCoord.containing(new LonLat(lon, lat), zoom)).isEqualTo(new TileCoord(zoom, row, col));
    }

    @Test
    void the_poles_count_as_the_edge() {
        assertThat(TileCoord.containing(new LonLat(180, 90), 3)).isEqualTo(new TileCoord(3, 0, 7));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "21, 0, 0", "2, 4, 0", "2, 0, 4", "2, -1, 0"})
    void outside_the_matrix_there_is_no_tile(String zoom, String row, String col) {
        assertThatThrownBy(() -> TileCoord.parse(zoom, row, col))
                .isInstanceOfSatisfying(
                        SixgridException.class, e -> assertThat(e.kind()).isEqualTo(SixgridException.Kind.NOT_FOUND));
    }

    @Test
    void what_is_no_number_is_named() {
        assertThatThrownBy(() -> TileCoord.parse("1", "a", "0"))
                .hasMessageContaining("tileRow")
                .hasMessageContaining("a");
    }
}
