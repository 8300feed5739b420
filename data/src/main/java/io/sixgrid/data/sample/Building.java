package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A building and its units side by side. The ring holds every node of the units' outer walls, so units tile their
 * building exactly.
 */
record Building(Ring ring, List<Ring> units, BuildingStyle style) {
    Building {
        units = List.copyOf(units);
    }

    /**
     * A slab cut across into equal units, with or without a wing that is a unit of its own.
     *
     * @param depth metres from front to back
     * @param wing  metres the wing stands out in front of the leftmost (negative) or rightmost (positive) unit, or 0
     */
    static Building slab(Front front, double depth, double wing, BuildingStyle style) {
        int count = (int) Math.max(1, Math.min(6, Math.round(front.length() / style.unitMeters())));
        List<Node> fronts = new ArrayList<>();
        List<Node> backs = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            fronts.add(front.at((double) i / count, 0));
            backs.add(front.at((double) i / count, depth));
        }
        List<Ring> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(new Ring(List.of(fronts.get(i), fronts.get(i + 1), backs.get(i + 1), backs.get(i))));
        }
        List<Node> around = new ArrayList<>(fronts);
        if (wing != 0) {
            int at = wing < 0 ? 0 : count - 1;
            Node outerLeft = front.at((double) at / count, -Math.abs(wing));
            Node outerRight = front.at((double) (at + 1) / count, -Math.abs(wing));
            units.add(new Ring(List.of(outerLeft, outerRight, fronts.get(at + 1), fronts.get(at))));
            around.addAll(at + 1, List.of(outerLeft, outerRight));
        }
        Collections.reverse(backs);
        around.addAll(backs);
        return new Building(new Ring(around), units, style);
    }

    /** What the sign says: 12号楼, or 12号院 in a village. */
    String label(int number) {
        return number + (style == BuildingStyle.COTTAGE ? "号院" : "号楼");
    }

    /**
     * A front wall in a compound's frame.
     *
     * @param axis  unit vector along the wall, on the drawing plane
     * @param left  left end of the wall in the frame of {@code axis}
     * @param length metres
     */
    record Front(Spot axis, Spot left, double length) {
        Node at(double share, double back) {
            return left.plus(new Spot(share * length, back)).inFrameOf(axis).node();
        }
    }
}
