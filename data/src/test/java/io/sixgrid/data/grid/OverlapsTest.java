package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Overlaps.Overlap;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class OverlapsTest {
    private static final long SEED = 5;

    @Test
    void a_shared_border_is_no_overlap() throws ParseException {
        Grid west = grid("W", "POLYGON ((121 38, 121.01 38, 121.01 38.01, 121 38.01, 121 38))");
        Grid east = grid("E", "POLYGON ((121.01 38, 121.02 38, 121.02 38.01, 121.01 38.01, 121.01 38))");

        assertThat(Overlaps.between(List.of(west), List.of(east))).isEmpty();
    }

    @Test
    void the_same_ring_from_another_vertex_and_backwards_is_the_same_land() throws ParseException {
        Grid one = grid("1", "POLYGON ((121 38, 121.01 38, 121.01 38.01, 121 38.01, 121 38))");
        Grid same = grid("2", "POLYGON ((121.01 38.01, 121.01 38, 121 38, 121 38.01, 121.01 38.01))");

        assertThat(Overlaps.between(List.of(one), List.of(same)))
                .containsExactly(new Overlap("1", "2", EqualArea.squareMetres(one.shape())));
    }

    @Test
    void what_lies_inside_overlaps_with_all_its_land_from_either_side() throws ParseException {
        Grid whole = grid("whole", "POLYGON ((121 38, 121.01 38, 121.01 38.01, 121 38.01, 121 38))");
        Grid inside = grid("in", "POLYGON ((121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121.001 38))");
        double land = EqualArea.squareMetres(inside.shape());

        assertThat(Overlaps.between(List.of(whole), List.of(inside))).containsExactly(new Overlap("whole", "in", land));
        assertThat(Overlaps.between(List.of(inside), List.of(whole))).containsExactly(new Overlap("in", "whole", land));
    }

    @Test
    void a_sliver_under_a_square_centimetre_is_none_and_one_above_is_one() throws ParseException {
        Grid west = grid("W", "POLYGON ((121 38, 121.01 38, 121.01 38.01, 121 38.01, 121 38))");
        // One lattice unit is 0.9 cm by 1.1 cm: a triangle of half that, and a strip of one unit by 1.1 km.
        Grid crumb =
                grid("C", "POLYGON ((121.0099999 38, 121.02 38, 121.02 38.01, 121.01 38.0000001, 121.0099999 38))");
        Grid strip =
                grid("S", "POLYGON ((121.0099999 38, 121.02 38, 121.02 38.01, 121.0099999 38.01, 121.0099999 38))");

        assertThat(Overlaps.between(List.of(west), List.of(crumb))).isEmpty();
        assertThat(Overlaps.between(List.of(west), List.of(strip)))
                .singleElement()
                .satisfies(overlap -> assertThat(overlap.squareMetres()).isCloseTo(9.7, within(0.2)));
    }

    @Test
    void empty_land_holds_nothing_and_invalid_land_what_it_encloses() throws ParseException {
        Grid empty = grid("0", "POLYGON EMPTY");
        Grid bow = grid("bow", "POLYGON ((121 38, 121.01 38.01, 121.01 38, 121 38.01, 121 38))");
        Grid west = grid("W", "POLYGON ((121 38, 121.005 38, 121.005 38.01, 121 38.01, 121 38))");

        assertThat(Overlaps.between(List.of(empty, bow), List.of(empty, west)))
                .singleElement()
                .satisfies(overlap -> assertThat(overlap.squareMetres())
                        .isCloseTo(EqualArea.squareMetres(west.shape()) / 2, within(30.0)));
    }

    @Test
    void a_hundred_by_hundred_mesh_against_another_adds_up_to_every_grid() {
        List<Grid> before = leaves(new MeshCity(100, SEED));
        List<Grid> after = leaves(new MeshCity(100, SEED + 1));

        List<Overlap> overlaps = Overlaps.between(before, after);

        Map<String, Double> sums = overlaps.stream()
                .collect(Collectors.groupingBy(Overlap::a, Collectors.summingDouble(Overlap::squareMetres)));
        Map<String, Grid> grids = before.stream().collect(Collectors.toMap(Grid::code, Function.identity()));
        // Only grids away from the rim, which is another in the other mesh.
        grids.values().stream()
                .filter(OverlapsTest::isInner)
                .forEach(grid -> assertThat(sums.get(grid.code()))
                        .as("seed %d: %s", SEED, grid.code())
                        .isCloseTo(EqualArea.squareMetres(grid.shape()), within(0.01)));
    }

    private static boolean isInner(Grid grid) {
        String[] place = grid.code().substring(1).split("-", -1);
        return List.of(place).stream().mapToInt(Integer::parseInt).allMatch(i -> i > 0 && i < 99);
    }

    private static List<Grid> leaves(MeshCity city) {
        return city.grids().stream().filter(grid -> grid.level() == 2).toList();
    }

    private static Grid grid(String code, String wkt) throws ParseException {
        Geometry shape = new WKTReader(Lattice.FACTORY).read(wkt);
        return new Grid(1, code, code, code, null, Facts.NONE, shape);
    }
}
