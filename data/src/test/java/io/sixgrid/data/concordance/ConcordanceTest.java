package io.sixgrid.data.concordance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.concordance.ConcordanceRow.Amount;
import io.sixgrid.data.concordance.ConcordanceRow.Name;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** A street of land 0.04 degrees long, divided into grids from west to east; houses with households stand in it. */
final class ConcordanceTest {
    private static final Scheme SCHEME = new Scheme(
            "default",
            "街",
            "Street",
            "",
            "",
            List.of(
                    new Level(1, "district", "区", "District", true),
                    new Level(2, "grid", "网格", "Grid", true),
                    new Level(3, "house", "房", "House", false)));

    @Test
    void what_stays_the_same_is_unchanged_renamed_or_recoded() {
        Plan old = new Street()
                .grid("A", 0, 10)
                .grid("B", 10, 20)
                .grid("C", 20, 40)
                .plan();
        Plan now = new Street()
                .grid("A", 0, 10)
                .grid("B", "新", 10, 20)
                .grid("X", 20, 40)
                .plan();

        assertThat(kinds(old, now)).containsExactly("unchanged A A", "renamed B B", "recoded C X");
    }

    @Test
    void a_border_that_moved_is_modified_on_both_sides_and_so_is_the_strip_between_them() {
        Plan old = new Street().grid("A", 0, 20).grid("B", 20, 40).plan();
        Plan now = new Street().grid("A", 0, 23).grid("B", 23, 40).plan();

        assertThat(kinds(old, now)).containsExactly("modified A A", "modified B B", "modified B A");
    }

    @Test
    void one_that_became_several_is_split_several_that_became_one_are_merged_and_the_rest_is_complex() {
        Plan old = new Street()
                .grid("A", 0, 10)
                .grid("B", 10, 20)
                .grid("C", 20, 25)
                .grid("D", 25, 40)
                .plan();
        Plan split = new Street()
                .grid("A1", 0, 6)
                .grid("A2", 6, 10)
                .grid("B", 10, 20)
                .grid("C", 20, 40)
                .plan();

        assertThat(kinds(old, split))
                .containsExactly("split A A1", "split A A2", "unchanged B B", "merge C C", "merge D C");
        Plan mixed = new Street()
                .grid("A", 0, 15)
                .grid("B", 15, 20)
                .grid("C", 20, 25)
                .grid("D", 25, 40)
                .plan();
        assertThat(kinds(old, mixed))
                .startsWith("merge A A", "complex B A", "split B B")
                .hasSize(5);
    }

    @Test
    void land_that_comes_to_the_city_is_created_and_land_that_leaves_it_retired() {
        Plan old = new Street().grid("B", 0, 20).grid("A", 20, 40).plan();
        Plan now = new Street().grid("A", 20, 40).grid("C", 40, 60).plan();

        assertThat(kinds(old, now)).containsExactly("unchanged A A", "retired B -", "created - C");
    }

    @Test
    void households_go_where_their_houses_stand_not_where_the_land_is() {
        Plan old = new Street()
                .grid("A", 0, 40)
                .house("A", "A-1", 2, 90)
                .house("A", "A-2", 12, 10)
                .plan();
        Plan now = new Street().grid("A1", 0, 10).grid("A2", 10, 40).plan();

        Concordance concordance = Concordance.ofTimes(old, now, 2);

        assertThat(row(concordance, "A", "A1").land().shareOfOld())
                .hasValueSatisfying(share -> assertThat(share).isCloseTo(0.25, within(1e-6)));
        assertThat(row(concordance, "A", "A1").households())
                .contains(new Amount(90, Optional.of(0.9), Optional.of(1.0)));
        assertThat(row(concordance, "A", "A2").households())
                .contains(new Amount(10, Optional.of(0.1), Optional.of(1.0)));
    }

    @Test
    void land_and_households_of_all_rows_are_those_of_the_plans() {
        Plan old = new Street()
                .grid("A", 0, 17)
                .grid("B", 17, 40)
                .house("A", "A-1", 16, 7)
                .house("B", "B-1", 20, 30)
                .house("B", "B-2", 38, 5)
                .plan();
        Plan now = new Street().grid("A", 0, 19).grid("B", 19, 31).plan();

        Concordance.Totals totals = Concordance.ofTimes(old, now, 2).totals();

        assertThat(totals.land().old()).isCloseTo(EqualArea.squareMetres(old.outline()), within(0.01));
        assertThat(totals.land().now()).isCloseTo(EqualArea.squareMetres(now.outline()), within(0.01));
        // B-2 stands where no grid is any more: it is in a row of its own.
        assertThat(totals.households()).contains(new Concordance.Sum(42, 37, 37));
    }

