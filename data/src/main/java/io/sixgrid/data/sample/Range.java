package io.sixgrid.data.sample;

import java.util.SplittableRandom;

/** Both ends included. */
record Range(double min, double max) {
    double draw(SplittableRandom dice) {
        return min + (max - min) * dice.nextDouble();
    }

    int drawInt(SplittableRandom dice) {
        return dice.nextInt((int) min, (int) max + 1);
    }
}
