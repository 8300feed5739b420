package io.sixgrid.data.redraw;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.locationtech.jts.geom.Polygon;

/**
 * An operation that takes borders elsewhere, and after which contained grids follow the land that they lie on: those that come
 * to lie in a neighbour hang on it, and none is cut.
 *
 * @param operation  that changes the shapes of leaves and unassigned faces, nothing else
 * @param straddling what becomes of a contained grid that a border runs across now
 */
record Following(Operation operation, Straddling straddling) implements Operation {
    /** Reads the operation's own members, and {@code straddling}. */
    static Function<OperationMembers, Operation> read(Function<OperationMembers, Operation> operation) {
        return members -> new Following(operation.apply(members), Straddling.read(members));
    }

    @Override
    public String kind() {
        return operation.kind();
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Changes drawn = new Changes(sketch);
        operation.propose(sketch, drawn);
        drawn.findings().forEach(changes::find);
        Edit edit = drawn.edit();
        Ground ground = Ground.ofLeaves(sketch);
        Map<Long, Piece> after = new HashMap<>();
        edit.after().forEach(piece -> after.put(piece.id(), piece));
        List<Piece> leaves = new ArrayList<>(edit.before());
        leaves.forEach(leaf ->
                ground.of(leaf).hold(requireNonNull(after.get(leaf.id())).shape()));
        for (int i = 0; i < edit.facesGone().size(); i++) {
            Polygon now = edit.facesNew().get(i);
            ground.of(edit.facesGone().get(i)).hold(now);
        }
        Contents.settle(ground, leaves, straddling, changes);
        Households.follow(ground);
        ground.commit(changes);
    }
}
