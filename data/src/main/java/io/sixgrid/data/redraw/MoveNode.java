package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import org.locationtech.jts.geom.Coordinate;

/**
 * Moves a vertex of borders, with all land that has it: a node where borders meet, or any other.
 *
 * @param node    where it is, on the lattice
 * @param to      where it goes, on the lattice
 * @param snap    whether it goes to the vertex of another border that is within 30 cm of {@code to}, if there is one
 * @param outline whether it is one of the outline, which goes with it; otherwise the outline stays
 */
record MoveNode(Coordinate node, Coordinate to, boolean snap, boolean outline) implements Operation {
    static MoveNode read(OperationMembers members) {
        return new MoveNode(members.point("node"), members.point("to"), members.flag("snap"), false);
    }

    @Override
    public String kind() {
        return outline ? ChangeOutline.KIND : "move-node";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Topology topology = new Topology(sketch);
        if (topology.around(node).isEmpty()) {
            throw SixgridException.invalid("node", "no border has a node at " + node.x + ", " + node.y);
        }
        Coordinate there = snap ? topology.vertexNear(to, Pinning.METRES).orElse(to) : to;
        Rerouting rerouting = new Rerouting().move(node, there);
        if (outline) {
            ChangeOutline.requireVertex(sketch, node);
            rerouting.withOutline(sketch, changes);
        } else if (Vertices.has(sketch.outline(), node)) {
            throw SixgridException.conflict(
                    "the node " + node.x + ", " + node.y + " is on the outline: change-outline moves it");
        } else {
            rerouting.keepingOutline(sketch, changes);
        }
    }
}
