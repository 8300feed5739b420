package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** What a file came to, as the operation that a draft keeps: the grids that differ, whole, and nothing else. */
public final class FileOutcome {
    private final Plan before;
    private final Plan after;
    private final Map<String, String> continues;
    private final Map<String, Grid> old = new HashMap<>();
    private final Set<String> divided = new HashSet<>();

    private FileOutcome(Plan before, Plan after, Map<String, String> continues) {
        this.before = before;
        this.after = after;
        this.continues = continues;
        before.grids().forEach(grid -> old.put(grid.code(), grid));
        after.grids().stream()
                .filter(this::tiling)
                .map(Grid::parent)
                .filter(Objects::nonNull)
                .forEach(divided::add);
    }

    /**
     * The operation, as {@link OperationReader} reads it.
     *
     * @param before    the draft's boundaries that the file was tried on
     * @param continues code after to code before, of grids that go on as the same
     * @param file      its name, for people
     */
    public static ObjectNode operation(Plan before, Plan after, Map<String, String> continues, String file) {
        return new FileOutcome(before, after, continues).write(file);
    }

    private ObjectNode write(String file) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("kind", RedrawFromFile.KIND)
                .put("file", file);
        ArrayNode grids = json.putArray("grids");
        after.grids().stream().filter(this::differs).forEach(grid -> write(grid, grids.addObject()));
        ArrayNode retired = json.putArray("retired");
        Set<String> going = new HashSet<>(continues.values());
        before.grids().stream()
                .map(Grid::code)
                .filter(code -> !going.contains(code))
                .forEach(retired::add);
        faces(json.putArray("facesGone"), before.unassigned(), after.unassigned());
        faces(json.putArray("facesNew"), after.unassigned(), before.unassigned());
        if (!same(before.outline(), after.outline())) {
            json.set("outline", ShapeJson.of(after.outline()));
        }
        return json;
    }

    private boolean differs(Grid grid) {
        Optional<Grid> was = was(grid);
        return was.isEmpty()
                || !was.get().code().equals(grid.code())
                || !Objects.equals(was.get().parent(), parentBefore(grid))
                || !was.get().name().equals(grid.name())
                || !was.get().shortName().equals(grid.shortName())
                || !was.get().facts().equals(grid.facts())
                || redrawn(grid, was.get());
    }

    private Optional<Grid> was(Grid grid) {
        return Optional.ofNullable(continues.get(grid.code())).map(old::get);
    }

    /** A parent that goes on under another code is the same parent. */
    private @Nullable String parentBefore(Grid grid) {
        return grid.parent() == null ? null : continues.getOrDefault(grid.parent(), "new " + grid.parent());
    }

    /** What follows from the grids below is not drawn. */
    private boolean redrawn(Grid grid, Grid was) {
        return !(tiling(grid) && divided.contains(grid.code())) && !same(was.shape(), grid.shape());
    }

    private void write(Grid grid, ObjectNode json) {
        Optional<Grid> was = was(grid);
        was.ifPresent(one -> json.put("before", one.code()));
        json.put("level", grid.level())
                .put("code", grid.code())
                .put("name", grid.name())
                .put("shortName", grid.shortName());
        if (grid.parent() != null) {
            json.put("parent", grid.parent());
        }
        Grid.Facts facts = grid.facts();
        ArrayNode people = json.putArray("people");
        facts.people().forEach(people::add);
        json.put("households", facts.households())
                .put("areaClass", facts.areaClass())
                .put("exclave", facts.exclave());
        ObjectNode attributes = json.putObject("attributes");
        facts.more().forEach(attributes::put);
        if (was.isEmpty() || redrawn(grid, was.get())) {
            json.set("geometry", ShapeJson.of(grid.shape()));
        }
    }

    private boolean tiling(Grid grid) {
        return after.scheme().level(grid.level()).tiling();
    }

    private static void faces(ArrayNode array, List<Polygon> faces, List<Polygon> others) {
        faces.stream()
                .filter(face -> others.stream().noneMatch(other -> same(face, other)))
                .forEach(face -> array.add(ShapeJson.of(face)));
    }

    private static boolean same(Geometry one, Geometry other) {
        return one.equalsExact(other) || one.equalsNorm(other);
    }
}