    @Test
    void households_that_only_the_grid_itself_counts_are_one_atom_and_finer_counts_that_differ_are_told() {
        Plan counted =
                new Street().grid("A", 0, 40, 100).house("A", "A-1", 2, 90).plan();
        Plan now = new Street().grid("A", 0, 40).plan();

        assertThat(Concordance.ofTimes(counted, now, 2).totals().residual()).contains(10L);
        assertThat(Concordance.ofTimes(new Street().grid("A", 0, 40, 100).plan(), now, 2)
                        .totals()
                        .households())
                .contains(new Concordance.Sum(100, 100, 100));
    }

    @Test
    void where_nothing_is_counted_households_are_empty_and_not_nought() {
        Plan old = new Street().grid("A", 0, 40).plan();

        Concordance concordance = Concordance.ofTimes(old, old, 2);

        assertThat(concordance.totals().households()).isEmpty();
        assertThat(concordance.rows())
                .allSatisfy(row -> assertThat(row.households()).isEmpty());
    }

    @Test
    void between_schemes_codes_and_names_tell_nothing() {
        Plan ours = new Street()
                .grid("A", 0, 10)
                .grid("B", 10, 20)
                .grid("C", 20, 40)
                .plan();
        Plan police = new Street().grid("P1", 0, 10).grid("P2", 10, 40).plan();

        assertThat(Concordance.ofSchemes(ours, 2, police, 2).rows())
                .extracting(ConcordanceTest::line)
                .containsExactly("unchanged A P1", "merge B P2", "merge C P2");
        assertThat(Concordance.ofSchemes(police, 2, ours, 1).rows())
                .extracting(ConcordanceTest::line)
                .containsExactly("merge P1 ALL", "merge P2 ALL");
    }

    @Test
    void the_csv_begins_with_a_byte_order_mark_and_quotes_what_needs_it() {
        Plan old =
                new Street().grid("A", "甲,\"乙\"", 0, 40).house("A", "A-1", 2, 3).plan();
        StringBuilder csv = new StringBuilder();

        ConcordanceCsv.write(List.of(Concordance.ofTimes(old, old, 2)), csv);

        assertThat(csv.toString()).startsWith("\uFEFFlevel,kind,old_code");
        assertThat(csv.toString().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("2,unchanged,A,\"甲,\"\"乙\"\"\",A,\"甲,\"\"乙\"\"\",")
                .endsWith(",1.000000,1.000000,3,1.000000,1.000000");
    }

    private static List<String> kinds(Plan old, Plan now) {
        return Concordance.ofTimes(old, now, 2).rows().stream()
                .map(ConcordanceTest::line)
                .toList();
    }

    private static String line(ConcordanceRow row) {
        return row.kind().code() + " " + row.old().map(Name::code).orElse("-") + " "
                + row.now().map(Name::code).orElse("-");
    }

    private static ConcordanceRow row(Concordance concordance, String old, String now) {
        return concordance.rows().stream()
                .filter(row -> line(row).endsWith(" " + old + " " + now))
                .findFirst()
                .orElseThrow();
    }

    /** Grids along a street; places in thousandths of a degree east of 121. */
    private static final class Street {
        private final List<Grid> grids = new ArrayList<>();

        Street grid(String code, double west, double east) {
            return grid(code, code, west, east);
        }

        Street grid(String code, String name, double west, double east) {
            return add(new Grid(2, code, name, name, "ALL", Facts.NONE, land(west, east, 0, 10)));
        }

        Street grid(String code, double west, double east, int households) {
            Facts facts = new Facts(List.of(), households, null, Map.of());
            return add(new Grid(2, code, code, code, "ALL", facts, land(west, east, 0, 10)));
        }

        private Street add(Grid grid) {
            grids.add(grid);
            return this;
        }

        Street house(String grid, String code, double place, int households) {
            Facts facts = new Facts(List.of(), households, null, Map.of());
            grids.add(new Grid(3, code, code, code, grid, facts, land(place, place + 0.5, 4, 5)));
            return this;
        }

        Plan plan() {
            List<Grid> all = new ArrayList<>(grids);
            all.add(
                    0,
                    new Grid(
                            1,
                            "ALL",
                            "ALL",
                            "ALL",
                            null,
                            Facts.NONE,
                            grids.get(0).shape()));
            return Plan.of(SCHEME, outline(), List.of(), all);
        }

        /** Of pieces that lie in a row; what lies between two of them is not in it. */
        private Geometry outline() {
            return grids.stream()
                    .filter(grid -> grid.level() == 2)
                    .map(Grid::shape)
                    .reduce(Geometry::union)
                    .orElseThrow();
        }

        private static Polygon land(double west, double east, double south, double north) {
            return (Polygon) Lattice.round(Lattice.FACTORY.toGeometry(
                    new Envelope(121 + west / 1000, 121 + east / 1000, 38 + south / 1000, 38 + north / 1000)));
        }
    }
}
