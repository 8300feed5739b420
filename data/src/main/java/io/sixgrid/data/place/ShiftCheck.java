package io.sixgrid.data.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Says when a batch of positions looks shifted by another frame than it declares. It suspects only what is usual, and
 * speaks up only where one suspicion explains a clear majority: noise, outliers and devices that moved do not agree on a
 * direction.
 */
public final class ShiftCheck {
    private static final int LEAST_POSITIONS = 5;
    private static final double CLEAR_MAJORITY = 0.6;

    /** Of those that are outside, and of all, once read as suspected. */
    private static final double NEARLY_ALL = 0.9;

    private ShiftCheck() {}

    /**
     * A position and where it should be.
     *
     * @param said     as the batch has it
     * @param expected where the same device is registered, WGS 84
     */
    public record Pair(GivenPosition said, LonLat expected) {}

    /**
     * What the batch looks like.
     *
     * @param suspicion    what its positions really are
     * @param declared     code of the frame that they were said to be in
     * @param agreeing     how many agree
     * @param total        of how many
     * @param displacement how far they are off, the median
     * @param leftMeters   how far they would be off read as suspected, the median; empty where only the outline is known
     */
    public record Finding(
            String suspicion,
            String declared,
            int agreeing,
            int total,
            Displacement displacement,
            Optional<Double> leftMeters) {
        /** The finding for people. */
        public String sentence() {
            String off = Math.round(displacement.meters()) + " m " + displacement.direction();
            String read = suspicion.startsWith(declared) ? suspicion : suspicion + ", not " + declared;
            return leftMeters
                    .map(left -> agreeing + " of " + total + " positions are about " + off
                            + " of where the same devices are registered, and " + Math.round(left)
                            + " m when read otherwise: they look like " + read)
                    .orElseGet(() ->
                            agreeing + " of " + total + " positions are outside the boundaries and would be inside "
                                    + "if they were not shifted " + off + ": they look like " + read);
        }
    }

    /** Compares positions with those that the same devices are registered at; fewer than five say nothing. */
    public static Optional<Finding> againstRegistered(List<Pair> pairs) {
        return Suspect.ALL.stream()
                .flatMap(suspect -> explained(suspect, pairs).stream())
                .min(Comparator.comparing(finding -> finding.leftMeters().orElseThrow()));
    }

    /**
     * For devices of which nobody knows where they stand: whether positions outside of the boundaries would be inside if
     * they were read otherwise. Of several ways to do so the least shift is named.
     *
     * @param inside whether a WGS 84 position is in some grid
     */
    public static Optional<Finding> againstOutline(List<GivenPosition> positions, Predicate<LonLat> inside) {
        List<GivenPosition> outside =
                positions.stream().filter(p -> !inside.test(p.place())).toList();
        if (outside.size() < LEAST_POSITIONS) {
            return Optional.empty();
        }
        List<Finding> findings = new ArrayList<>();
        for (Suspect suspect : Suspect.ALL) {
            List<Displacement> brought = new ArrayList<>();
            for (GivenPosition position : outside) {
                suspect.truth(position)
                        .filter(inside)
                        .ifPresent(truth -> brought.add(Displacement.between(truth, position.place())));
            }
            // What is inside as it is must not be thrown out by reading it otherwise.
            long all = positions.stream()
                    .filter(p -> suspect.truth(p).filter(inside).isPresent())
                    .count();
            if (brought.size() >= NEARLY_ALL * outside.size() && all >= NEARLY_ALL * positions.size()) {
                findings.add(new Finding(
                        suspect.name(outside.get(0)),
                        outside.get(0).frame(),
                        brought.size(),
                        positions.size(),
                        median(brought),
                        Optional.empty()));
            }
        }
        return findings.stream()
                .min(Comparator.comparing(finding -> finding.displacement().meters()));
    }

    private static Optional<Finding> explained(Suspect suspect, List<Pair> pairs) {
        List<Displacement> agreeing = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        String declared = "";
        String name = "";
        for (Pair pair : pairs) {
            Optional<LonLat> truth = suspect.truth(pair.said());
            if (truth.isEmpty()) {
                continue;
            }
            double shift =
                    Displacement.between(truth.get(), pair.said().place()).meters();
            double rest = Displacement.between(pair.expected(), truth.get()).meters();
            if (agrees(shift, rest)) {
                agreeing.add(Displacement.between(pair.expected(), pair.said().place()));
                left.add(rest);
                declared = pair.said().frame();
                name = suspect.name(pair.said());
            }
        }
        if (agreeing.size() < LEAST_POSITIONS || agreeing.size() < CLEAR_MAJORITY * pairs.size()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                name,
                declared,
                agreeing.size(),
                pairs.size(),
                median(agreeing),
                Optional.of(median(left, meters -> meters))));
    }

    /** Where the suspicion moves a position by 8 m or less it says nothing; what is left must be a small part of that. */
    private static boolean agrees(double shiftMeters, double restMeters) {
        return shiftMeters > 8 && restMeters <= Math.min(60, 0.2 * shiftMeters);
    }

    private static Displacement median(List<Displacement> displacements) {
        return new Displacement(
                median(displacements, Displacement::eastMeters), median(displacements, Displacement::northMeters));
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> part) {
        double[] sorted = values.stream().mapToDouble(part).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
