package io.sixgrid.data.fit;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;

/** Finds edges near a place: squares of about an edge's size, each with the edges whose bounding box meets it. */
final class EdgeGrid {
    private final Borders borders;
    private final LongIndex cells = new LongIndex();
    private final Chains content = new Chains();
    private final double size;

    /** Of the edges that {@code wanted} holds of. */
    EdgeGrid(Borders borders, IntPredicate wanted) {
        this.borders = borders;
        double sum = 0;
        int count = 0;
        for (int edge = 0; edge < borders.edges(); edge++) {
            if (wanted.test(edge)) {
                Envelope box = box(edge);
                sum += Math.max(box.getWidth(), box.getHeight());
                count++;
            }
        }
        size = Math.max(100, count == 0 ? 0 : 2 * sum / count);
        for (int edge = 0; edge < borders.edges(); edge++) {
            if (wanted.test(edge)) {
                int number = edge;
                forEachCell(box(edge), cell -> content.add(cells.add(cell), number));
            }
        }
    }

    /** Those whose bounding box meets {@code units}, sorted. */
    int[] near(Envelope units) {
        IntStream.Builder found = IntStream.builder();
        forEachCell(units, cell -> {
            int number = cells.find(cell);
            if (number >= 0) {
                Arrays.stream(content.distinct(number))
                        .filter(edge -> box(edge).intersects(units))
                        .forEach(found::add);
            }
        });
        return found.build().sorted().distinct().toArray();
    }

    private Envelope box(int edge) {
        return new Envelope(LatticePoint.units(borders.low(edge)), LatticePoint.units(borders.high(edge)));
    }

    private void forEachCell(Envelope units, LongConsumer visitor) {
        int east = (int) Math.floor(units.getMaxX() / size);
        int north = (int) Math.floor(units.getMaxY() / size);
        for (int x = (int) Math.floor(units.getMinX() / size); x <= east; x++) {
            for (int y = (int) Math.floor(units.getMinY() / size); y <= north; y++) {
                visitor.accept(LatticePoint.of(x, y));
            }
        }
    }
}
