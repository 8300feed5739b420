package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Finds the street that divides a piece of land in two. A street begins and ends at nodes that the land's ring already
 * has, and both halves take its nodes over, so neighbours share every node from the beginning and nothing needs noding
 * afterwards. Of many streets tried, the one with the best shaped halves is taken.
 */
final class StreetCut {
    private static final int TRIES = 22;
    private static final int RASTER = 260;

    /** A street may not come closer to the rest of the ring than this, nor leave it at less than about 30 degrees. */
    private static final double CLEARANCE_METERS = 16;

    private static final double CLEARANCE_OF_DISTANCE = 0.5;

    /** A street that would end this close to another's end joins it, or is worse for it. */
    private static final double JOIN_METERS = 75;

    private final Ring ring;
    private final StreetStyle style;
    private final Set<Node> crossings;
    private final SplittableRandom dice;
    private final List<Spot> raster;
    private final double[] weights;

    /** @param crossings nodes where streets meet already */
    StreetCut(Ring ring, StreetStyle style, Set<Node> crossings, SplittableRandom dice) {
        this.ring = ring;
        this.style = style;
        this.crossings = crossings;
        this.dice = dice;
        this.raster = ring.raster(RASTER);
        this.weights = raster.stream().mapToDouble(Settlement::density).toArray();
    }

    /**
     * @param first  the half that was to get the wanted share
     * @param second the rest
     * @param from   where the street begins, on the ring that was cut
     * @param to     where it ends
     */
    record Halves(Ring first, Ring second, Node from, Node to) {
        Halves swapped() {
            return new Halves(/* first= */ second, /* second= */ first, from, to);
        }
    }

    private record Candidate(Halves halves, double badness) {}

    /** A place where a straight line crosses the ring: the nearest node's index, and how far along the line. */
    private record Crossing(int index, double along) {}

