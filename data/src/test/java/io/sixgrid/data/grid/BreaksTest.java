package io.sixgrid.data.grid;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;

/**
 * Every break that a tiling is to be refused for, what the proof finds, and what JTS's CoverageValidator says beside it. The
 * table in docs/boundaries.md is this one.
 */
final class BreaksTest {
    /**
     * @param found   kinds and codes of what refuses it
     * @param flagged how many cells the validator flags at gap widths of 0, 0.05, 0.5, 1 and 5 m
     */
    private record Row(String name, Consumer<MeshDraft> broken, String found, String flagged) {
        @Override
        public String toString() {
            return name;
        }
    }

    // SOUTH is below NORTH; BESIDE is west of NORTH and ACROSS west of SOUTH: four that meet in one node.
    private static final String SOUTH = "C9-10";
    private static final String NORTH = "C10-10";
    private static final String BESIDE = "C10-9";
    private static final String ACROSS = "C9-9";
    private static final String CORNER = "C0-0";
    private static final Coordinate BETWEEN = new MeshDraft().vertex(NORTH, 4);
    private static final Coordinate NODE = new MeshDraft().vertex(NORTH, 0);

    private static final int CENTIMETRE = 1;
    private static final int THIRTY_CENTIMETRES = 27;
    private static final int THREE_METRES = 270;

    static List<Row> table() {
        return List.of(
                row("nothing", d -> {}, "", "0 0 0 0 0"),
                row("1 cm inward", d -> d.move(NORTH, BETWEEN, CENTIMETRE), "GAP C10-10 C9-10", "0 2 2 2 2"),
                row("30 cm inward", d -> d.move(NORTH, BETWEEN, THIRTY_CENTIMETRES), "GAP C10-10 C9-10", "0 0 2 2 2"),
                row("3 m inward", d -> d.move(NORTH, BETWEEN, THREE_METRES), "GAP C10-10 C9-10", "0 0 0 0 2"),
                row("1 cm outward", d -> d.move(NORTH, BETWEEN, -CENTIMETRE), "OVERLAP C10-10 C9-10", "2 2 2 2 2"),
                row(
                        "30 cm outward",
                        d -> d.move(NORTH, BETWEEN, -THIRTY_CENTIMETRES),
                        "OVERLAP C10-10 C9-10",
                        "2 2 2 2 2"),
                row("3 m outward", d -> d.move(NORTH, BETWEEN, -THREE_METRES), "OVERLAP C10-10 C9-10", "2 2 2 2 2"),
                row("a node on the line", d -> d.insertOnLine(NORTH), "UNMATCHED C10-10 C9-10", "2 2 2 2 2"),
                row("a node 6 mm off it", d -> d.insert(NORTH, 4), "UNMATCHED C10-10 C9-10", "0 2 2 2 2"),
                row("2 of 3, 1 cm", d -> threeWay(d, CENTIMETRE), "GAP C10-10 C10-9 C9-9", "0 3 3 3 3"),
                row("2 of 3, 30 cm", d -> threeWay(d, THIRTY_CENTIMETRES), "GAP C10-10 C10-9 C9-9", "0 0 3 3 3"),
                row(
                        "3 of 4, 1 cm",
                        d -> fourWay(d, CENTIMETRE),
                        "GAP C10-9 C9-10 C9-9; UNMATCHED C9-10 C9-9",
                        "2 3 3 3 3"),
                row(
                        "3 of 4, 30 cm",
                        d -> fourWay(d, THIRTY_CENTIMETRES),
                        "GAP C10-9 C9-10 C9-9; OVERLAP C9-10 C9-9",
                        "2 2 3 3 3"),
                row("a cell removed", d -> d.remove(NORTH), "GAP C10-11 C10-9 C11-10 C9-10", "0 0 0 0 0"),
                row("a cell at the rim removed", d -> d.remove(CORNER), "GAP C0-1 C1-0", "0 0 0 0 0"),
                row("the outline lacks a node", d -> d.insert(CORNER, 4), "UNMATCHED C0-0", "0 0 0 0 0"),
                row(
                        "beyond the outline",
                        d -> d.move(CORNER, d.vertex(CORNER, 4), -THREE_METRES),
                        "OUTSIDE C0-0",
                        "0 0 0 0 0"),
                row("the same land twice", d -> d.twice(NORTH), "OVERLAP C10-10 TWIN", "2 2 2 2 2"),
                row("off the lattice", BreaksTest::offLattice, "OFF_LATTICE C10-10", "0 0 0 0 0"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void each_break_is_found_for_what_it_is_and_the_validator_says_this(Row row) {
        MeshDraft draft = new MeshDraft();
        row.broken().accept(draft);
        String found = draft.refusals().stream()
                .map(f -> f.kind() + " " + String.join(" ", f.codes()))
                .collect(joining("; "));
        String flagged = DoubleStream.of(0, 0.05, 0.5, 1, 5)
                .mapToObj(draft::flagged)
                .map(String::valueOf)
                .collect(joining(" "));
        assertThat(found).isEqualTo(row.found());
        assertThat(flagged).isEqualTo(row.flagged());
        assertThat(draft.verdict().plan().isPresent()).isEqualTo(row.found().isEmpty());
    }

    private static Row row(String name, Consumer<MeshDraft> broken, String found, String flagged) {
        return new Row(name, broken, found, flagged);
    }

    /** SOUTH and ACROSS become one, so three cells meet in the node; it moves in two of them. */
    private static void threeWay(MeshDraft draft, int units) {
        draft.merge(ACROSS, SOUTH).move(NORTH, NODE, units).move(BESIDE, NODE, units);
    }

    private static void fourWay(MeshDraft draft, int units) {
        draft.move(NORTH, NODE, units).move(BESIDE, NODE, units).move(SOUTH, NODE, units);
    }

    private static void offLattice(MeshDraft draft) {
        draft.change(NORTH, shape -> {
            shape.getCoordinates()[4].x += 1e-9;
            return shape;
        });
    }
}
