package io.sixgrid.data.edition;

import static io.sixgrid.data.edition.Boxes.box;
import static io.sixgrid.data.edition.Boxes.grid;
import static io.sixgrid.data.edition.Boxes.named;
import static io.sixgrid.data.edition.Boxes.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.edition.GridChange.Kind;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygon;

/** Four grids in a row, A to D, each 10 wide. */
final class EditionDifferenceTest {
    private static final Polygon LAND = box(0, 0, 40, 10);
    private static final Grid A = grid(2, "A", "D", 0, 0, 10, 10);
    private static final Grid B = grid(2, "B", "D", 10, 0, 20, 10);
    private static final Grid C = grid(2, "C", "D", 20, 0, 30, 10);
    private static final Grid E = grid(2, "E", "D", 30, 0, 40, 10);
    private static final Plan BEFORE = plan(LAND, A, B, C, E);

    @Test
    void the_same_boundaries_are_unchanged() {
        EditionDifference difference = EditionDifference.between(BEFORE, plan(LAND, A, B, C, E));
        assertThat(difference.nothing()).isTrue();
        assertThat(difference.counts(2)).containsExactly(entry(Kind.UNCHANGED, 4));
        assertThat(difference.lineage()).isEmpty();
        assertThat(difference.continues()).hasSize(5).containsEntry("A", "A");
    }

    @Test
    void another_name_over_the_same_land_is_renamed() {
        GridChange change = changed(named(2, "A", "新村", "D", 0, 0, 10, 10), B, C, E);
        assertThat(change.kind()).isEqualTo(Kind.RENAMED);
        assertThat(change.what()).containsExactly("name");
    }

