package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Splits a leaf or a contained grid by a line that runs across it. A part that has the grid's own code goes on as that grid.
 *
 * @param line  its ends may lie outside
 * @param parts by their order along the line, left first, but for those that say where they are
 */
record Split(String grid, LineString line, List<Part> parts, Straddling straddling) implements Operation {
    Split {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw SixgridException.invalid("parts", "parts has fewer than two elements");
        }
        Set<String> codes = new HashSet<>();
        for (Part part : parts) {
            if (!codes.add(part.as().code())) {
                throw SixgridException.invalid(
                        part.as().path() + "code",
                        "two parts have the code " + part.as().code());
            }
        }
    }

    /**
     * One of the parts.
     *
     * @param inside a point in it; empty where its order says which it is
     */
    record Part(Described as, Optional<Coordinate> inside) {
        private static Part read(String path, OperationMembers members) {
            Part part = new Part(Described.read(path, members), members.optionalPoint("inside"));
            members.requireAllRead();
            return part;
        }
    }

    static Split read(OperationMembers members) {
        List<OperationMembers> given = members.objects("parts");
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            parts.add(Part.read("parts[" + i + "].", given.get(i)));
        }
        return new Split(members.text("grid"), members.line("line"), parts, Straddling.read(members));
    }

    @Override
    public String kind() {
        return "split";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Piece piece = Drawn.required(sketch, grid, "grid");
        parts.forEach(part -> part.as().requireFree(sketch, List.of(piece)));
        Ground ground = Ground.of(sketch, piece);
        Holding whole = ground.of(piece);
        List<Polygon> lands = named(Cut.along(List.of(line.getCoordinates()), ground, whole), whole);
        List<Holding> holdings = divide(ground, whole, lands);
        Contents.settle(ground, List.of(piece), straddling, changes);
        for (int i = 0; i < parts.size(); i++) {
            Holding part = holdings.get(i);
            part.describe(parts.get(i).as().counted(part.piece().orElseThrow(), Households.of(sketch, part.hung())));
        }
        ground.commit(changes);
    }

    private List<Holding> divide(Ground ground, Holding whole, List<Polygon> lands) {
        Piece piece = whole.before().orElseThrow();
        Geometry rest = Faces.without(whole.shape(), lands);
        List<Holding> holdings = new ArrayList<>();
        whole.hold(rest);
        for (int i = 0; i < parts.size(); i++) {
            Described as = parts.get(i).as();
            boolean goesOn = as.code().equals(piece.code());
            Holding part = goesOn ? whole : ground.create(classed(as, piece, lands.get(i)));
            if (goesOn) {
                part.describe(as.apply(piece));
            }
            part.hold(goesOn ? Faces.join(List.of(lands.get(i), rest)) : lands.get(i));
            holdings.add(part);
        }
        if (!holdings.contains(whole)) {
            // An exclave that the line does not come to stays with the first.
            ground.giveAll(whole, holdings.get(0));
        }
        return holdings;
    }

    /** A part of a residential grid is residential, unless it is said otherwise. */
    private static Piece classed(Described as, Piece whole, Polygon land) {
        Piece part = as.create(whole.level(), whole.parent(), land);
        return as.areaClass().isPresent()
                ? part
                : part.withFacts(Drawn.classed(part.facts(), whole.facts().areaClass()));
    }

    /** The lands in the order of the parts. */
    private List<Polygon> named(List<Polygon> lands, Holding whole) {
        if (lands.size() != parts.size()) {
            throw SixgridException.invalid(
                    "parts",
                    "the line makes " + lands.size() + " parts of " + whole.name() + ", and " + parts.size()
                            + " are named; inside them are "
                            + lands.stream()
                                    .map(land -> Ground.text(Faces.insideOf(land)))
                                    .collect(Collectors.joining("; ")));
        }
        List<Polygon> left = new ArrayList<>(lands);
        List<Optional<Polygon>> named = parts.stream()
                .map(part -> part.inside().map(point -> take(part, point, left, whole)))
                .toList();
        return named.stream().map(land -> land.orElseGet(() -> left.remove(0))).toList();
    }

    private static Polygon take(Part part, Coordinate inside, List<Polygon> left, Holding whole) {
        Polygon land = left.stream()
                .filter(face -> Faces.covers(face, inside))
                .findFirst()
                .orElseThrow(() -> SixgridException.invalid(
                        part.as().path() + "inside",
                        part.as().path() + "inside is in no part of " + whole.name() + " that is left: "
                                + Ground.text(inside)));
        left.remove(land);
        return land;
    }
}
