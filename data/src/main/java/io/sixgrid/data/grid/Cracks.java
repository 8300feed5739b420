package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Arrangement.Part;
import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;

/**
 * Borders whose two sides have other vertices, without area between them: a finding for each stretch that hangs together
 * between the same grids. Not for use by several threads.
 */
final class Cracks {
    /** What runs between the same grids. */
    private static final class Border {
        final Map<Part, Double> widths = new TreeMap<>();
    }

    private final Naming naming;
    private final Map<Set<Integer>, Border> borders = new LinkedHashMap<>();

    Cracks(Naming naming) {
        this.naming = naming;
    }

    /**
     * @param between who meets there
     * @param width   in metres, of the crack that the part is a side of
     */
    void add(Part part, Set<Integer> between, double width) {
        borders.computeIfAbsent(Set.copyOf(between), key -> new Border()).widths.merge(part, width, Math::max);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        borders.forEach((between, border) -> stretches(border.widths.keySet())
                .forEach(stretch -> findings.add(finding(between, stretch, border.widths))));
        return findings;
    }

    private Finding finding(Set<Integer> between, List<Part> stretch, Map<Part, Double> widths) {
        MultiLineString lines = Lattice.FACTORY.createMultiLineString(stretch.stream()
                .map(part -> Lattice.FACTORY.createLineString(new Coordinate[] {part.from(), part.to()}))
                .toArray(LineString[]::new));
        double width = stretch.stream()
                .mapToDouble(part -> widths.getOrDefault(part, 0.0))
                .max()
                .orElse(0);
        // Both sides of a crack with two sides are among its lines.
        double length = LocalMetres.around(lines).metres(lines).getLength() / (width > 0 ? 2 : 1);
        return new Finding(
                Kind.UNMATCHED,
                naming.codes(between),
                "along " + LocalMetres.text(length) + " the border of " + naming.list(between)
                        + " has vertices that are not on both sides of it"
                        + (width > 0 ? ", up to " + LocalMetres.text(width) + " apart" : ""),
                lines);
    }

    /** Parts that hang together, each stretch in order. */
    private static Collection<List<Part>> stretches(Collection<Part> parts) {
        Map<Coordinate, Coordinate> towardRoot = new HashMap<>();
        for (Part part : parts) {
            towardRoot.put(root(towardRoot, part.from()), root(towardRoot, part.to()));
        }
        Map<Coordinate, List<Part>> stretches = new LinkedHashMap<>();
        for (Part part : parts) {
            stretches
                    .computeIfAbsent(root(towardRoot, part.from()), root -> new ArrayList<>())
                    .add(part);
        }
        return stretches.values();
    }

    private static Coordinate root(Map<Coordinate, Coordinate> towardRoot, Coordinate node) {
        Coordinate root = node;
        while (true) {
            Coordinate next = towardRoot.getOrDefault(root, root);
            if (next.equals2D(root)) {
                break;
            }
            root = next;
        }
        // Path compression: long borders are walked once.
        for (Coordinate at = node; !at.equals2D(root); ) {
            Coordinate next = towardRoot.getOrDefault(at, root);
            towardRoot.put(at, root);
            at = next;
        }
        return root;
    }
}
