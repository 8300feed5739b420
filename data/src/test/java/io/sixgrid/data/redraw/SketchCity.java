package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.grid.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/** A {@link MeshCity} as a draft works on it, without a database; each plot has as many households as its row and column say. */
final class SketchCity {
    final Sketch sketch;

    private SketchCity(Plan plan) {
        Map<String, Long> ids = new HashMap<>();
        plan.grids().forEach(grid -> ids.put(grid.code(), ids.size() + 1L));
        sketch = new Sketch(Base.of(new StoredPlan(
                new StoredScheme(1, plan.scheme()), 1, Instant.parse("2026-01-01T00:00:00Z"), plan, ids)));
    }

    /** Six by six grids in four districts. */
    static SketchCity whole() {
        return of(new MeshCity(6, 1), Set.of());
    }

    /** The same; the land of some grids is unassigned, each a face of its own, what is in them gone. */
    static SketchCity without(String... grids) {
        return of(new MeshCity(6, 1), Set.of(grids));
    }

    static SketchCity of(MeshCity mesh, Set<String> unassigned) {
        return of(mesh, mesh.grids(), unassigned);
    }

    static SketchCity of(MeshCity mesh, List<Grid> all, Set<String> unassigned) {
        List<Grid> grids = new ArrayList<>();
        List<Polygon> faces = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (Grid grid : all) {
            if (unassigned.contains(grid.code())) {
                faces.add((Polygon) grid.shape());
                gone.add(grid.code());
            } else if (gone.contains(grid.parent())) {
                gone.add(grid.code());
            } else {
                grids.add(grid.code().matches("G\\d+-\\d+P") ? counted(grid) : grid);
            }
        }
        return new SketchCity(Plan.of(MeshCity.SCHEME, mesh.outline(), faces, grids));
    }

    private static Grid counted(Grid plot) {
        int households = Integer.parseInt(plot.code().replaceAll("\\D", ""));
        return new Grid(
                plot.level(),
                plot.code(),
                plot.name(),
                plot.shortName(),
                plot.parent(),
                new Grid.Facts(List.of(), households, null, Map.of()),
                plot.shape());
    }

    /** The codes of all that an edit left otherwise than it was, or new. */
    static String changed(Edit edit) {
        return edit.after().stream().map(Piece::code).sorted().toList().toString();
    }

    /** The field and the message of the exception with which the operation is refused, the city being as it was. */
    String refusal(String json) {
        String before = everything();
        try {
            attempt(json);
        } catch (SixgridException e) {
            assertThat(everything()).isEqualTo(before);
            return e.field().orElse("") + ": " + e.getMessage();
        }
        throw new AssertionError("not refused: " + json);
    }

    /** The findings that refuse the operation, the city being as it was: kinds with codes. */
    List<String> findings(String json) {
        String before = everything();
        Attempt attempt = attempt(json);
        assertThat(attempt.edit()).isEmpty();
        assertThat(everything()).isEqualTo(before);
        return attempt.findings().stream()
                .filter(finding -> finding.kind().refuses())
                .map(finding -> finding.kind() + " " + finding.codes())
                .toList();
    }

    /** Takes an edit back, and requires the city to be as it was then. */
    void undo(Edit edit, String before) {
        sketch.apply(edit.inverse());
        assertThat(everything()).isEqualTo(before);
    }

    String parent(String code) {
        return sketch.piece(piece(code).parent()).orElseThrow().code();
    }

    /** Tries the operation in JSON, with ' for quotation marks. */
    Attempt attempt(String json) {
        return Settling.settle(sketch, OperationReader.read(DraftCity.json(json)));
    }

    /** The edit of an operation that nothing refuses, after which the whole is as if proven anew. */
    Edit apply(String json) {
        Attempt attempt = attempt(json);
        assertThat(attempt.findings()).noneMatch(finding -> finding.kind().refuses());
        requireProven();
        return attempt.edit().orElseThrow();
    }

    /** Proves the whole, and that what was derived step by step is what the proof derives, bit for bit. */
    void requireProven() {
        Plan plan = sketch.plan();
        Verdict verdict = Plan.prove(plan.scheme(), plan.outline(), plan.unassigned(), plan.grids());
        assertThat(verdict.findings()).noneMatch(finding -> finding.kind().refuses());
        assertThat(DraftCity.everything(verdict.plan().orElseThrow())).isEqualTo(DraftCity.everything(plan));
    }

    String everything() {
        return DraftCity.everything(sketch.plan());
    }

    Piece piece(String code) {
        return sketch.piece(code).orElseThrow();
    }

    /** A vertex of the grid as the mesh has it: 0 south-west, then counter-clockwise. */
    Coordinate corner(String code, int number) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[number];
    }

    /** A GeoJSON LineString, with ' for quotation marks. */
    static String line(Coordinate... points) {
        return "{'type':'LineString','coordinates':" + positions(points) + "}";
    }

    /** A rectangle as a GeoJSON Polygon. */
    static String box(double west, double south, double east, double north) {
        return polygon(
                new Coordinate(west, south),
                new Coordinate(east, south),
                new Coordinate(east, north),
                new Coordinate(west, north),
                new Coordinate(west, south));
    }

    static String polygon(Coordinate... ring) {
        return "{'type':'Polygon','coordinates':[" + positions(ring) + "]}";
    }

    private static String positions(Coordinate... points) {
        List<String> positions = new ArrayList<>();
        for (Coordinate point : points) {
            positions.add("[" + point.x + "," + point.y + "]");
        }
        return "[" + String.join(",", positions) + "]";
    }

    static List<Finding.Kind> refusals(Attempt attempt) {
        return attempt.findings().stream()
                .map(Finding::kind)
                .filter(Finding.Kind::refuses)
                .toList();
    }

    /** How many square degrees of land. */
    double area(String code) {
        return piece(code).shape().getArea();
    }
}
