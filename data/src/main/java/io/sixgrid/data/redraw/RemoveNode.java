package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * Takes a vertex out of a border, which runs straight there from then on. Where borders meet none is taken out, and on the
 * outline only one that the outline runs straight through, but for rounding.
 *
 * @param node where it is, on the lattice
 */
record RemoveNode(Coordinate node) implements Operation {
    static RemoveNode read(OperationMembers members) {
        return new RemoveNode(members.point("node"));
    }

    @Override
    public String kind() {
        return "remove-node";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Set<Coordinate> around = new Topology(sketch).around(node);
        if (around.isEmpty()) {
            throw SixgridException.invalid("node", "no border has a node at " + node.x + ", " + node.y);
        }
        if (around.size() != 2) {
            throw SixgridException.conflict("the node " + node.x + ", " + node.y
                    + " cannot be taken out: borders meet there (" + around.size() + " segments)");
        }
        List<Coordinate> ends = List.copyOf(around);
        Rerouting rerouting =
                new Rerouting().run(List.of(ends.get(0), node, ends.get(1)), List.of(ends.get(0), ends.get(1)));
        Along before = new Along(
                List.of(Segment.between(ends.get(0), node), Segment.between(node, ends.get(1))), BorderChange.ROUNDED);
        if (before.holds(Segment.between(ends.get(0), ends.get(1)))) {
            rerouting.withOutline(sketch, changes);
        } else {
            rerouting.keepingOutline(sketch, changes);
        }
    }
}
