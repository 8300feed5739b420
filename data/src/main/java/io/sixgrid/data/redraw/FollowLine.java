package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/**
 * Lets the border between two vertices follow a line, e.g. the middle of a road or of a river, from where the line passes nearest
 * to the one to where it passes nearest to the other. Of all ways along borders the one is taken from which the least land changes
 * hands. Borders that end on it end on the line then, where it passes nearest to them.
 *
 * @param from     where the border begins, on the lattice
 * @param to       where it ends
 * @param line     longer than what is followed, as a rule
 * @param moveEnds whether the two vertices come to lie on the line too; else the border leads from them to it
 * @param source   where the line is from, e.g. {@code road:123}; kept with the operation
 */
record FollowLine(Coordinate from, Coordinate to, LineString line, boolean moveEnds, Optional<String> source)
        implements Operation {
    static FollowLine read(OperationMembers members) {
        FollowLine follow = new FollowLine(
                members.point("from"),
                members.point("to"),
                members.line("line"),
                members.flag("moveEnds"),
                members.optionalText("source"));
        if (follow.from.equals2D(follow.to)) {
            throw SixgridException.invalid("to", "to is where from is: " + Edge.text(follow.to));
        }
        return follow;
    }

    @Override
    public String kind() {
        return "follow-line";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Topology topology = new Topology(sketch);
        requireVertex(topology, from, "from");
        requireVertex(topology, to, "to");
        List<Coordinate> way = new BorderWay(topology, line)
                .between(from, to)
                .orElseThrow(() -> SixgridException.conflict("no way along borders leads from " + Edge.text(from)
                        + " to " + Edge.text(to) + " but along the outline"));
        Trace trace = Trace.of(line, from, to);
        List<List<Coordinate>> runs = runs(topology, way);
        List<Coordinate> met =
                runs.subList(1, runs.size()).stream().map(run -> run.get(0)).toList();
        List<List<Coordinate>> instead = trace.parted(met);
        Coordinate first = moveEnds ? instead.get(0).get(0) : from;
        List<Coordinate> last = instead.get(instead.size() - 1);
        Coordinate end = moveEnds ? last.get(last.size() - 1) : to;
        if (!moveEnds) {
            lead(trace, instead.get(0), last);
        }
        Rerouting rerouting = new Rerouting().move(from, first).move(to, end);
        for (int i = 0; i < runs.size(); i++) {
            rerouting.run(runs.get(i), instead.get(i));
        }
        rerouting.keepingOutline(sketch, changes);
    }

    private static void requireVertex(Topology topology, Coordinate vertex, String field) {
        if (topology.around(vertex).isEmpty()) {
            throw SixgridException.invalid(field, "no border has a node at " + Edge.text(vertex));
        }
    }

    /** From the vertices, which stay, to the line; where it all but passes through one, straight on from there. */
    private void lead(Trace trace, List<Coordinate> first, List<Coordinate> last) {
        if (trace.same(first.get(0), from)) {
            first.remove(0);
        }
        first.add(0, from);
        if (trace.same(last.get(last.size() - 1), to) && last.size() > 1) {
            last.remove(last.size() - 1);
        }
        last.add(to);
    }

    /** The way in pieces, from one vertex where other borders end on it to the next. */
    private static List<List<Coordinate>> runs(Topology topology, List<Coordinate> way) {
        List<List<Coordinate>> runs = new ArrayList<>();
        List<Coordinate> run = new ArrayList<>(List.of(way.get(0)));
        for (int i = 1; i < way.size(); i++) {
            run.add(way.get(i));
            if (i + 1 == way.size() || topology.node(way.get(i))) {
                runs.add(run);
                run = new ArrayList<>(List.of(way.get(i)));
            }
        }
        return runs;
    }
}
