package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws lines that swing left and right like a road does: a few sine waves, the long ones widest, all zero at both
 * ends.
 *
 * @param swing widest swing as a share of the line's length
 * @param pace  metres between the places on a line
 */
record Meander(double swing, double pace, SplittableRandom dice) {
    private static final int WAVES = 5;

    Curve between(Spot from, Spot to) {
        Spot along = to.minus(from);
        Spot aside = along.left();
        double[] heights = new double[WAVES];
        for (int wave = 1; wave <= WAVES; wave++) {
            heights[wave - 1] = swing * (2 * dice.nextDouble() - 1) / (wave * Math.sqrt(wave));
        }
        int steps = Math.max(1, (int) Math.round(along.length() / pace));
        List<Spot> spots = new ArrayList<>();
        spots.add(from);
        for (int step = 1; step < steps; step++) {
            double at = (double) step / steps;
            double height = 0;
            for (int wave = 1; wave <= WAVES; wave++) {
                height += heights[wave - 1] * StrictMath.sin(wave * Math.PI * at);
            }
            spots.add(from.plus(along.times(at)).plus(aside.times(height)));
        }
        spots.add(to);
        return new Curve(spots);
    }

    /** From each place to the next. */
    Curve through(List<Spot> places) {
        List<Spot> spots = new ArrayList<>();
        spots.add(places.get(0));
        for (int i = 1; i < places.size(); i++) {
            List<Spot> leg = between(places.get(i - 1), places.get(i)).spots();
            spots.addAll(leg.subList(1, leg.size()));
        }
        return new Curve(spots);
    }
}
