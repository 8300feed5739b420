package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/**
 * Changes of single vertices, put together into repairs that people can judge: those of one kind, between the same grids and
 * of about the same size are one.
 */
final class VertexRepairs {
    /** Upper ends of sizes that go together, in metres. Fixed, so that ids do not depend on what is accepted. */
    private static final double[] SIZES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};

    /**
     * One vertex moved, inserted or dropped.
     *
     * @param pieces whose shape changes; the outline may be among them
     * @param needed whether something is wrong without it; otherwise it only makes the same what is published
     * @param where  from where to where, or the edge as it becomes
     * @param make   writes the change down
     */
    record Change(
            SortedSet<Integer> pieces,
            double metres,
            double squareMetres,
            boolean needed,
            LineString where,
            Consumer<Redraw> make) {}

    private record Group(List<String> codes, int size, boolean needed) {}

    private final Pass pass;
    private final Repair.Kind kind;
    private final String sentence;
    private final Map<Group, List<Change>> groups = new LinkedHashMap<>();

    /** @param sentence with places for the number of vertices, the grids and the distance */
    VertexRepairs(Pass pass, Repair.Kind kind, String sentence) {
        this.pass = pass;
        this.kind = kind;
        this.sentence = sentence;
    }

    void add(Change change) {
        int size = 0;
        while (size < SIZES.length && change.metres() > SIZES[size]) {
            size++;
        }
        groups.computeIfAbsent(
                        new Group(pass.pieces().codes(change.pieces()), size, change.needed()),
                        group -> new ArrayList<>())
                .add(change);
    }

    /** Offers all; answers the changes to make. */
    Redraw offer() {
        Redraw redraw = Redraw.none();
        groups.forEach((group, changes) -> {
            Geometry where = Lattice.FACTORY.createMultiLineString(
                    changes.stream().map(Change::where).sorted().toArray(LineString[]::new));
            double metres = changes.stream().mapToDouble(Change::metres).max().orElse(0);
            double area = changes.stream().mapToDouble(Change::squareMetres).sum();
            String text =
                    sentence.formatted(changes.size(), String.join(", ", group.codes()), LocalMetres.text(metres));
            Repair repair = Repair.proposed(kind, group.codes(), new Repair.Extent(metres, area, where), text);
            if (group.needed() ? pass.offer(repair) : pass.offerOptional(repair)) {
                changes.forEach(change -> change.make().accept(redraw));
            }
        });
        return redraw;
    }
}