    @Test
    void a_moved_border_modifies_both_sides_and_tells_whose_land_went_where() {
        EditionDifference difference = EditionDifference.between(
                BEFORE, plan(LAND, grid(2, "A", "D", 0, 0, 11, 10), grid(2, "B", "D", 11, 0, 20, 10), C, E));
        assertThat(difference.counts(2)).containsExactly(entry(Kind.UNCHANGED, 2), entry(Kind.MODIFIED, 2));
        assertThat(difference.continues()).containsEntry("A", "A").containsEntry("B", "B");
        Lineage transfer = difference.lineage().stream()
                .filter(one -> one.kind() == Lineage.Kind.TRANSFER)
                .findFirst()
                .orElseThrow();
        assertThat(transfer.before()).contains("B");
        assertThat(transfer.after()).contains("A");
        assertThat(transfer.shareOfBefore()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void a_grid_that_becomes_two_is_split_and_its_code_goes_on_with_the_larger_part_only() {
        Grid larger = grid(2, "A", "D", 0, 0, 7, 10);
        Grid smaller = grid(2, "N", "D", 7, 0, 10, 10);
        EditionDifference difference = EditionDifference.between(BEFORE, plan(LAND, larger, smaller, B, C, E));
        assertThat(of(difference, Kind.SPLIT).before()).containsExactly("A");
        assertThat(of(difference, Kind.SPLIT).after()).containsExactly("A", "N");
        assertThat(difference.continues()).containsEntry("A", "A").doesNotContainKey("N");
        assertThat(difference.conflicts()).isEmpty();

        EditionDifference other = EditionDifference.between(
                BEFORE, plan(LAND, grid(2, "N", "D", 0, 0, 7, 10), grid(2, "A", "D", 7, 0, 10, 10), B, C, E));
        assertThat(other.continues()).doesNotContainKey("A");
        assertThat(other.conflicts()).extracting(Finding::kind).containsExactly(Finding.Kind.CODE);
    }

    @Test
    void two_grids_that_become_one_are_merged() {
        EditionDifference difference =
                EditionDifference.between(BEFORE, plan(LAND, grid(2, "AB", "D", 0, 0, 20, 10), C, E));
        assertThat(of(difference, Kind.MERGE).before()).containsExactly("A", "B");
        assertThat(difference.continues()).doesNotContainKey("AB");
        assertThat(difference.lineage())
                .extracting(Lineage::kind)
                .containsExactly(Lineage.Kind.MERGE, Lineage.Kind.MERGE);
    }

    @Test
    void two_grids_that_become_two_others_are_complex() {
        EditionDifference difference = EditionDifference.between(
                BEFORE, plan(LAND, grid(2, "S", "D", 0, 0, 20, 5), grid(2, "T", "D", 0, 5, 20, 10), C, E));
        // Neither holds most of any: what was is retired, what is now is new, and the lineage tells the halves.
        assertThat(difference.counts(2))
                .containsExactly(entry(Kind.UNCHANGED, 2), entry(Kind.CREATED, 2), entry(Kind.RETIRED, 2));
        assertThat(difference.lineage())
                .filteredOn(one -> one.kind() == Lineage.Kind.TRANSFER)
                .hasSize(4);

        EditionDifference knot = EditionDifference.between(
                BEFORE, plan(LAND, grid(2, "A", "D", 0, 0, 1, 10), grid(2, "B", "D", 1, 0, 20, 10), C, E));
        assertThat(of(knot, Kind.COMPLEX).after()).containsExactly("A", "B");
        assertThat(knot.continues()).containsEntry("B", "B");
    }

    @Test
    void land_that_nobody_held_and_land_that_is_given_up_create_and_retire() {
        EditionDifference difference =
                EditionDifference.between(BEFORE, plan(box(10, 0, 50, 10), B, C, E, grid(2, "F", "D", 40, 0, 50, 10)));
        assertThat(of(difference, Kind.CREATED).after()).containsExactly("F");
        assertThat(of(difference, Kind.RETIRED).before()).containsExactly("A");
    }

    @Test
    void a_code_found_elsewhere_is_relocated_and_the_same_grid() {
        Plan before = plan(LAND, A, B, C, E, grid(3, "H", "A", 1, 1, 3, 3), grid(3, "I", "B", 11, 1, 13, 3));
        Plan after = plan(LAND, A, B, C, E, grid(3, "H", "C", 21, 1, 23, 3), grid(3, "I", "B", 11, 1, 13, 3));
        EditionDifference difference = EditionDifference.between(before, after);
        assertThat(of(difference, Kind.RELOCATED).what()).contains("parent", "border");
        assertThat(difference.continues()).containsEntry("H", "H");
    }

    /** In the Philippines all codes got another digit; by code alone, each grid would be retired and created. */
    @Test
    void new_codes_for_everybody_are_recoded_and_not_renamed_retired_or_created() {
        Plan after = plan(
                LAND,
                named(2, "0A", "A", "D", 0, 0, 10, 10),
                named(2, "0B", "B", "D", 10, 0, 20, 10),
                named(2, "0C", "C", "D", 20, 0, 30, 10),
                named(2, "0E", "E", "D", 30, 0, 40, 10));
        EditionDifference difference = EditionDifference.between(BEFORE, after);
        assertThat(difference.counts(2)).containsExactly(entry(Kind.RECODED, 4));
        assertThat(difference.continues()).containsAllEntriesOf(Map.of("0A", "A", "0B", "B", "0C", "C", "0E", "E"));
        assertThat(difference.conflicts()).isEmpty();
    }

    @Test
    void codes_that_go_round_among_the_grids_are_recoded_by_land_and_told_to_be_taken() {
        Plan after = plan(
                LAND,
                named(2, "B", "A", "D", 0, 0, 10, 10),
                named(2, "C", "B", "D", 10, 0, 20, 10),
                named(2, "E", "C", "D", 20, 0, 30, 10),
                named(2, "G", "E", "D", 30, 0, 40, 10));
        EditionDifference difference = EditionDifference.between(BEFORE, after);
        assertThat(difference.counts(2)).containsExactly(entry(Kind.RECODED, 4));
        assertThat(difference.conflicts()).hasSize(3);
    }

    private static GridChange changed(Grid... grids) {
        return EditionDifference.between(BEFORE, plan(LAND, grids)).changes().stream()
                .filter(change -> change.kind() != Kind.UNCHANGED)
                .findFirst()
                .orElseThrow();
    }

    private static GridChange of(EditionDifference difference, Kind kind) {
        Optional<GridChange> first = difference.changes().stream()
                .filter(change -> change.level() > 1 && change.kind() == kind)
                .findFirst();
        assertThat(first).as(kind + " in " + List.copyOf(difference.changes())).isPresent();
        return first.orElseThrow();
    }
}
