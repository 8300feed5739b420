package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageGapFinder;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What a tiling's findings say, and the cases on which other tools are known to fail. */
final class TilingProofTest {
    private static final String NORTH = "C10-10";
    private static final String SOUTH = "C9-10";

    @Test
    void a_gap_is_told_with_its_land_its_size_its_width_and_who_is_beside_it() {
        MeshDraft draft = new MeshDraft();
        draft.move(NORTH, draft.vertex(NORTH, 4), 270);
        Finding gap = draft.refusals().get(0);
        assertThat(gap.sentence()).isEqualTo("no grid holds 111 m² (3.0 m wide) at grids C10-10 and C9-10");
        assertThat(EqualArea.squareMetres(gap.where())).isBetween(110.0, 112.0);
        assertThat(gap.where().getNumPoints()).isEqualTo(5);
    }

    @Test
    void a_block_that_vanishes_with_all_its_cells_is_found_against_the_outline() {
        MeshDraft draft = new MeshDraft();
        double lost = draft.grids.stream()
                .filter(g -> "B1-1".equals(g.parent()))
                .mapToDouble(g -> EqualArea.squareMetres(g.shape()))
                .sum();
        draft.grids.removeIf(g -> g.code().equals("B1-1") || "B1-1".equals(g.parent()));
        List<Finding> found = draft.refusals();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).kind()).isEqualTo(Kind.GAP);
        assertThat(found.get(0).codes()).hasSize(20).isSorted();
        assertThat(found.get(0).sentence()).endsWith("and 15 more");
        assertThat(EqualArea.squareMetres(found.get(0).where())).isCloseTo(lost, within(0.01));
    }

    @Test
    void land_that_is_declared_unassigned_is_no_gap_and_may_not_be_held_too() {
        MeshDraft draft = new MeshDraft();
        draft.unassigned = List.of((Polygon) draft.grid(NORTH).shape());
        assertThat(draft.refusals())
                .extracting(Finding::sentence)
                .allMatch(sentence -> sentence.startsWith("grid C10-10 and unassigned land overlap on"));
        assertThat(draft.remove(NORTH).verdict().plan()).isPresent();
    }

    @Test
    void an_overlap_over_several_cells_names_them_all_and_one_beyond_the_outline_is_parted_there() {
        MeshDraft draft = new MeshDraft();
        Coordinate[] corners = {
            draft.vertex("C0-4", 0), draft.vertex("C0-6", 0), draft.vertex("C1-6", 0), draft.vertex("C1-4", 0)
        };
        draft.grids.add(
                new Grid(2, "STRAY", "stray", "stray", "B0-0", Grid.Facts.NONE, ring(shifted(corners, -0.0005))));
        // JTS's overlay is the judge of who is concerned: the straight sides cut corners of neighbours too.
        Geometry stray = draft.grid("STRAY").shape();
        List<String> concerned = draft.grids.stream()
                .filter(g -> g.level() == 2 && g.shape().intersection(stray).getArea() > 0)
                .map(Grid::code)
                .sorted()
                .toList();
        assertThat(concerned).contains("C0-4", "C0-5");
        List<Finding> found = draft.refusals();
        assertThat(found).extracting(Finding::kind).containsOnly(Kind.OVERLAP, Kind.OUTSIDE);
        assertThat(found)
                .filteredOn(f -> f.kind() == Kind.OVERLAP)
                .singleElement()
                .satisfies(f -> assertThat(f.codes()).isEqualTo(concerned));
        assertThat(found)
                .filteredOn(f -> f.kind() == Kind.OUTSIDE)
                .allSatisfy(f -> assertThat(f.sentence()).startsWith("grid STRAY lies beyond the outline on "));
    }

    /** A hole that touches the rim: CoverageUnion of JTS 1.20 makes an invalid polygon of it (JTS 1134, NTS 804). */
    @Test
    void holes_that_touch_the_rim_are_gaps_and_filled_they_make_a_valid_parent() throws Exception {
        Geometry top = small("POLYGON ((1 9, 9 9, 9 6, 5 7, 2 6, 1 9))");
        Geometry bottom = small("POLYGON ((1 1, 1 9, 2 6, 4 3, 5 7, 7 3, 9 6, 9 1, 1 1))");
        Polygon east = (Polygon) small("POLYGON ((5 7, 9 6, 7 3, 5 7))");
        Polygon west = (Polygon) small("POLYGON ((2 6, 5 7, 4 3, 2 6))");
        Polygon outline = (Polygon) small("POLYGON ((1 1, 1 9, 9 9, 9 6, 9 1, 1 1))");
        List<Grid> two = List.of(block("B"), cell("TOP", "B", top), cell("BOTTOM", "B", bottom));

        Verdict open = Plan.prove(SampleMesh.SCHEME, outline, List.of(), two);
        assertThat(open.findings())
                .filteredOn(f -> f.kind() == Kind.GAP)
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.codes()).containsExactly("BOTTOM", "TOP"));
        assertThat(CoverageValidator.isValid(new Geometry[] {top, bottom})).isTrue();
        Geometry union = CoverageUnion.union(new Geometry[] {top, bottom});
        assertThat(union.isValid()).isFalse();
        assertThat(CoverageGapFinder.findGaps(new Geometry[] {top, bottom}, 1).isEmpty())
                .isTrue();

        List<Grid> four = new ArrayList<>(two);
        four.addAll(List.of(block("E"), cell("EAST", "E", east), cell("WEST", "E", west)));
        Verdict parted = Plan.prove(SampleMesh.SCHEME, outline, List.of(), four);
        // EAST and WEST touch in one point only: two parts of one block, and nobody declared that.
        assertThat(parted.findings())
                .filteredOn(f -> f.kind().refuses())
                .extracting(Finding::kind)
                .containsExactly(Kind.PARTS);
        Plan filled = Plan.of(SampleMesh.SCHEME, outline, List.of(west, east), two);
        Geometry parent = filled.grids().get(0).shape();
        assertThat(parent.isValid()).isTrue();
        assertThat(((Polygon) parent).getNumInteriorRing()).isEqualTo(2);
    }

    /** The sample of JTS 1122: a gap narrower than the lattice, which the validator does not see at a width of 0.01. */
    @Test
    void a_gap_too_short_for_the_validators_width_is_found() throws Exception {
        Geometry a = new WKTReader()
                .read("POLYGON ((1.4021184536698854 1.655211920135038, 1.4021184539862759 1.6552119201560487,"
                        + " 1.4021299999999997 1.6559219999999968, 1.4021410000000003 1.6566259999999957,"
                        + " 1.4021410000000003 1.658296, 1.406 1.654, 1.4021184536698854 1.655211920135038))");
        Geometry b = new WKTReader()
                .read(
                        "POLYGON ((1.406 1.654, 1.4 1.65, 1.4021410000000003 1.658296,"
                                + " 1.4021410000000003 1.6566259999999957, 1.4021365939839114 1.6563440149706494,"
                                + " 1.4021299996998664 1.6559220002002917, 1.4021184536698854 1.655211920135038, 1.406 1.654))");
        Polygon outline = (Polygon) new WKTReader(Lattice.FACTORY)
                .read("POLYGON ((1.406 1.654, 1.4 1.65, 1.402141 1.658296, 1.406 1.654))");
        assertThat(flagged(a, b, 1e-5)).isEqualTo(2);
        assertThat(flagged(a, b, 1e-2)).isZero();
        List<Grid> grids =
                List.of(block("B"), cell("EAST", "B", Lattice.round(a)), cell("WEST", "B", Lattice.round(b)));
        assertThat(Plan.prove(SampleMesh.SCHEME, outline, List.of(), grids).findings())
                .filteredOn(f -> f.kind().refuses())
                .singleElement()
                .satisfies(f -> assertThat(f.kind() + " " + f.codes()).isEqualTo("UNMATCHED [EAST, WEST]"));
    }

    @Test
    void one_cell_written_and_read_is_the_same_with_7_and_8_decimals_and_broken_with_6_and_5() {
        for (int decimals = 5; decimals <= 8; decimals++) {
            MeshDraft draft = new MeshDraft();
            Geometry read = written(draft.grid(NORTH).shape(), decimals);
            draft.change(NORTH, shape -> Lattice.round(read));
            assertThat(draft.refusals().isEmpty()).as("%d decimals", decimals).isEqualTo(decimals >= 7);
        }
    }

    @Test
    void a_merge_that_leaves_a_ring_is_a_gap_where_it_forgot_the_middle_and_none_where_that_is_a_cell() {
        MeshDraft draft = new MeshDraft();
        for (String around : List.of("C11-11", "C11-12", "C11-13", "C12-13", "C13-13", "C13-12", "C13-11")) {
            draft.merge("C12-11", around);
        }
        assertThat(((Polygon) draft.grid("C12-11").shape()).getNumInteriorRing())
                .isEqualTo(1);
        assertThat(draft.refusals()).isEmpty();
        draft.remove("C12-12");
        assertThat(draft.refusals())
                .singleElement()
                .satisfies(f -> assertThat(f.kind() + " " + f.codes()).isEqualTo("GAP [C12-11]"));
    }

    @Test
    void an_edit_is_judged_by_its_own_cells() {
        MeshDraft before = new MeshDraft();
        MeshDraft after = new MeshDraft();
        Coordinate node = before.vertex(NORTH, 0);
        List<String> around = List.of(NORTH, SOUTH, "C10-9", "C9-9");
        around.forEach(code -> after.move(code, node, 500));
        assertThat(after.verdict().plan()).isPresent();
        assertThat(edit(before, after, around)).isEmpty();

        after.change(SOUTH, shape -> before.grid(SOUTH).shape());
        assertThat(edit(before, after, around)).extracting(Finding::kind).containsExactly(Kind.GAP);
        assertThat(edit(before, after, List.of(NORTH, SOUTH)))
                .filteredOn(f -> f.kind() == Kind.OUTSIDE || f.kind() == Kind.GAP)
                .isNotEmpty();
        Proof.Land nothing = new Proof.Land(List.of(), List.of());
        Proof.Land cell = new Proof.Land(List.of(before.grid(NORTH)), List.of());
        Proof.Land left =
                new Proof.Land(List.of(), List.of((Polygon) before.grid(NORTH).shape()));
        assertThat(Proof.ofEdit(SampleMesh.SCHEME, cell, left)).isEmpty();
        assertThat(Proof.ofEdit(SampleMesh.SCHEME, cell, nothing))
                .extracting(Finding::kind)
                .containsExactly(Kind.GAP);
        assertThat(Proof.ofEdit(SampleMesh.SCHEME, nothing, cell))
                .extracting(Finding::kind)
                .containsExactly(Kind.OUTSIDE);
    }

    @Test
    void thousands_of_breaks_are_thousands_of_findings() {
        SampleMesh mesh = new SampleMesh(120, 120, 3, 7);
        List<Grid> grids = new ArrayList<>(mesh.grids());
        Random random = new Random(7);
        int broken = 0;
        for (int i = 0; i < grids.size(); i++) {
            Grid grid = grids.get(i);
            if (grid.level() == 2 && random.nextInt(3) == 0) {
                // Into its own land or its southern neighbour's, which is not touched at that vertex by anybody else.
                grids.set(
                        i,
                        grid.withShape(MeshDraft.moved(
                                grid.shape(), grid.shape().getCoordinates()[1], 0, random.nextBoolean() ? 40 : -40)));
                broken++;
            }
        }
        Verdict verdict = Plan.prove(SampleMesh.SCHEME, mesh.outline(), List.of(), grids);
        assertThat(broken).isGreaterThan(4_000);
        assertThat(verdict.findings()).filteredOn(f -> f.kind().refuses()).hasSize(broken);
    }

    private static List<Finding> edit(MeshDraft before, MeshDraft after, List<String> codes) {
        return Proof.ofEdit(SampleMesh.SCHEME, land(before, codes), land(after, codes));
    }

    private static Proof.Land land(MeshDraft draft, List<String> codes) {
        return new Proof.Land(codes.stream().map(draft::grid).toList(), List.of());
    }

    private static long flagged(Geometry a, Geometry b, double gapWidth) {
        long flagged = 0;
        for (Geometry result : CoverageValidator.validate(new Geometry[] {a, b}, gapWidth)) {
            flagged += result == null || result.isEmpty() ? 0 : 1;
        }
        return flagged;
    }

    private static Geometry written(Geometry shape, int decimals) {
        Geometry read = shape.copy();
        read.apply((CoordinateFilter) c -> {
            c.x = Double.parseDouble(String.format(Locale.ROOT, "%." + decimals + "f", c.x));
            c.y = Double.parseDouble(String.format(Locale.ROOT, "%." + decimals + "f", c.y));
        });
        return read;
    }

    private static Grid block(String code) {
        return new Grid(1, code, code, code, null, Grid.Facts.NONE, Lattice.FACTORY.createPolygon());
    }

    private static Grid cell(String code, String parent, Geometry shape) {
        return new Grid(2, code, code, code, parent, Grid.Facts.NONE, shape);
    }

    /** A thousandth of a degree for each unit, at 121 east and 38 north. */
    private static Geometry small(String wkt) throws ParseException {
        Geometry shape = new WKTReader(Lattice.FACTORY).read(wkt);
        shape.apply((CoordinateFilter) c -> {
            c.x = Lattice.round(121 + c.x / 1000);
            c.y = Lattice.round(38 + c.y / 1000);
        });
        shape.geometryChanged();
        return shape;
    }

    private static Coordinate[] shifted(Coordinate[] corners, double south) {
        Coordinate[] shifted = new Coordinate[corners.length];
        for (int i = 0; i < corners.length; i++) {
            shifted[i] = new Coordinate(corners[i].x, Lattice.round(corners[i].y + south));
        }
        return shifted;
    }

    private static Polygon ring(Coordinate[] corners) {
        Coordinate[] ring = Arrays.copyOf(corners, corners.length + 1);
        ring[corners.length] = corners[0].copy();
        return Lattice.FACTORY.createPolygon(ring);
    }
}
