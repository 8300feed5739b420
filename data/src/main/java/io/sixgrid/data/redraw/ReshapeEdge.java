package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/**
 * Lets an edge run along a line. Its ends stay where they are.
 *
 * @param edge    the id of the edge
 * @param line    as {@link Pinning} takes it
 * @param outline whether it is one of the outline, which goes with it; otherwise the outline stays
 */
record ReshapeEdge(String edge, LineString line, boolean outline) implements Operation {
    static ReshapeEdge read(OperationMembers members) {
        return new ReshapeEdge(members.text("edge"), members.line("line"), false);
    }

    @Override
    public String kind() {
        return outline ? ChangeOutline.KIND : "reshape-edge";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Topology topology = new Topology(sketch);
        Edge there = topology.required(edge, "edge");
        List<Coordinate> instead = Pinning.pinned(there, !topology.node(there.from()), line.getCoordinates());
        Rerouting rerouting = new Rerouting().run(List.of(there.line().getCoordinates()), instead);
        if (!outline) {
            rerouting.keepingOutline(sketch, changes);
        } else if (there.onOutline()) {
            rerouting.withOutline(sketch, changes);
        } else {
            throw SixgridException.conflict(
                    "the edge " + edge + " is no piece of the outline: reshape-edge changes it");
        }
    }
}
