package io.sixgrid.data.sample;

import java.util.SplittableRandom;

/** How the buildings of one compound look. All lengths in metres. */
// Range is a record of two doubles; the check asks for an annotation of a library that we do not ship.
@SuppressWarnings("ImmutableEnumChecker")
enum BuildingStyle {
    SLAB(new Range(36, 64), new Range(11.5, 13.5), new Range(23, 31), new Range(9, 15)),
    TOWER(new Range(24, 33), new Range(16, 20), new Range(26, 38), new Range(14, 24)),
    VILLA(new Range(18, 28), new Range(10, 12), new Range(12, 16), new Range(6, 10)),
    COTTAGE(new Range(9, 15), new Range(7, 9), new Range(10, 16), new Range(5, 14)),
    OFFICE(new Range(38, 66), new Range(18, 24), new Range(22, 32), new Range(14, 24)),
    HALL(new Range(48, 90), new Range(26, 38), new Range(16, 24), new Range(12, 20)),
    SCHOOL(new Range(44, 80), new Range(13, 17), new Range(28, 46), new Range(16, 34)),
    PAVILION(new Range(9, 18), new Range(8, 12), new Range(50, 90), new Range(50, 90));

    private final Range length;
    private final Range depth;
    private final Range rowGap;
    private final Range sideGap;

    BuildingStyle(Range length, Range depth, Range rowGap, Range sideGap) {
        this.length = length;
        this.depth = depth;
        this.rowGap = rowGap;
        this.sideGap = sideGap;
    }

    Range length() {
        return length;
    }

    Range depth() {
        return depth;
    }

    /** From the back wall of one row to the front wall of the next: sunlight needs it. */
    Range rowGap() {
        return rowGap;
    }

    Range sideGap() {
        return sideGap;
    }

    static BuildingStyle of(AreaClass use, SplittableRandom dice) {
        double roll = dice.nextDouble();
        return switch (use) {
            case RESIDENTIAL -> roll < 0.76 ? SLAB : roll < 0.91 ? TOWER : VILLA;
            case COMMERCIAL -> roll < 0.6 ? OFFICE : TOWER;
            case INDUSTRIAL -> roll < 0.6 ? OFFICE : HALL;
            case CAMPUS -> SCHOOL;
            case PARK, HILL -> PAVILION;
            case HARBOUR -> HALL;
            case VILLAGE -> COTTAGE;
        };
    }

    /** Width of one unit along the building: a staircase with its flats. */
    double unitMeters() {
        return switch (this) {
            case SLAB -> 10.8;
            case TOWER -> 16;
            case VILLA -> 9;
            case OFFICE -> 26;
            case HALL -> 60;
            case SCHOOL -> 30;
            case COTTAGE, PAVILION -> 40;
        };
    }

    /** Chance that a place in a row stays empty: a yard, a playground, a car park. */
    double gaps() {
        return switch (this) {
            case SLAB, TOWER -> 0.12;
            case VILLA, OFFICE, HALL -> 0.1;
            case COTTAGE -> 0.16;
            case SCHOOL -> 0.3;
            case PAVILION -> 0.7;
        };
    }

    /** Chance of a wing that makes an L of it. */
    double wings() {
        return switch (this) {
            case SLAB -> 0.07;
            case OFFICE -> 0.35;
            case SCHOOL -> 0.4;
            case TOWER, VILLA, COTTAGE, HALL, PAVILION -> 0;
        };
    }

    Range floors() {
        return switch (this) {
            case SLAB -> new Range(5, 7);
            case TOWER -> new Range(16, 32);
            case VILLA -> new Range(2, 4);
            case OFFICE -> new Range(4, 12);
            case SCHOOL -> new Range(3, 6);
            case COTTAGE, HALL, PAVILION -> new Range(1, 2);
        };
    }

    /** Households in one unit of {@code floors} floors; many flats of the real zone stand empty too. */
    int households(int floors, SplittableRandom dice) {
        return switch (this) {
            case SLAB -> floors + dice.nextInt(-2, 2);
            case TOWER -> floors + dice.nextInt(floors);
            case VILLA -> 1 + dice.nextInt(2);
            case COTTAGE -> dice.nextInt(5) == 0 ? 0 : 1;
            case OFFICE, HALL, SCHOOL, PAVILION -> 0;
        };
    }
}
