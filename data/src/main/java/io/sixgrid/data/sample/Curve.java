package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** An open line on the drawing plane: a coast, a ridge, a street. */
record Curve(List<Spot> spots) {
    private static final GeometryFactory METERS = new GeometryFactory();

    Curve {
        spots = List.copyOf(spots);
    }

    Spot first() {
        return spots.get(0);
    }

    Spot last() {
        return spots.get(spots.size() - 1);
    }

    Curve reversed() {
        List<Spot> backwards = new ArrayList<>(spots);
        Collections.reverse(backwards);
        return new Curve(backwards);
    }

    /** Douglas-Peucker; both ends stay. */
    Curve simplified(double toleranceMeters) {
        Coordinate[] line = spots.stream().map(Spot::coordinate).toArray(Coordinate[]::new);
        Coordinate[] kept = DouglasPeuckerSimplifier.simplify(METERS.createLineString(line), toleranceMeters)
                .getCoordinates();
        return new Curve(Arrays.stream(kept).map(Spot::of).toList());
    }

    /** Chaikin's corner cutting: each corner is replaced by the quarter points of its two edges; both ends stay. */
    Curve rounded(int times) {
        List<Spot> now = spots;
        for (int time = 0; time < times; time++) {
            List<Spot> next = new ArrayList<>();
            next.add(now.get(0));
            for (int i = 1; i < now.size(); i++) {
                next.add(now.get(i - 1).towards(now.get(i), 0.25));
                next.add(now.get(i - 1).towards(now.get(i), 0.75));
            }
            next.add(now.get(now.size() - 1));
            now = next;
        }
        return new Curve(now);
    }

    /** The same course with a place about every {@code spacing} metres. */
    Curve paced(double spacing) {
        double length = 0;
        for (int i = 1; i < spots.size(); i++) {
            length += spots.get(i - 1).distance(spots.get(i));
        }
        double pace = length / Math.max(1, Math.round(length / spacing));
        List<Spot> paced = new ArrayList<>();
        paced.add(first());
        double due = pace;
        for (int i = 1; i < spots.size(); i++) {
            Spot from = spots.get(i - 1);
            double leg = from.distance(spots.get(i));
            while (due < leg) {
                paced.add(from.towards(spots.get(i), due / leg));
                due += pace;
            }
            due -= leg;
        }
        if (paced.get(paced.size() - 1).distance(last()) < pace / 2) {
            paced.remove(paced.size() - 1);
        }
        paced.add(last());
        return new Curve(paced);
    }

    List<Node> nodes() {
        return spots.stream().map(Spot::node).toList();
    }
}
