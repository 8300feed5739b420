package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/** An open line on the drawing plane: a coast, a ridge, a street. */
record Curve(List<Spot> spots) {
    private static final GeometryFactory METERS = new GeometryFactory();

    /** How many sine waves a meander is made of. */
    private static final int WAVES = 5;

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
        java.util.Collections.reverse(backwards);
        return new Curve(backwards);
    }

    /**
     * A curve between two places that swings left and right like a road does: a few sine waves, the long ones widest,
     * all zero at both ends.
     *
     * @param swing   widest swing as a share of the length
     * @param spacing metres between places on the curve
     */
    static Curve meander(Spot from, Spot to, double swing, double spacing, SplittableRandom dice) {
        Spot along = to.minus(from);
        Spot aside = along.left();
        double[] heights = new double[WAVES];
        for (int wave = 0; wave < WAVES; wave++) {
            heights[wave] = swing * (2 * dice.nextDouble() - 1) / ((wave + 1) * StrictMath.sqrt(wave + 1));
        }
        int steps = Math.max(1, (int) Math.round(along.length() / spacing));
        List<Spot> spots = new ArrayList<>();
        spots.add(from);
        for (int step = 1; step < steps; step++) {
            double at = (double) step / steps;
            double height = 0;
            for (int wave = 0; wave < WAVES; wave++) {
                height += heights[wave] * StrictMath.sin((wave + 1) * StrictMath.PI * at);
            }
            spots.add(from.plus(along.times(at)).plus(aside.times(height)));
        }
        spots.add(to);
        return new Curve(spots);
    }

    /** Meanders from each place to the next. */
    static Curve meander(List<Spot> through, double swing, double spacing, SplittableRandom dice) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 1; i < through.size(); i++) {
            List<Spot> piece = meander(through.get(i - 1), through.get(i), swing, spacing, dice).spots;
            spots.addAll(piece.subList(i == 1 ? 0 : 1, piece.size()));
        }
        return new Curve(spots);
    }

    /** Douglas-Peucker; both ends stay. */
    Curve simplified(double toleranceMeters) {
        Coordinate[] line = spots.stream().map(Spot::coordinate).toArray(Coordinate[]::new);
        Coordinate[] kept = DouglasPeuckerSimplifier.simplify(METERS.createLineString(line), toleranceMeters)
                .getCoordinates();
        return new Curve(java.util.Arrays.stream(kept).map(Spot::of).toList());
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
