package io.sixgrid.data.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class GridHashTest {
    private static final String SQUARE = "POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))";

    private static Grid grid(String code, @Nullable String parent, Grid.Facts facts, String wkt) {
        return new Grid(2, code, "name", "short", parent, facts, shape(wkt));
    }

    private static Geometry shape(String wkt) {
        try {
            return new WKTReader(Lattice.FACTORY).read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    private static String hash(String wkt) {
        return GridHash.of(grid("A", "P", Grid.Facts.NONE, wkt)).hex();
    }

    @Test
    void where_a_ring_starts_and_which_way_it_turns_says_nothing() {
        assertThat(hash("POLYGON((1 1, 0 1, 0 0, 1 0, 1 1))")).isEqualTo(hash(SQUARE));
        assertThat(hash("POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))")).isEqualTo(hash(SQUARE));
        assertThat(hash("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 1, 0 0)))")).isEqualTo(hash(SQUARE));
    }

    @Test
    void every_vertex_counts_to_the_last_unit_even_one_on_a_straight_line() {
        assertThat(hash("POLYGON((0 0, 1 0, 1 1.0000001, 0 1, 0 0))")).isNotEqualTo(hash(SQUARE));
        assertThat(hash("POLYGON((0 0, 0.5 0, 1 0, 1 1, 0 1, 0 0))")).isNotEqualTo(hash(SQUARE));
    }

    @Test
    void code_parent_names_and_facts_count_too() {
        Grid one = grid("A", "P", new Grid.Facts(List.of("x", "y"), 3, "park", Map.of("a", "1", "b", "2")), SQUARE);
        List<UnaryOperator<Grid>> others = List.of(
                grid -> grid("B", "P", grid.facts(), SQUARE),
                grid -> grid("A", "Q", grid.facts(), SQUARE),
                grid -> new Grid(3, "A", "name", "short", "P", grid.facts(), grid.shape()),
                grid -> new Grid(2, "A", "names", "hort", "P", grid.facts(), grid.shape()),
                grid -> grid("A", "P", new Grid.Facts(List.of("xy"), 3, "park", Map.of("a", "1", "b", "2")), SQUARE),
                grid -> grid(
                        "A", "P", new Grid.Facts(List.of("x", "y"), null, "park", Map.of("a", "1", "b", "2")), SQUARE),
                grid -> grid("A", "P", new Grid.Facts(List.of("x", "y"), 3, null, Map.of("a", "1", "b", "2")), SQUARE),
                grid -> grid(
                        "A", "P", new Grid.Facts(List.of("x", "y"), 3, "park", Map.of("a", "2", "b", "1")), SQUARE),
                grid -> grid("A", "P", grid.facts().withExclave("an island"), SQUARE));

        assertThat(others.stream().map(other -> GridHash.of(other.apply(one))).distinct())
                .hasSize(others.size())
                .doesNotContain(GridHash.of(one));
    }

    @Test
    void the_bytes_are_as_the_documentation_says() {
        Grid grid = new Grid(1, "A", "甲", "甲", null, new Grid.Facts(List.of("x"), 3, null, Map.of()), shape(SQUARE));

        assertThat(java.util.HexFormat.of().formatHex(GridHash.canonical(grid)))
                .isEqualTo("00000001" + "41" // code
                        + "00000001" // level
                        + "00000003" + "e794b2" // name
                        + "00000003" + "e794b2" // short name
                        + "ffffffff" // no parent
                        + "00000001" + "00000001" + "78" // people
                        + "00000003" // households
                        + "ffffffff" // no area class
                        + "ffffffff" // no exclave
                        + "00000000" // nothing more
                        + "0000000006" + "00000001" // big-endian, a multipolygon of one part
                        + "0000000003" + "00000001" + "00000005" // a polygon of one ring of five vertices
                        + "00000000000000000000000000000000" // clockwise from the south-west: 0 0
                        + "00000000000000003ff0000000000000" // 0 1
                        + "3ff00000000000003ff0000000000000" // 1 1
                        + "3ff00000000000000000000000000000" // 1 0
                        + "00000000000000000000000000000000");
    }
}