    /** Halves of which the first holds about {@code share} of the settlement; empty when no street fits. */
    Optional<Halves> best(double share) {
        Spot axis = longestAxis();
        List<Candidate> candidates = new ArrayList<>();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Spot across = direction(axis, attempt);
            double wanted = share * (1 + style.unequal() * (2 * dice.nextDouble() - 1));
            collect(across, wanted, share, candidates);
        }
        candidates.sort(Comparator.comparingDouble(Candidate::badness));
        return candidates.stream()
                .map(Candidate::halves)
                .filter(halves -> halves.first().meters().isValid()
                        && halves.second().meters().isValid())
                .findFirst();
    }

    /** The direction in which the cut's two sides lie. Late attempts look further aside. */
    private Spot direction(Spot axis, int attempt) {
        double angle = StrictMath.atan2(axis.north(), axis.east());
        if (style.gridded()) {
            double quarter = StrictMath.PI / 2;
            double grain = Settlement.grain(ring.centroid());
            angle = grain + Math.rint((angle - grain) / quarter) * quarter;
        }
        double aside = (style.gridded() ? 0.13 : 0.35) + 0.02 * attempt;
        return Spot.direction(angle + aside * (2 * dice.nextDouble() - 1));
    }

    private Spot longestAxis() {
        Spot middle = ring.centroid();
        double eastEast = 0;
        double northNorth = 0;
        double eastNorth = 0;
        for (Spot spot : raster) {
            Spot off = spot.minus(middle);
            eastEast += off.east() * off.east();
            northNorth += off.north() * off.north();
            eastNorth += off.east() * off.north();
        }
        return Spot.direction(StrictMath.atan2(2 * eastNorth, eastEast - northNorth) / 2);
    }

    private void collect(Spot across, double wanted, double share, List<Candidate> into) {
        double at = quantile(across, wanted);
        List<Crossing> line = crossings(across, at);
        for (int i = 0; i + 1 < line.size(); i += 2) {
            int from = joined(line.get(i).index());
            int to = joined(line.get(i + 1).index());
            int apart = Math.floorMod(to - from, ring.size());
            if (apart > 2 && apart < ring.size() - 2) {
                Curve street = new Meander(style.swing(), style.pace(), dice).between(ring.spot(from), ring.spot(to));
                if (isClear(street)) {
                    into.add(candidate(from, to, street, share));
                }
            }
        }
    }

    /** The place along {@code across} below which {@code share} of the settlement lies. */
    private double quantile(Spot across, double share) {
        List<Integer> order = new ArrayList<>();
        double total = 0;
        for (int i = 0; i < raster.size(); i++) {
            order.add(i);
            total += weights[i];
        }
        order.sort(Comparator.comparingDouble(i -> raster.get(i).dot(across)));
        double sum = 0;
        for (int i : order) {
            sum += weights[i];
            if (sum >= share * total) {
                return raster.get(i).dot(across);
            }
        }
        throw new IllegalStateException("no share " + share + " of " + raster.size() + " places");
    }

    private List<Crossing> crossings(Spot across, double at) {
        List<Crossing> found = new ArrayList<>();
        for (int i = 0; i < ring.size(); i++) {
            double before = ring.spot(i).dot(across) - at;
            double after = ring.spot(i + 1).dot(across) - at;
            if ((before < 0) != (after < 0)) {
                int nearest = Math.abs(before) < Math.abs(after) ? i : (i + 1) % ring.size();
                found.add(new Crossing(nearest, ring.spot(nearest).dot(across.left())));
            }
        }
        found.sort(Comparator.comparingDouble(Crossing::along));
        return found;
    }

    /** The node where a street that wants to end at {@code index} ends: a crossing near by, if there is one. */
    private int joined(int index) {
        int best = index;
        double nearest = JOIN_METERS;
        for (int aside = -3; aside <= 3; aside++) {
            int other = Math.floorMod(index + aside, ring.size());
            double distance = ring.spot(other).distance(ring.spot(index));
            if (distance < nearest && crossings.contains(ring.nodes().get(other))) {
                nearest = distance;
                best = other;
            }
        }
        return best;
    }

    private boolean isClear(Curve street) {
        List<Spot> spots = street.spots();
        for (int i = 1; i + 1 < spots.size(); i++) {
            Spot spot = spots.get(i);
            double fromEnd = Math.min(spot.distance(street.first()), spot.distance(street.last()));
            double needed = Math.min(CLEARANCE_METERS, CLEARANCE_OF_DISTANCE * fromEnd);
            if (ring.comesWithin(needed, spot) || !ring.contains(spot)) {
                return false;
            }
        }
        return true;
    }

    private Candidate candidate(int from, int to, Curve street, double share) {
        Halves halves = halves(ring, from, to, street);
        double got = share(halves.first());
        if (Math.abs(got - share) > Math.abs(1 - got - share)) {
            halves = halves.swapped();
            got = 1 - got;
        }
        double shape = Math.min(halves.first().compactness(), halves.second().compactness());
        double length = street.first().distance(street.last()) / Math.sqrt(ring.areaSquareMeters());
        double joins = (crossings.contains(halves.from()) ? 1 : 0) + (crossings.contains(halves.to()) ? 1 : 0);
        return new Candidate(halves, 4 * Math.abs(got - share) + 1.6 * (1 - shape) + 0.35 * length - 0.10 * joins);
    }

    private double share(Ring half) {
        double inside = 0;
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            inside += half.contains(raster.get(i)) ? weights[i] : 0;
        }
        return inside / total;
    }

    /** Cuts {@code ring} along a street whose ends are the nodes {@code from} and {@code to} of the ring. */
    static Halves halves(Ring ring, int from, int to, Curve street) {
        List<Node> between =
                new ArrayList<>(street.nodes().subList(1, street.spots().size() - 1));
        List<Node> second = ring.walk(to, from);
        second.addAll(between);
        List<Node> first = ring.walk(from, to);
        Collections.reverse(between);
        first.addAll(between);
        return new Halves(
                new Ring(first),
                new Ring(second),
                ring.nodes().get(from),
                ring.nodes().get(to));
    }
}
