package io.sixgrid.data.fit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.Cleaner.Job;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class CleanerTest {
    private static final Tolerances MAKING = new Tolerances(2, 2, Set.of());
    private static final String OUTLINE =
            "POLYGON ((121 38, 121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121 38.001, 121 38))";
    private static final String WEST = "POLYGON ((121 38, 121.001 38, 121.001 38.001, 121 38.001, 121 38))";
    private static final String EAST = "POLYGON ((121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121.001 38))";

    /** 44 cm of a gap in the middle of the border. */
    private static final String EAST_DENTED =
            "POLYGON ((121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121.001005 38.0005, 121.001 38))";

    /** The corner on the border is missing in the west. */
    private static final String EAST_MORE =
            "POLYGON ((121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121.001 38.0005, 121.001 38))";

    @Test
    void pieces_that_fit_come_out_as_the_very_same_shapes() {
        List<Piece> pieces = pieces(WEST, EAST);
        Cleaning cleaning = clean(pieces, MAKING);
        assertThat(cleaning.repairs()).isEmpty();
        assertThat(cleaning.findings()).isEmpty();
        assertThatObject(cleaning.shapes().get("A")).isSameAs(pieces.get(0).shape());
        assertThatObject(cleaning.shapes().get("B")).isSameAs(pieces.get(1).shape());
    }

    @Test
    void a_repair_is_proposed_and_not_made_and_what_it_would_mend_is_a_finding() {
        List<Piece> pieces = pieces(WEST, EAST_DENTED);
        Cleaning cleaning = clean(pieces, Tolerances.PROPOSING);
        assertThat(cleaning.repairs()).singleElement().satisfies(repair -> {
            assertThat(repair.kind()).isEqualTo(Repair.Kind.INSERT);
            assertThat(repair.codes()).containsExactly("A");
            assertThat(repair.metres()).isBetween(0.43, 0.45);
            assertThat(repair.squareMetres()).isBetween(24.0, 24.8);
            assertThat(repair.accepted()).isFalse();
        });
        assertThat(cleaning.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.UNMATCHED);
        assertThatObject(cleaning.shapes().get("A")).isSameAs(pieces.get(0).shape());
    }

    @Test
    void a_repair_accepted_by_its_id_is_made_and_says_the_land_that_moved() {
        List<Piece> pieces = pieces(WEST, EAST_DENTED);
        Repair proposed = clean(pieces, Tolerances.PROPOSING).repairs().get(0);
        Cleaning made = clean(pieces, new Tolerances(2, Tolerances.NOTHING, Set.of(proposed.id())));
        assertThat(made.repairs()).containsExactly(proposed.with(true));
        assertThat(made.findings()).isEmpty();
        requireFits(made);
        double moved =
                EqualArea.squareMetres(requireNonNull(made.shapes().get("A"))) - EqualArea.squareMetres(shape(WEST));
        assertThat(proposed.squareMetres()).isCloseTo(Math.abs(moved), Offset.offset(0.01));
    }

    @Test
    void of_two_repairs_the_one_accepted_is_made_and_the_other_stays_a_proposal() {
        String outline = "POLYGON ((121 38, 121.001 38, 121.002 38, 121.003 38, 121.003 38.001, 121.002 38.001,"
                + " 121.001 38.001, 121 38.001, 121 38))";
        String third =
                "POLYGON ((121.002 38, 121.003 38, 121.003 38.001, 121.002 38.001, 121.002003 38.0005, 121.002 38))";
        List<Piece> pieces =
                List.of(new Piece("A", shape(WEST)), new Piece("B", shape(EAST_DENTED)), new Piece("C", shape(third)));
        List<Repair> proposed = clean(pieces, outline, Tolerances.PROPOSING).repairs();
        assertThat(proposed).hasSize(2);
        Cleaning some = clean(
                pieces,
                outline,
                new Tolerances(2, Tolerances.NOTHING, Set.of(proposed.get(1).id())));
        assertThat(some.repairs())
                .containsExactly(proposed.get(0), proposed.get(1).with(true));
        assertThat(some.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.GAP);
        assertThatObject(some.shapes().get("A")).isSameAs(pieces.get(0).shape());
    }

    @Test
    void a_corner_on_the_edge_of_a_neighbour_becomes_its_vertex() {
        Cleaning made = clean(pieces(WEST, EAST_MORE), MAKING);
        assertThat(made.repairs()).extracting(Repair::kind).containsExactly(Repair.Kind.INSERT);
        assertThat(made.repairs().get(0).squareMetres()).isZero();
        requireFits(made);
    }

    @Test
    void a_gap_wider_than_the_tolerance_needs_an_owner() {
        String narrow = "POLYGON ((121.0011 38, 121.002 38, 121.002 38.001, 121.0011 38.001, 121.0011 38))";
        Cleaning cleaning = clean(pieces(WEST, narrow), MAKING);
        assertThat(cleaning.repairs()).as("corners on the outline").allMatch(repair -> repair.metres() == 0);
        assertThat(cleaning.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
            assertThat(finding.codes()).containsExactly("A", "B");
            assertThat(finding.sentence())
                    .contains("needs an owner")
                    .contains("975 m²")
                    .contains("8.8 m wide");
        });
    }

    @Test
    void a_narrow_overlap_is_cut_by_one_grid() {
        String wide = "POLYGON ((121 38, 121.00101 38, 121.00101 38.001, 121 38.001, 121 38))";
        Cleaning made = clean(pieces(wide, EAST), new Tolerances(2, 2, Set.of()));
        requireFits(made);
        assertThat(made.repairs()).allMatch(repair -> repair.metres() < 0.9);
    }

    @Test
    void what_sticks_out_of_the_outline_is_cut_off_and_the_outline_stays() {
        String out =
                "POLYGON ((121.001 38, 121.002 38, 121.002006 38.0005, 121.002 38.001, 121.001 38.001, 121.001 38))";
        Cleaning made = clean(pieces(WEST, out), MAKING);
        requireFits(made);
        assertThat(made.repairs()).isNotEmpty();
        assertThat(EqualArea.squareMetres(made.outline().orElseThrow()))
                .isCloseTo(EqualArea.squareMetres(shape(OUTLINE)), Offset.offset(0.6));
    }

    @Test
    void without_an_outline_the_outer_border_is_what_is_left_over_and_a_hole_is_found() {
        FineMesh mesh = new FineMesh(3, 3, new Random(1));
        List<Piece> pieces = new ArrayList<>(mesh.pieces());
        Piece removed = pieces.remove(4);
        Cleaning cleaning =
                Cleaner.clean(new Job(pieces, Optional.empty(), List.of(), Tolerances.PROPOSING), Progress.SILENT);
        assertThat(cleaning.repairs()).isEmpty();
        assertThat(cleaning.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
            assertThat(finding.where().equalsTopo(removed.shape())).isTrue();
        });
    }

    @Test
    void a_grid_that_vanished_stays_a_finding() {
        FineMesh mesh = new FineMesh(3, 3, new Random(1));
        List<Piece> pieces = new ArrayList<>(mesh.pieces());
        Piece removed = pieces.remove(0);
        Cleaning cleaning =
                Cleaner.clean(new Job(pieces, Optional.of(mesh.outline()), List.of(), MAKING), Progress.SILENT);
        assertThat(cleaning.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
            assertThat(finding.where().equalsTopo(removed.shape())).isTrue();
        });
    }

    @Test
    void a_crumb_of_a_multipolygon_goes_to_the_neighbour_around_it() {
        String crumbed = "MULTIPOLYGON (((121 38, 121.001 38, 121.001 38.001, 121 38.001, 121 38)),"
                + " ((121.0015 38.0005, 121.00151 38.0005, 121.00151 38.00051, 121.0015 38.0005)))";
        String holed = "POLYGON ((121.001 38, 121.002 38, 121.002 38.001, 121.001 38.001, 121.001 38),"
                + " (121.0015 38.0005, 121.00151 38.0005, 121.00151 38.00051, 121.0015 38.0005))";
        Cleaning made = clean(pieces(crumbed, holed), MAKING);
        assertThat(made.repairs()).extracting(Repair::kind).containsExactly(Repair.Kind.CRUMB);
        assertThatObject(requireNonNull(made.shapes().get("A")).norm())
                .isEqualTo(shape(WEST).norm());
        assertThatObject(requireNonNull(made.shapes().get("B")).norm())
                .isEqualTo(shape(EAST).norm());
    }

    @Test
    void a_ring_without_land_is_found_and_never_lost_silently() {
        String flat = "POLYGON ((121.001 38, 121.001 38, 121.001 38, 121.001 38))";
        Cleaning cleaning = clean(
                List.of(new Piece("A", shape(WEST)), new Piece("B", shape(EAST)), new Piece("C", shape(flat))),
                OUTLINE,
                MAKING);
        assertThat(cleaning.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.EMPTY);
            assertThat(finding.codes()).containsExactly("C");
        });
    }

    @Test
    void a_spike_moves_the_border_by_its_length_and_is_taken_off_when_that_is_accepted() {
        String spiked = "POLYGON ((121 38, 121.001 38, 121.001 38.001, 121 38.001, 121 38.0015, 121 38.001, 121 38))";
        Cleaning proposed = clean(pieces(spiked, EAST), MAKING);
        assertThat(proposed.repairs()).singleElement().satisfies(repair -> {
            assertThat(repair.kind()).isEqualTo(Repair.Kind.RING);
            assertThat(repair.metres()).isBetween(55.0, 56.0);
            assertThat(repair.squareMetres()).isZero();
            assertThat(repair.accepted()).isFalse();
        });
        assertThat(proposed.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.INVALID);
        Cleaning made = clean(
                pieces(spiked, EAST),
                new Tolerances(2, 2, Set.of(proposed.repairs().get(0).id())));
        requireFits(made);
        assertThat(made.findings()).isEmpty();
        assertThatObject(requireNonNull(made.shapes().get("A")).norm())
                .isEqualTo(shape(WEST).norm());
    }

    @Test
    void a_spike_across_the_grid_moves_the_border_by_half_of_its_width() {
        // From the western border to the eastern: both ends of what goes away are border that stays.
        String across = "POLYGON ((121 38, 121.001 38, 121.001 38.0005, 121.001 38.001, 121 38.001, 121 38.0005,"
                + " 121.001 38.0005, 121 38.0005, 121 38))";
        assertThat(ring(across).metres()).isBetween(43.0, 45.0);
    }

    @Test
    void a_spike_through_the_middle_takes_no_land() {
        String spiked =
                "POLYGON ((121 38, 121.001 38, 121.0004 38.0006, 121.001 38, 121.001 38.001, 121 38.001, 121 38))";
        Cleaning made = Cleaner.rings(List.of(new Piece("A", shape(spiked))), new Tolerances(100, 100, Set.of()));
        assertThat(requireNonNull(made.shapes().get("A")).equalsTopo(shape(WEST)))
                .isTrue();
    }

    @Test
    void both_lobes_of_a_bow_tie_stay_and_nothing_moves() {
        Repair repair = ring("POLYGON ((121 38, 121.001 38.001, 121.001 38, 121 38.001, 121 38))");
        assertThat(repair.metres()).isZero();
        assertThat(repair.squareMetres()).isLessThan(0.001);
    }

    @Test
    void land_that_a_ring_encloses_twice_counts_with_its_width_and_area() {
        Repair repair = ring("POLYGON ((121 38, 121.001 38, 121.001 38.0005, 121.0009 38.0005, 121.0009 38.0004,"
                + " 121.0011 38.0004, 121.001 38.001, 121 38.001, 121 38))");
        assertThat(repair.metres()).isBetween(8.5, 9.5);
        assertThat(repair.squareMetres()).isBetween(96.0, 99.0);
    }

    @Test
    void a_hole_beside_its_ring_becomes_land_and_counts_with_its_width_and_area() {
        Repair repair = ring("POLYGON ((121 38, 121.001 38, 121.001 38.001, 121 38.001, 121 38),"
                + " (121.002 38, 121.0021 38, 121.0021 38.0001, 121.002 38.0001, 121.002 38))");
        assertThat(repair.metres()).isBetween(8.5, 9.5);
        assertThat(repair.squareMetres()).isBetween(96.0, 99.0);
    }

    private static Repair ring(String wkt) {
        return Cleaner.rings(List.of(new Piece("A", shape(wkt))), Tolerances.PROPOSING)
                .repairs()
                .get(0);
    }

    @Test
    void the_order_of_the_pieces_does_not_matter() {
        Random random = new Random(3);
        FineMesh mesh = new FineMesh(5, 4, random);
        List<Piece> pieces = new ArrayList<>(mesh.pieces());
        for (int i = 0; i < 5; i++) {
            pieces.set(4 * i, Breaks.SLIVER.of(pieces.get(4 * i), random));
        }
        Cleaning one = clean(pieces, mesh.outline().toText(), MAKING);
        Collections.shuffle(pieces, random);
        Cleaning other = clean(pieces, mesh.outline().toText(), MAKING);
        assertThat(other.repairs()).isEqualTo(one.repairs());
        assertThat(other.shapes()).isEqualTo(one.shapes());
    }

    private static void requireFits(Cleaning cleaning) {
        assertThat(new SegmentChain()
                        .addAll(cleaning.shapes().values())
                        .subtract(cleaning.outline().orElseThrow())
                        .isZero())
                .isTrue();
    }

    private static Cleaning clean(List<Piece> pieces, Tolerances tolerances) {
        return clean(pieces, OUTLINE, tolerances);
    }

    private static Cleaning clean(List<Piece> pieces, String outline, Tolerances tolerances) {
        return Cleaner.clean(new Job(pieces, Optional.of(shape(outline)), List.of(), tolerances), Progress.SILENT);
    }

    private static List<Piece> pieces(String a, String b) {
        return List.of(new Piece("A", shape(a)), new Piece("B", shape(b)));
    }

    private static Geometry shape(String wkt) {
        try {
            return new WKTReader(Lattice.FACTORY).read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }
}
