package io.sixgrid.data.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

final class CodeProposalTest {
    private static final CodeRules RULES = new CodeRules(Optional.empty());
    private static final Geometry NORTH_WEST = square(0, 1);
    private static final Geometry NORTH_EAST = square(1, 1);
    private static final Geometry SOUTH_WEST = square(0, 0);
    private static final Geometry SOUTH_EAST = square(1, 0);

    @Test
    void the_pieces_of_a_split_are_numbered_left_to_right_and_top_to_bottom_after_the_last_ever_issued() {
        CodeProposal unitGrid = proposal("unit-grid-15", "210211016001001", "210211016001004", "210211016002777");

        assertThat(unitGrid.split("210211016001001", List.of(SOUTH_EAST, NORTH_EAST, SOUTH_WEST, NORTH_WEST)))
                .containsExactly("210211016001008", "210211016001006", "210211016001007", "210211016001005");
    }

    @Test
    void numbers_left_free_are_given_when_the_last_is_gone_and_never_one_that_was_issued() {
        CodeProposal unitGrid = proposal("unit-grid-15", "210211016001001", "210211016001003", "210211016001999");

        assertThat(unitGrid.split("210211016001003", List.of(NORTH_WEST, NORTH_EAST)))
                .containsExactly("210211016001002", "210211016001004");
    }

    @Test
    void a_part_that_is_full_is_named() {
        String[] all = IntStream.rangeClosed(1, 98)
                .mapToObj(i -> String.format("210211016001%02d", i))
                .toArray(String[]::new);

        assertThatThrownBy(
                        () -> proposal("city-precinct", all).split("21021101600101", List.of(NORTH_WEST, NORTH_EAST)))
                .isInstanceOf(SixgridException.class)
                .hasMessage(
                        "part precinct of rule city-precinct is full after 210211016001: of the numbers 1 to 99 1 were"
                                + " never issued, and 2 are wanted");
    }

    @Test
    void communities_that_become_one_grid_take_a_community_number_from_601_upward() {
        CodeProposal first = proposal("cjt349-20", "01010021021101600100", "01010021021101600200");
        CodeProposal next =
                proposal("cjt349-20", "01010021021101600300", "01010021021101600400", "01010021021101660100");

        assertThat(first.merge(List.of("01010021021101600100", "01010021021101600200"), Optional.empty()))
                .isEqualTo("01010021021101660100");
        assertThat(next.merge(List.of("01010021021101600300", "01010021021101600400"), Optional.empty()))
                .isEqualTo("01010021021101660200");
    }

    @Test
    void a_community_that_is_divided_is_numbered_in_the_last_two_digits_which_are_00_before() {
        CodeProposal grids = proposal("cjt349-20", "01010021021101600100");

        assertThat(grids.split("01010021021101600100", List.of(SOUTH_WEST, NORTH_WEST)))
                .containsExactly("01010021021101600102", "01010021021101600101");
        assertThat(grids.create(
                        Optional.of("210211016009"), Map.of("object", "010100"), Optional.empty(), List.of(NORTH_WEST)))
                .containsExactly("01010021021101600901");
    }

    @Test
    void pieces_of_one_community_that_become_one_stay_in_it() {
        CodeProposal grids = proposal("cjt349-20", "01010021021101600101", "01010021021101600102");

        assertThat(grids.merge(List.of("01010021021101600101", "01010021021101600102"), Optional.empty()))
                .isEqualTo("01010021021101600103");
    }

    @Test
    void a_merger_across_communities_needs_to_know_whose_the_new_grid_is() {
        CodeProposal unitGrid = proposal("unit-grid-15", "210211016001001", "210211016002001");
        List<String> codes = List.of("210211016001001", "210211016002001");

        assertThatThrownBy(() -> unitGrid.merge(codes, Optional.empty()))
                .hasMessage(
                        "the codes [210211016001001, 210211016002001] differ in part community of rule unit-grid-15;"
                                + " say which grid the new one is under");
        assertThat(unitGrid.merge(codes, Optional.of("210211016002"))).isEqualTo("210211016002002");
    }

    @Test
    void a_new_village_is_numbered_in_the_block_of_its_kind_and_heirs_stay_in_theirs() {
        CodeProposal villages = proposal("statistical-village", "210211016001", "210211016202");
        Optional<String> town = Optional.of("210211016000");

        assertThat(villages.create(town, Map.of(), Optional.of("resident-committee"), List.of(NORTH_WEST)))
                .containsExactly("210211016002");
        assertThat(villages.create(town, Map.of(), Optional.of("village-committee"), List.of(NORTH_WEST)))
                .containsExactly("210211016203");
        assertThat(villages.split("210211016202", List.of(NORTH_WEST, NORTH_EAST)))
                .containsExactly("210211016203", "210211016204");
        assertThatThrownBy(() -> villages.create(town, Map.of(), Optional.empty(), List.of(NORTH_WEST)))
                .hasMessageContaining("say which of [resident-committee, village-committee, similar]");
    }

    @Test
    void what_no_parent_says_must_be_given() {
        CodeProposal villages = proposal("statistical-village");
        Optional<String> kind = Optional.of("resident-committee");

        assertThatThrownBy(() -> villages.create(Optional.of("441900000000"), Map.of(), kind, List.of(NORTH_WEST)))
                .hasMessage("part town of rule statistical-village does not follow from the parent; give it");
        assertThat(villages.create(Optional.of("441900000000"), Map.of("town", "003"), kind, List.of(NORTH_WEST)))
                .containsExactly("441900003001");
    }

    @Test
    void a_rule_may_let_the_largest_piece_keep_the_code_and_leave_numbers_in_reserve() {
        CodeRule rule = CodeRules.parse("""
                name: own
                title: {zh: 甲, en: A}
                parts:
                  - {name: number, length: 3, is: number, numbers: {first: 10, last: 50, step: 20}}
                create: {count: number}
                split: {count: number, keep: largest}
                merge: {count: number}
                """.getBytes(StandardCharsets.UTF_8));
        CodeProposal own = new CodeProposal(rule, before -> Set.of("010"));
        Geometry large = NORTH_EAST.buffer(0.01);

        assertThat(own.split("010", List.of(NORTH_WEST, large, SOUTH_WEST))).containsExactly("030", "010", "050");
        assertThat(own.create(
                        Optional.empty(), Map.of(), Optional.empty(), List.of(NORTH_WEST, NORTH_EAST, SOUTH_WEST)))
                .containsExactly("030", "050", "011");
    }

    private static CodeProposal proposal(String rule, String... issued) {
        return new CodeProposal(
                RULES.required(rule),
                before -> Stream.of(issued)
                        .filter(code -> code.startsWith(before))
                        .collect(Collectors.toSet()));
    }

    private static Geometry square(int column, int row) {
        Coordinate corner = new Coordinate(121 + 0.01 * column, 38 + 0.01 * row);
        return Lattice.FACTORY.toGeometry(new Envelope(corner.x, corner.x + 0.01, corner.y, corner.y + 0.01));
    }
}
