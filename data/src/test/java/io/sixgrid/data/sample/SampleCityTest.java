package io.sixgrid.data.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.Progress;
import io.sixgrid.data.code.CodeCheck;
import io.sixgrid.data.code.CodeRule;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.IntersectionMatrix;
import org.locationtech.jts.geom.Polygon;

final class SampleCityTest {
    private static final double TOLERANCE_DEGREES = 2 / Lattice.UNITS_PER_DEGREE;

    private static SampleCity city;
    private static Map<String, Grid> byCode;
    private static Map<String, List<Grid>> children;

    @BeforeAll
    static void a_city() {
        city = SampleCity.generate(Progress.SILENT);
        byCode = new HashMap<>();
        children = new HashMap<>();
        for (Grid grid : city.grids()) {
            byCode.put(grid.code(), grid);
            if (grid.parent() != null) {
                children.computeIfAbsent(grid.parent(), code -> new ArrayList<>())
                        .add(grid);
            }
        }
    }

    @Test
    void every_code_follows_the_rule_of_its_level() {
        CodeRules rules = new CodeRules(Optional.empty());
        Map<Integer, CodeRule> byLevel = new HashMap<>();
        SampleLoader.CODE_RULES.forEach(name -> byLevel.put(byLevel.size() + 1, rules.required(name)));

        assertThat(CodeCheck.of(byLevel, city.grids())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 57", "2, 214", "3, 885"})
    void a_tiling_level_has_exactly_as_many_grids_as_the_real_zone(int level, int count) {
        assertThat(grids(level)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"4, 2700", "5, 18000", "6, 50000"})
    void a_contained_level_has_about_as_many_grids_as_a_real_city(int level, int about) {
        assertThat(grids(level).count()).isCloseTo(about, within((long) (about * 0.1)));
    }

    @Test
    void the_zone_is_as_large_as_a_part_of_a_city() {
        double squareKilometers = city.outline().getArea() * 86.815 * 111.012;
        assertThat(squareKilometers).isBetween(80.0, 160.0);
    }

    @Test
    void every_vertex_is_on_the_lattice() {
        assertThat(Lattice.holds(city.outline())).isTrue();
        assertThat(city.grids()).allMatch(grid -> Lattice.holds(grid.shape()));
        assertThat(city.devices()).allMatch(device -> {
            LonLat place = device.position().orElseThrow().place();
            return place.onLattice().equals(place);
        });
    }

    @Test
    void every_shape_is_one_valid_polygon_without_holes() {
        assertThat(city.grids())
                .allMatch(grid -> grid.shape() instanceof Polygon polygon
                        && polygon.getNumInteriorRing() == 0
                        && polygon.isValid()
                        && polygon.getSRID() == Lattice.SRID);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_segments_of_a_tiling_level_cancel_to_the_outline(int level) {
        assertThat(tile(grids(level).toList(), city.outline())).isTrue();
    }

    /** Level 5 too: units share every node of their party walls, and the building has those of its outer walls. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void the_segments_of_children_that_tile_cancel_to_their_parent(int level) {
        assertThat(grids(level)).allMatch(parent -> tile(childrenOf(parent), parent.shape()));
    }

    @Test
    void the_product_proves_the_plan_and_derives_the_shapes_of_the_wider_levels_as_generated() {
        Plan plan = Plan.of(city.scheme(), city.outline(), List.of(), city.grids());
        assertThat(plan.grids())
                .hasSameSizeAs(city.grids())
                .allMatch(grid -> grid.shape().equalsNorm(grid(grid.code()).shape()));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void a_contained_grid_does_not_stick_out_of_its_parent(int level) {
        assertThat(grids(level)).allMatch(grid -> {
            Geometry parent = parentOf(grid).shape();
            return parent.covers(grid.shape())
                    || parent.buffer(TOLERANCE_DEGREES).covers(grid.shape());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void siblings_do_not_overlap(int level) {
        assertThat(grids(level)).allSatisfy(parent -> {
            List<Grid> siblings = childrenOf(parent);
            for (int i = 0; i < siblings.size(); i++) {
                for (Grid other : siblings.subList(0, i)) {
                    assertThat(overlap(siblings.get(i).shape(), other.shape())).isFalse();
                }
            }
        });
    }

    @Test
    void a_real_community_keeps_its_code_and_names() {
        Grid community = grid("210211016003");
        assertThat(community.name()).isEqualTo("凌海社区居委会");
        assertThat(community.shortName()).isEqualTo("凌海社区");
        assertThat(grid("210212006204").shortName()).isEqualTo("龙王塘村");
    }

    @ParameterizedTest
    @CsvSource({"2, 14", "3, 15", "4, 17", "5, 20", "6, 22"})
    void a_code_has_the_length_of_its_level_and_begins_with_its_community(int level, int length) {
        assertThat(grids(level))
                .allMatch(grid -> grid.code().length() == length
                        && grid(grid.code().substring(0, 12)).level() == 1);
    }

    @Test
    void a_code_is_given_once() {
        assertThat(byCode).hasSameSizeAs(city.grids());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5, 6})
    void a_code_begins_with_the_code_of_its_parent(int level) {
        assertThat(grids(level))
                .allMatch(grid -> grid.code().startsWith(parentOf(grid).code()));
    }

    @Test
    void names_of_compounds_are_unique_in_their_community() {
        assertThat(grids(4).map(grid -> grid.code().substring(0, 12) + grid.name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void households_sum_upward() {
        assertThat(city.grids().stream().filter(grid -> grid.level() < 6))
                .allSatisfy(parent -> assertThat(households(parent))
                        .isEqualTo(childrenOf(parent).stream()
                                .mapToInt(this::households)
                                .sum()));
    }

    @Test
    void every_base_grid_has_people_in_charge_and_an_area_class() {
        assertThat(grids(3))
                .allMatch(
                        grid -> !grid.facts().people().isEmpty() && grid.facts().areaClass() != null);
    }

    @Test
    void the_city_is_the_same_each_time() {
        // Not isEqualTo: a failure would print two cities.
        assertThat(SampleCity.generate(Progress.SILENT).equals(city)).isTrue();
    }

    /** Changes with every change to the generator, on purpose and in the same commit; never from machine to machine. */
    @Test
    void the_city_is_the_same_on_every_machine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        city.grids().forEach(grid -> digest.update((grid.code() + grid.name() + grid.shape()).getBytes(UTF_8)));
        city.devices()
                .forEach(device -> digest.update((device.id()
                                + device.name()
                                + device.position().orElseThrow().place())
                        .getBytes(UTF_8)));
        assertThat(HexFormat.of().formatHex(digest.digest(), 0, 8)).isEqualTo("b4be9b135220f2a8");
    }

    private static Stream<Grid> grids(int level) {
        return city.grids().stream().filter(grid -> grid.level() == level);
    }

    private static List<Grid> childrenOf(Grid parent) {
        return children.getOrDefault(parent.code(), List.of());
    }

    private static Grid parentOf(Grid grid) {
        return grid(Objects.requireNonNull(grid.parent()));
    }

    private static Grid grid(String code) {
        return Objects.requireNonNull(byCode.get(code), code);
    }

    private int households(Grid grid) {
        Integer households = grid.facts().households();
        return households == null ? 0 : households;
    }

    private static boolean tile(List<Grid> parts, Geometry whole) {
        return new SegmentChain()
                .addAll(parts.stream().map(Grid::shape).toList())
                .subtract(whole)
                .isZero();
    }

    private static boolean overlap(Geometry a, Geometry b) {
        if (!a.getEnvelopeInternal().intersects(b.getEnvelopeInternal())) {
            return false;
        }
        IntersectionMatrix relation = a.relate(b);
        return relation.matches("T********")
                && a.buffer(-TOLERANCE_DEGREES).relate(b).matches("T********");
    }
}
