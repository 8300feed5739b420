package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Divides land into a given number of pieces by one street after another. Used by one thread. */
final class Subdivision {
    private static final int PATIENCE = 12;

    /** Only asked whether it contains a node; its order never matters. */
    private final Set<Node> crossings = new HashSet<>();

    private final SplittableRandom dice;

    Subdivision(SplittableRandom dice) {
        this.dice = dice;
    }

    /** Pieces that hold about equally much of the settlement. */
    List<Ring> split(Ring land, int count, StreetStyle style) {
        if (count == 1) {
            return List.of(land);
        }
        int first = count % 2 == 0 || dice.nextBoolean() ? count / 2 : count - count / 2;
        StreetCut.Halves halves = cut(land, (double) first / count, style);
        List<Ring> pieces = new ArrayList<>(split(halves.first(), first, style));
        pieces.addAll(split(halves.second(), count - first, style));
        return pieces;
    }

    /** Cuts along a street through given places; its ends move to the land's nearest nodes. */
    StreetCut.Halves cut(Ring land, List<Spot> through, StreetStyle style) {
        List<Spot> course = new ArrayList<>(through);
        int from = nearest(land, course.get(0));
        int to = nearest(land, course.get(course.size() - 1));
        course.set(0, land.spot(from));
        course.set(course.size() - 1, land.spot(to));
        Curve street =
                new Meander(style.swing(), 120, dice).through(course).rounded(3).paced(style.pace());
        return remembered(StreetCut.halves(land, from, to, street));
    }

    private StreetCut.Halves cut(Ring land, double share, StreetStyle style) {
        StreetStyle now = style;
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            Optional<StreetCut.Halves> found = new StreetCut(land, now, crossings, dice).best(share);
            if (found.isPresent()) {
                return remembered(found.get());
            }
            now = now.calmer();
        }
        throw new IllegalStateException("no street divides " + land.polygon());
    }

    private StreetCut.Halves remembered(StreetCut.Halves halves) {
        crossings.add(halves.from());
        crossings.add(halves.to());
        return halves;
    }

    private static int nearest(Ring ring, Spot wanted) {
        int best = 0;
        for (int i = 1; i < ring.size(); i++) {
            if (ring.spot(i).distance(wanted) < ring.spot(best).distance(wanted)) {
                best = i;
            }
        }
        return best;
    }
}
