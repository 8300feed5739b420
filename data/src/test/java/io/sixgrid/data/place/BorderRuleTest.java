package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Who owns a point on a border. Coordinates are in degrees, and each grid is named by where it lies. */
final class BorderRuleTest {
    private final List<LocatorGrid> grids = new ArrayList<>();

    /** Four squares around (1, 1). */
    private void four_squares() {
        grid("SW", "POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))");
        grid("SE", "POLYGON((1 0, 2 0, 2 1, 1 1, 1 0))");
        grid("NW", "POLYGON((0 1, 1 1, 1 2, 0 2, 0 1))");
        grid("NE", "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))");
    }

    @ParameterizedTest
    @CsvSource({
        "1,   1,   NE", // the node all four share
        "1,   0.5, SE", // a meridian: the one to the east
        "1,   1.5, NE",
        "0.5, 1,   NW", // a parallel: the one to the north
        "1.5, 1,   NE",
        "2,   1.5, NE", // the eastern rim has nothing to its north-east: north-west
        "2,   1,   NE",
        "2,   0.5, SE",
        "1,   2,   NW", // the northern rim: nothing to the north-east nor north-west, then south-west
        "0.5, 2,   NW",
        "2,   2,   NE", // the far corner: only south-west is left
        "0,   2,   NW", // only south-east is left
        "0,   0,   SW",
        "2,   0,   SE",
        "0,   1,   NW",
    })
    void a_point_on_a_shared_border_belongs_to_the_grid_north_east_of_it_or_else_nw_sw_se(
            double lon, double lat, String owner) {
        four_squares();
        assertThat(locate(lon, lat).chain()).extracting(GridRef::code).containsExactly(owner);
    }

    @Test
    void whoever_touches_is_listed_and_the_answer_says_that_it_lies_on_a_border() {
        four_squares();
        Located node = locate(1, 1);
        assertThat(node.onBoundary()).isTrue();
        assertThat(node.touching()).extracting(GridRef::code).containsExactly("NE", "NW", "SE", "SW");
        assertThat(locate(0.5, 0.5).onBoundary()).isFalse();
        assertThat(locate(0.5, 0.5).touching()).isEmpty();
    }

    @Test
    void along_a_slanting_border_east_decides() {
        grid("WEST", "POLYGON((0 0, 2 2, 0 2, 0 0))");
        grid("EAST", "POLYGON((0 0, 2 0, 2 2, 0 0))");
        assertThat(locate(1, 1).chain()).extracting(GridRef::code).containsExactly("EAST");
        assertThat(locate(1, 1).onBoundary()).isTrue();
    }

    @Test
    void a_lattice_point_is_on_a_border_exactly_or_not_at_all() {
        // From (0, 0) to (3, 1) in units of 1e-7: the only lattice points on the segment are its ends.
        grid("UP", "POLYGON((0 0, 0.0000003 0.0000001, 0.0000003 0.0000004, 0 0.0000004, 0 0))");
        grid("DOWN", "POLYGON((0 0, 0.0000003 -0.0000004, 0.0000003 0.0000001, 0 0))");
        assertThat(locate(0.0000001, 0).onBoundary()).isFalse();
        assertThat(locate(0.0000001, 0).chain()).extracting(GridRef::code).containsExactly("DOWN");
        assertThat(locate(0.0000001, 0.0000001).chain())
                .extracting(GridRef::code)
                .containsExactly("UP");
        assertThat(locate(0.0000003, 0.0000001).onBoundary()).isTrue();
    }

    @Test
    void a_corner_that_opens_between_all_four_directions_belongs_to_the_first_counter_clockwise_from_east() {
        grid("B", "POLYGON((0 0, 2 1, 1 1, 0 0))");
        grid("A", "POLYGON((0 0, 1 1, 1 2, 0 0))");
        assertThat(locate(0, 0).chain()).extracting(GridRef::code).containsExactly("B");
    }

    @Test
    void a_hole_in_a_grid_is_not_in_it_and_its_border_is() {
        grid("RING", "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))");
        assertThat(locate(2, 2).inside()).isFalse();
        assertThat(locate(1, 2).chain()).extracting(GridRef::code).containsExactly("RING");
        assertThat(locate(1, 2).onBoundary()).isTrue();
    }

    @Test
    void outside_every_grid_there_is_no_chain() {
        four_squares();
        assertThat(locate(5, 5).inside()).isFalse();
        assertThat(locate(-0.0000001, 0.5).inside()).isFalse();
    }

    private void grid(String code, String wkt) {
        try {
            Geometry shape = new WKTReader(Lattice.FACTORY).read(wkt);
            grids.add(new LocatorGrid(new GridRef(grids.size() + 1L, 1, code, code), 0, shape));
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    private Located locate(double lon, double lat) {
        return new GridLocator(1, grids).locate(new LonLat(lon, lat));
    }
}
