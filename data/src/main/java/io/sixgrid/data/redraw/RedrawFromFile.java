package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Takes many grids at once as a file drew them: what the file came to, so that the file is not needed to replay it.
 *
 * @param file      its name, for people
 * @param grids     that change or come, the widest first
 * @param retired   codes of those that end
 * @param facesGone unassigned land that is no more
 * @param facesNew  unassigned land that was not
 * @param outline   with the vertices that borders have on it; empty where it stays
 */
record RedrawFromFile(
        Optional<String> file,
        List<Redrawn> grids,
        List<String> retired,
        List<Polygon> facesGone,
        List<Polygon> facesNew,
        Optional<Geometry> outline)
        implements Operation {
    static final String KIND = "redraw-from-file";

    RedrawFromFile {
        grids = List.copyOf(grids);
        retired = List.copyOf(retired);
        facesGone = List.copyOf(facesGone);
        facesNew = List.copyOf(facesNew);
    }

    /**
     * A grid as it is to be.
     *
     * @param before code of the grid that goes on as this one; empty of a new one
     * @param shape  empty where it stays, or follows from the grids below
     */
    record Redrawn(
            Optional<String> before,
            int level,
            String code,
            Names names,
            Optional<String> parent,
            Facts facts,
            Optional<Geometry> shape) {}

    record Names(String name, String shortName) {}

    static RedrawFromFile read(OperationMembers members) {
        return new RedrawFromFile(
                members.optionalText("file"),
                members.objects("grids").stream().map(RedrawFromFile::grid).toList(),
                members.codes("retired"),
                members.polygons("facesGone"),
                members.polygons("facesNew"),
                members.optionalLand("outline"));
    }

    private static Redrawn grid(OperationMembers members) {
        String name = members.text("name");
        Redrawn grid = new Redrawn(
                members.optionalText("before"),
                members.whole("level"),
                members.code("code"),
                new Names(name, members.optionalText("shortName").orElse(name)),
                members.optionalText("parent"),
                new Facts(
                        members.texts("people"),
                        members.optionalWhole("households").orElse(null),
                        members.optionalText("areaClass").orElse(null),
                        members.allTexts("attributes"),
                        members.optionalText("exclave").orElse(null)),
                members.optionalLand("geometry"));
        members.requireAllRead();
        return grid;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Map<String, Long> codes = new HashMap<>();
        // Those that go on first: a new grid's parent may be one of them under its new code.
        for (Redrawn grid : grids) {
            grid.before()
                    .ifPresent(before -> codes.put(
                            grid.code(), sketch.required(before, "grids").id()));
        }
        for (Redrawn grid : grids) {
            if (grid.before().isPresent()) {
                Piece was = sketch.required(grid.before().get(), "grids");
                requireOnce(was, grid, codes);
                changes.change(was, piece -> redrawn(piece, grid, sketch, codes));
            } else {
                Piece created = changes.create(fresh(grid, parent(grid, sketch, codes)));
                codes.put(grid.code(), created.id());
            }
        }
        retired.forEach(code -> changes.end(sketch.required(code, "retired")));
        facesGone.forEach(face -> changes.face(there(face, sketch), List.of()));
        changes.unassign(facesNew);
        outline.ifPresent(changes::outline);
    }

    private static void requireOnce(Piece was, Redrawn grid, Map<String, Long> codes) {
        if (was.level() != grid.level()) {
            throw SixgridException.invalid(
                    "grids", "grids: grid " + was.code() + " is of level " + was.level() + ", not " + grid.level());
        }
        if (codes.values().stream().filter(id -> id == was.id()).count() > 1) {
            throw SixgridException.invalid("grids", "grids has grid " + was.code() + " twice");
        }
    }

    private static Piece redrawn(Piece piece, Redrawn grid, Sketch sketch, Map<String, Long> codes) {
        Piece same = piece.withCode(grid.code())
                .withNames(grid.names().name(), grid.names().shortName())
                .withParent(parent(grid, sketch, codes))
                .withFacts(grid.facts());
        return grid.shape().map(same::withShape).orElse(same);
    }

    private static Piece fresh(Redrawn grid, long parent) {
        return new Piece(
                Piece.NONE,
                grid.level(),
                grid.code(),
                grid.names().name(),
                grid.names().shortName(),
                parent,
                grid.facts(),
                grid.shape()
                        .orElseThrow(() -> SixgridException.invalid(
                                "grids", "grids has the new grid " + grid.code() + " without a geometry")));
    }

    private static long parent(Redrawn grid, Sketch sketch, Map<String, Long> codes) {
        if (grid.parent().isEmpty()) {
            return Piece.NONE;
        }
        String code = grid.parent().get();
        Long own = codes.get(code);
        return own != null ? own : sketch.required(code, "grids").id();
    }

    private static Polygon there(Polygon face, Sketch sketch) {
        return sketch.unassignedNear(face.getEnvelopeInternal()).stream()
                .filter(face::equalsNorm)
                .findFirst()
                .orElseThrow(() -> SixgridException.conflict("the unassigned land at "
                        + Edge.text(face.getCoordinates()[0]) + " is not as it was when the file was read"));
    }
}
