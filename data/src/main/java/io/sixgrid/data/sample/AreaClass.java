package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What land is used for. Generated. */
enum AreaClass {
    RESIDENTIAL,
    COMMERCIAL,
    INDUSTRIAL,
    CAMPUS,
    PARK,
    HARBOUR,
    VILLAGE,
    HILL;

    /** Places that draw one use to themselves, nearest wish first. */
    private static final List<Magnet> MAGNETS = List.of(
            new Magnet(HARBOUR, new LonLat(121.4795, 38.8190), 750, 0.85),
            new Magnet(HARBOUR, new LonLat(121.3830, 38.8165), 900, 0.85),
            new Magnet(CAMPUS, new LonLat(121.5275, 38.8725), 560, 0.9),
            new Magnet(CAMPUS, new LonLat(121.5130, 38.8785), 480, 0.85),
            new Magnet(CAMPUS, new LonLat(121.4920, 38.8470), 420, 0.7),
            new Magnet(INDUSTRIAL, new LonLat(121.5190, 38.8575), 820, 0.7),
            new Magnet(INDUSTRIAL, new LonLat(121.4975, 38.8365), 700, 0.65),
            new Magnet(INDUSTRIAL, new LonLat(121.4460, 38.8265), 650, 0.4));

    private record Magnet(AreaClass use, LonLat middle, double reachMeters, double pull) {}

    /** The word in the data, e.g. {@code residential}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The use of most of a base grid whose middle is {@code spot}. */
    static AreaClass ofGrid(Spot spot, boolean atSea, boolean village, SplittableRandom dice) {
        for (Magnet magnet : MAGNETS) {
            boolean near = Settlement.distance(magnet.middle(), spot) < magnet.reachMeters();
            if (near && (magnet.use() != HARBOUR || atSea) && dice.nextDouble() < magnet.pull()) {
                return magnet.use();
            }
        }
        double density = Settlement.density(spot);
        if (density < Settlement.RURAL || village) {
            return dice.nextDouble() < (village ? 0.7 : 0.085 * density) ? VILLAGE : HILL;
        }
        double roll = dice.nextDouble();
        if (roll < 0.06) {
            return PARK;
        }
        return roll < 0.11 && density > 9 ? COMMERCIAL : RESIDENTIAL;
    }

    /** The use of one compound of a base grid of this use. */
    AreaClass ofCompound(SplittableRandom dice) {
        double roll = dice.nextDouble();
        return switch (this) {
            case RESIDENTIAL -> roll < 0.86 ? RESIDENTIAL : roll < 0.91 ? CAMPUS : roll < 0.96 ? COMMERCIAL : PARK;
            case COMMERCIAL -> roll < 0.6 ? COMMERCIAL : RESIDENTIAL;
            case INDUSTRIAL -> roll < 0.76 ? INDUSTRIAL : roll < 0.9 ? RESIDENTIAL : COMMERCIAL;
            case CAMPUS -> roll < 0.75 ? CAMPUS : roll < 0.92 ? RESIDENTIAL : PARK;
            case PARK -> roll < 0.6 ? PARK : RESIDENTIAL;
            case HARBOUR -> roll < 0.7 ? HARBOUR : INDUSTRIAL;
            case VILLAGE -> roll < 0.86 ? VILLAGE : roll < 0.94 ? HILL : RESIDENTIAL;
            case HILL -> roll < 0.5 ? HILL : VILLAGE;
        };
    }

    /** Square metres of land that one compound of such a base grid takes. */
    double compoundSquareMeters() {
        return switch (this) {
            case RESIDENTIAL -> 20_500;
            case COMMERCIAL -> 13_000;
            case INDUSTRIAL -> 21_000;
            case CAMPUS -> 26_000;
            case PARK -> 36_000;
            case HARBOUR -> 24_000;
            case VILLAGE -> 110_000;
            case HILL -> 170_000;
        };
    }
}
