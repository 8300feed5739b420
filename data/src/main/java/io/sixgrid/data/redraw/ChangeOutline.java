package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import org.locationtech.jts.geom.Coordinate;

/** Moves a node of the outline, or lets an edge of it run otherwise; the land within follows. */
final class ChangeOutline {
    static final String KIND = "change-outline";

    private ChangeOutline() {}

    /** With {@code node} and {@code to}, or with {@code edge} and {@code line}. */
    static Operation read(OperationMembers members) {
        if (members.optionalPoint("node").isPresent()) {
            return new MoveNode(members.point("node"), members.point("to"), members.flag("snap"), true);
        }
        if (members.optionalText("edge").isEmpty()) {
            throw SixgridException.invalid(
                    "edge", KIND + " takes edge and line, or node and to: neither edge nor node is there");
        }
        return new ReshapeEdge(members.text("edge"), members.line("line"), true);
    }

    static void requireVertex(Sketch sketch, Coordinate node) {
        if (!Vertices.has(sketch.outline(), node)) {
            throw SixgridException.conflict(
                    "the node " + node.x + ", " + node.y + " is not on the outline: move-node moves it");
        }
    }
}
