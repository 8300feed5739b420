package io.sixgrid.data.redraw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/**
 * What an operation is about on the boundaries it was made on, without what follows for wider grids.
 *
 * @param ids       of the leaves and the contained grids that it draws, and of all grids whose attributes it changes
 * @param faces     grids that it divides, merges, ends, or gives land of, as they were
 * @param contained contained grids that it draws otherwise or ends, as they were
 * @param edges     borders that it changes, whole, as they were
 */
record Concern(Set<Long> ids, List<Piece> faces, List<Piece> contained, List<Edge> edges) {
    private static final Set<String> OF_FACES = Set.of("split", "merge", "transfer", "retire");

    /** Of the smaller grid: rounding where a border gets a vertex changes less. */
    static final double LEAST_SHARE = 0.0005;

    /** @param mine as it is before the operation; the same after it */
    static Concern of(Sketch mine, StoredOperation operation) {
        Edit edit = operation.edit();
        Map<Long, Piece> after = Replaying.byId(edit.after());
        List<Piece> leaves = edit.before().stream().filter(mine::leaf).toList();
        List<Piece> contained =
                edit.before().stream().filter(piece -> !mine.tiling(piece)).toList();
        mine.apply(edit);
        List<Piece> leavesAfter = edit.after().stream().filter(mine::leaf).toList();
        mine.apply(edit.inverse());
        return new Concern(
                ids(mine, edit, leaves, leavesAfter),
                faces(mine, operation, leaves, after),
                contained.stream()
                        .filter(piece -> Optional.ofNullable(after.get(piece.id()))
                                .filter(is -> is.shape().equalsExact(piece.shape()))
                                .isEmpty())
                        .toList(),
                edges(mine, operation, leaves, leavesAfter));
    }

    private static Set<Long> ids(Sketch mine, Edit edit, List<Piece> leaves, List<Piece> leavesAfter) {
        Map<Long, Piece> after = Replaying.byId(edit.after());
        Map<Long, Piece> before = Replaying.byId(edit.before());
        Set<Long> ids = new TreeSet<>();
        Stream.concat(leaves.stream(), leavesAfter.stream()).forEach(piece -> ids.add(piece.id()));
        for (long id : Replaying.ids(edit)) {
            Piece was = before.get(id);
            Piece is = after.get(id);
            boolean derived = was != null && is != null && mine.tiling(was) && was.equals(is.withShape(was.shape()));
            if (!derived) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static List<Piece> faces(
            Sketch mine, StoredOperation operation, List<Piece> leaves, Map<Long, Piece> after) {
        Edit edit = operation.edit();
        Set<Long> before = Replaying.byId(edit.before()).keySet();
        List<Piece> faces = new ArrayList<>(edit.before().stream()
                .filter(piece -> !after.containsKey(piece.id()))
                .toList());
        boolean created = edit.after().stream().anyMatch(piece -> !before.contains(piece.id()));
        if (!faces.isEmpty() || created || OF_FACES.contains(operation.kind())) {
            Stream.concat(leaves.stream(), edit.before().stream().filter(piece -> !mine.tiling(piece)))
                    .filter(piece -> Optional.ofNullable(after.get(piece.id()))
                            .filter(is -> resized(piece.shape(), is.shape()))
                            .isPresent())
                    .forEach(faces::add);
        }
        return faces;
    }

    private static boolean resized(Geometry one, Geometry other) {
        double difference = Math.abs(one.getArea() - other.getArea());
        return difference > LEAST_SHARE * Math.min(one.getArea(), other.getArea());
    }

    private static List<Edge> edges(
            Sketch mine, StoredOperation operation, List<Piece> leaves, List<Piece> leavesAfter) {
        Edit edit = operation.edit();
        List<Geometry> landBefore = new ArrayList<>(shapes(leaves));
        landBefore.addAll(edit.facesGone());
        List<Geometry> landAfter = new ArrayList<>(shapes(leavesAfter));
        landAfter.addAll(edit.facesNew());
        landAfter.addAll(edit.facesNew());
        Set<Segment> lost = Linework.of(landBefore);
        lost.removeAll(Linework.of(landAfter));
        operation.borders().forEach(line -> lost.addAll(Segment.of(line.getCoordinates())));
        return new Topology(mine).edgesOf(lost);
    }

    private static List<Geometry> shapes(Collection<Piece> pieces) {
        return pieces.stream().map(Piece::shape).toList();
    }
}
