package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** The rows of an amendment: what ends when, and what is there instead; alike neighbours in time are one row. */
final class Written {
    /** What a grid is in a range of time; {@code until} null means for ever. */
    record Version(
            long id,
            @Nullable Long parent,
            Grid grid,
            Instant from,
            @Nullable Instant until) {}

    /** In which a grid is not what it was. */
    record Ending(long id, Instant from, @Nullable Instant until) {}

    /** Land in a range of time. */
    record Land(Geometry shape, Instant from, @Nullable Instant until) {}

    private final Map<String, Long> created;
    private final List<Ending> endings = new ArrayList<>();
    private final Map<Long, List<Version>> versions = new LinkedHashMap<>();
    private final List<Land> outlines = new ArrayList<>();
    private final List<Land> facesGone = new ArrayList<>();
    private final List<Land> facesNew = new ArrayList<>();

    /** @param created identities of new grids, by code */
    Written(Amendment amendment, Map<String, Long> created) {
        this.created = created;
        amendment.slices().forEach(this::add);
    }

    private void add(Slice slice) {
        Difference difference = slice.difference();
        Instant until = slice.until().orElse(null);
        difference.changed().forEach(pair -> end(pair.before(), slice));
        difference.retired().forEach(grid -> end(grid, slice));
        difference.written().forEach(grid -> {
            long id = slice.id(grid.code(), created);
            Long parent = Optional.ofNullable(grid.parent())
                    .map(code -> slice.id(code, created))
                    .orElse(null);
            add(new Version(id, parent, grid, slice.from(), until));
        });
        difference.outline().ifPresent(shape -> add(outlines, shape, slice));
        difference.facesGone().forEach(face -> add(facesGone, face, slice));
        difference.facesNew().forEach(face -> add(facesNew, face, slice));
    }

    private void end(Grid grid, Slice slice) {
        Long id = slice.ids().get(grid.code());
        if (id == null) {
            throw new IllegalArgumentException("grid " + grid.code() + " ends, and has no identity");
        }
        endings.add(new Ending(id, slice.from(), slice.until().orElse(null)));
    }

    private void add(Version version) {
        List<Version> known = versions.computeIfAbsent(version.id(), id -> new ArrayList<>());
        Version last = known.isEmpty() ? null : known.get(known.size() - 1);
        if (last != null
                && version.from().equals(last.until())
                && version.grid().equals(last.grid())
                && java.util.Objects.equals(version.parent(), last.parent())) {
            known.set(
                    known.size() - 1, new Version(last.id(), last.parent(), last.grid(), last.from(), version.until()));
        } else {
            known.add(version);
        }
    }

    private static void add(List<Land> known, Geometry shape, Slice slice) {
        Instant until = slice.until().orElse(null);
        for (int i = 0; i < known.size(); i++) {
            Land land = known.get(i);
            if (slice.from().equals(land.until()) && land.shape().equalsExact(shape)) {
                known.set(i, new Land(land.shape(), land.from(), until));
                return;
            }
        }
        known.add(new Land(shape, slice.from(), until));
    }

    List<Ending> endings() {
        return endings;
    }

    List<Version> versions() {
        return versions.values().stream().flatMap(List::stream).toList();
    }

    /** Outlines, each with the time that it is there for. */
    List<Land> outlines() {
        return outlines;
    }

    List<Land> facesGone() {
        return facesGone;
    }

    List<Land> facesNew() {
        return facesNew;
    }

    /** All that there is of a founding. */
    static List<Land> lasting(List<Polygon> faces, Instant from) {
        return faces.stream().map(face -> new Land(face, from, null)).toList();
    }
}
