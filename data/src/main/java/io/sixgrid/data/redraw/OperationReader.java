package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads operations as they come over the wire: one object each, {@code kind} saying which. */
public final class OperationReader {
    private static final Map<String, Function<OperationMembers, Operation>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("change-outline", ChangeOutline::read),
            Map.entry("create", Create::read),
            Map.entry("describe", Describe::read),
            Map.entry("follow-line", Following.read(FollowLine::read)),
            Map.entry("insert-node", InsertNode::read),
            Map.entry("merge", Merge::read),
            Map.entry("move-node", MoveNode::read),
            Map.entry("recode", Recode::read),
            Map.entry(RedrawFromFile.KIND, RedrawFromFile::read),
            Map.entry("remove-node", RemoveNode::read),
            Map.entry("rename", Rename::read),
            Map.entry("reparent", Reparent::read),
            Map.entry("reshape-edge", Following.read(ReshapeEdge::read)),
            Map.entry("retire", Retire::read),
            Map.entry("split", Split::read),
            Map.entry("transfer", Transfer::read)));

    private OperationReader() {}

    /** The kinds that there are, in alphabetical order. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    /**
     * The operation that {@code json} asks for.
     *
     * @throws SixgridException (INVALID) that names the member at fault; members that the kind does not know are refused
     */
    public static Operation read(ObjectNode json) {
        OperationMembers members = new OperationMembers(json);
        String kind = members.text("kind");
        Function<OperationMembers, Operation> reader = KINDS.get(kind);
        if (reader == null) {
            throw SixgridException.invalid(
                    "kind", "no operation " + kind + "; there are " + String.join(", ", kinds()));
        }
        Operation operation = reader.apply(members);
        members.requireAllRead();
        return operation;
    }
}
