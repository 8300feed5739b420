package io.sixgrid.data.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Shapes as one reads a page: left to right, top to bottom. A row is the northernmost shape that is left, and all whose middle lies
 * north of its southern edge.
 */
final class ReadingOrder {
    private ReadingOrder() {}

    /** The places of {@code shapes} in their list, in reading order. */
    static List<Integer> of(List<Geometry> shapes) {
        List<Coordinate> middles = shapes.stream()
                .map(shape -> shape.getCentroid().getCoordinate())
                .toList();
        Comparator<Integer> northFirst = Comparator.comparingDouble((Integer i) -> -middles.get(i).y);
        Comparator<Integer> westFirst = Comparator.comparingDouble((Integer i) -> middles.get(i).x);
        List<Integer> left = new ArrayList<>(IntStream.range(0, shapes.size())
                .boxed()
                .sorted(northFirst.thenComparing(westFirst))
                .toList());
        List<Integer> order = new ArrayList<>();
        while (!left.isEmpty()) {
            double south = shapes.get(left.get(0)).getEnvelopeInternal().getMinY();
            List<Integer> row = left.stream()
                    .filter(i -> middles.get(i).y > south)
                    .sorted(westFirst.thenComparing(northFirst))
                    .toList();
            order.addAll(row);
            left.removeAll(row);
        }
        return order;
    }
}
