package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Takes borders elsewhere, in all the land that has them: leaves, unassigned land and, where it is meant, the outline. For one
 * operation and one thread.
 */
final class Rerouting {
    // By the first step of each, in either direction.
    private final Map<Passage, Run> runs = new HashMap<>();
    private final Map<Coordinate, Coordinate> moved = new HashMap<>();
    // Vertices that only one border has: a ring passes them within a run.
    private final Set<Coordinate> within = new HashSet<>();
    private final Set<Coordinate> concerned = new HashSet<>();
    private final Envelope where = new Envelope();

    private record Passage(Coordinate from, Coordinate to) {}

    /**
     * A run as it is passed.
     *
     * @param segments how many it has now
     * @param instead  without its last vertex, with which the next begins
     */
    private record Run(int segments, List<Coordinate> instead) {}

    /**
     * Lets a border run otherwise.
     *
     * @param vertices its run as it is; others meet it at the ends only
     * @param instead  from what the first vertex becomes to what the last one becomes
     */
    Rerouting run(List<Coordinate> vertices, List<Coordinate> instead) {
        add(vertices, instead);
        List<Coordinate> backward = new ArrayList<>(vertices);
        List<Coordinate> insteadBackward = new ArrayList<>(instead);
        Collections.reverse(backward);
        Collections.reverse(insteadBackward);
        add(backward, insteadBackward);
        within.addAll(vertices.subList(1, vertices.size() - 1));
        vertices.forEach(vertex -> {
            where.expandToInclude(vertex);
            concerned.add(vertex);
        });
        move(vertices.get(0), instead.get(0));
        return move(vertices.get(vertices.size() - 1), instead.get(instead.size() - 1));
    }

    private void add(List<Coordinate> vertices, List<Coordinate> instead) {
        runs.put(
                new Passage(vertices.get(0), vertices.get(1)),
                new Run(vertices.size() - 1, instead.subList(0, instead.size() - 1)));
    }

    /** Moves a vertex of whatever border has it. */
    Rerouting move(Coordinate from, Coordinate to) {
        if (!from.equals2D(to)) {
            moved.put(from, to);
        }
        where.expandToInclude(from);
        concerned.add(from);
        return this;
    }

    /**
     * Says what becomes of leaves and unassigned land. The outline stays where it is.
     *
     * @throws SixgridException (CONFLICT) when the outline would change, or land would be left with no area
     */
    void keepingOutline(Sketch sketch, Changes changes) {
        if (!same(rerouted(sketch.outline(), "the outline"), sketch.outline())) {
            throw SixgridException.conflict("this border is a piece of the outline: change-outline moves it");
        }
        land(sketch, changes);
    }

    /** The same, and the outline goes with it. */
    void withOutline(Sketch sketch, Changes changes) {
        Geometry outline = rerouted(sketch.outline(), "the outline");
        if (!same(outline, sketch.outline())) {
            changes.outline(outline);
        }
        land(sketch, changes);
    }

    private void land(Sketch sketch, Changes changes) {
        for (Piece leaf : sketch.leavesNear(where)) {
            Geometry shape = rerouted(leaf.shape(), "grid " + leaf.code());
            if (!same(shape, leaf.shape())) {
                changes.change(leaf, piece -> piece.withShape(shape));
            }
        }
        for (Polygon face : sketch.unassignedNear(where)) {
            Geometry shape = rerouted(face, "unassigned land");
            if (!same(shape, face)) {
                changes.face(face, List.of((Polygon) shape));
            }
        }
    }

    private static boolean same(Geometry one, Geometry other) {
        return one.equalsExact(other);
    }

    /** The same where nothing of it is rerouted. */
    private Geometry rerouted(Geometry shape, String name) {
        boolean has = Arrays.stream(shape.getCoordinates()).anyMatch(concerned::contains);
        return has ? Vertices.rewrite(shape, ring -> ring(ring, name)) : shape;
    }

    private Coordinate[] ring(Coordinate[] closed, String name) {
        List<Coordinate> ring = withoutRepeats(Arrays.asList(closed).subList(0, closed.length - 1));
        int start = 0;
        while (start < ring.size() && within.contains(ring.get(start))) {
            start++;
        }
        Collections.rotate(ring, -start);
        List<Coordinate> other = new ArrayList<>();
        boolean changed = false;
        int i = 0;
        while (i < ring.size()) {
            Coordinate vertex = ring.get(i);
            Run run = runs.get(new Passage(vertex, ring.get((i + 1) % ring.size())));
            changed |= run != null || moved.containsKey(vertex);
            if (run != null) {
                other.addAll(run.instead());
                i += run.segments();
            } else {
                other.add(moved.getOrDefault(vertex, vertex));
                i++;
            }
        }
        if (!changed) {
            return closed;
        }
        List<Coordinate> clean = withoutRepeats(other);
        if (clean.size() < 3) {
            throw SixgridException.conflict("a border of " + name + " would be left with no land within it");
        }
        clean.add(clean.get(0));
        return clean.stream().map(Coordinate::copy).toArray(Coordinate[]::new);
    }

    /** Of a ring whose end is not repeated. */
    private static List<Coordinate> withoutRepeats(List<Coordinate> ring) {
        List<Coordinate> clean = new ArrayList<>(ring.size() + 1);
        for (Coordinate vertex : ring) {
            if (clean.isEmpty() || !clean.get(clean.size() - 1).equals2D(vertex)) {
                clean.add(vertex);
            }
        }
        while (clean.size() > 1 && clean.get(0).equals2D(clean.get(clean.size() - 1))) {
            clean.remove(clean.size() - 1);
        }
        return clean;
    }
}
