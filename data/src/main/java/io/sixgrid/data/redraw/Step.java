package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.redraw.Conflict.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One operation of a replay, before it is applied again: whether others changed what it is about. */
final class Step {
    private final Replaying both;
    private final StoredOperation operation;
    private final Map<Long, Piece> before;
    private final Map<Long, Piece> after;
    private final Concern concern;

    Step(Replaying both, StoredOperation operation) {
        this.both = both;
        this.operation = operation;
        this.before = Replaying.byId(operation.edit().before());
        this.after = Replaying.byId(operation.edit().after());
        this.concern = Concern.of(both.mine(), operation);
    }

    /** What is in the way of applying it; empty when nothing is found before trying. */
    Optional<Conflict> check() {
        return faces().or(this::land)
                .or(this::codes)
                .or(this::attributes)
                .or(this::contained)
                .or(this::edges);
    }

    private Optional<Conflict> faces() {
        for (Piece face : concern.faces()) {
            Optional<Piece> here = both.here(face);
            List<Piece> others = Rivals.holding(both, face);
            if (here.isEmpty()) {
                return Optional.of(conflict(
                        Reason.FACE,
                        "grid " + face.code() + " is no more" + held(others),
                        Set.of(face.id()),
                        List.of()));
            }
            if (!others.isEmpty()
                    || both.today().leaf(here.get()) != both.mine().leaf(face)) {
                return Optional.of(conflict(
                        Reason.FACE,
                        "grid " + face.code() + " was divided by others" + held(others),
                        Set.of(face.id()),
                        List.of()));
            }
            List<Piece> merged = Rivals.mergedInto(both, here.get());
            if (!merged.isEmpty()) {
                return Optional.of(conflict(
                        Reason.FACE,
                        "grid " + face.code() + " was merged by others with " + codes(merged),
                        Set.of(face.id()),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    private static String held(List<Piece> others) {
        return others.isEmpty() ? "" : ": " + codes(others) + (others.size() == 1 ? " holds" : " hold") + " land of it";
    }

    private static String codes(List<Piece> pieces) {
        List<String> codes = pieces.stream().map(Piece::code).sorted().toList();
        return codes.size() <= 5
                ? String.join(", ", codes)
                : String.join(", ", codes.subList(0, 5)) + " and " + (codes.size() - 5) + " more";
    }

    private Optional<Conflict> codes() {
        for (Piece piece : after.values()) {
            Piece was = before.get(piece.id());
            if (was != null && was.code().equals(piece.code())) {
                continue;
            }
            long here = both.here(piece.id());
            Optional<Piece> taken = both.today().piece(piece.code()).filter(other -> other.id() != here);
            // Its own grid may have it in exchange: then the operation takes it away first.
            boolean exchanged = taken.isPresent()
                    && operation.edit().before().stream()
                            .anyMatch(other -> other.code().equals(piece.code())
                                    && both.here(other.id()) == taken.get().id());
            boolean issued = both.issued(piece.code()).filter(id -> id != here).isPresent();
            if (!exchanged && (taken.isPresent() || issued)) {
                String whose = taken.map(other -> "is grid " + other.name() + "'s")
                        .orElse("was given to another grid, and codes are not used again");
                return Optional.of(conflict(
                        Reason.CODE,
                        "the code " + piece.code() + " " + whose,
                        taken.map(other -> Set.of(piece.id(), other.id())).orElse(Set.of(piece.id())),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> attributes() {
        for (Piece was : before.values()) {
            Piece is = after.get(was.id());
            if (is == null || was.equals(is.withShape(was.shape()))) {
                continue;
            }
            Optional<Piece> here = both.here(was);
            if (here.isEmpty()) {
                return Optional.of(conflict(
                        Reason.GONE,
                        "grid " + was.code() + " is no more" + held(Rivals.holding(both, was)),
                        Set.of(was.id()),
                        List.of()));
            }
            Optional<String> differing = Attributes.changedByBoth(was, is, here.get(), both::here);
            if (differing.isPresent()) {
                return Optional.of(conflict(
                        Reason.ATTRIBUTE,
                        "others changed the " + differing.get() + " of grid " + was.code(),
                        Set.of(was.id()),
                        List.of()));
            }
            Optional<Piece> parent = both.mine().piece(is.parent()).filter(above -> is.parent() != was.parent());
            if (parent.filter(above -> both.here(above).isEmpty()).isPresent()) {
                return Optional.of(conflict(
                        Reason.GONE,
                        "grid " + parent.get().code() + ", which is to be above grid " + is.code() + ", is no more",
                        Set.of(was.id(), is.parent()),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    /** Contained grids share no borders: each is its own. */
    private Optional<Conflict> contained() {
        for (Piece was : concern.contained()) {
            Optional<Piece> here = both.here(was);
            if (here.isEmpty()) {
                return Optional.of(
                        conflict(Reason.GONE, "grid " + was.code() + " is no more", Set.of(was.id()), List.of()));
            }
            if (!here.get().shape().equalsExact(was.shape())) {
                return Optional.of(conflict(
                        Reason.EDGE, "others changed the border of grid " + was.code(), Set.of(was.id()), List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> edges() {
        Borders mine = new Borders(both.mine());
        Borders today = new Borders(both.today());
        List<Edge> lost = concern.edges().stream()
                .filter(edge -> !edge.segments().stream()
                        .allMatch(one -> mine.sides(one).map(this::here).equals(today.sides(one))))
                .toList();
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> holders = new TreeSet<>();
        Set<Segment> segments = new LinkedHashSet<>();
        for (Edge edge : lost) {
            both.mine().piece(edge.left()).ifPresent(piece -> holders.add(piece.id()));
            both.mine().piece(edge.right()).ifPresent(piece -> holders.add(piece.id()));
            segments.addAll(edge.segments());
        }
        return Optional.of(new Sighting(both, operation, concern)
                .edges(holders, segments, "others changed the border " + between(lost)));
    }

    private Borders.Sides here(Borders.Sides sides) {
        return new Borders.Sides(both.here(sides.left()), both.here(sides.right()));
    }

    private String between(List<Edge> edges) {
        List<String> names = edges.stream()
                .map(edge -> name(edge.left()) + " and " + name(edge.right()))
                .distinct()
                .limit(3)
                .toList();
        return "between " + String.join(", between ", names);
    }

    private String name(long holder) {
        return both.mine()
                .piece(holder)
                .map(Piece::code)
                .orElse(holder == Edge.OUTSIDE ? "the outside" : "unassigned land");
    }

    /** What was unassigned when it was drawn, and is not any more: what is left would be another grid than the one drawn. */
    private Optional<Conflict> land() {
        if (!operation.kind().equals("create") || operation.edit().facesGone().isEmpty()) {
            return Optional.empty();
        }
        for (Piece created : after.values()) {
            List<Piece> others = before.containsKey(created.id()) ? List.of() : Rivals.holding(both, created);
            if (!others.isEmpty()) {
                return Optional.of(conflict(
                        Reason.FACE,
                        "the land of grid " + created.code() + " is not unassigned any more" + held(others),
                        Set.of(created.id()),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    /**
     * Grids that would end here and not where it was drawn: nobody who drew it has seen them.
     *
     * @param edit what came of it here
     */
    List<Piece> unseen(Edit edit) {
        Set<Long> ended = new TreeSet<>();
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> ended.add(both.here(id)));
        Set<Long> left = Replaying.byId(edit.after()).keySet();
        return edit.before().stream()
                .filter(piece -> !left.contains(piece.id()) && !ended.contains(piece.id()))
                .toList();
    }

    /** Refused for those. */
    Conflict ending(List<Piece> unseen) {
        return about(
                Reason.FACE,
                "grids that others put there would end with it: " + codes(unseen),
                unseen.stream().map(Piece::id).toList());
    }

    /** Refused for what it would change here. */
    Conflict withToday(Edit edit, String sentence) {
        return about(
                Reason.REFUSED,
                sentence,
                edit.before().stream()
                        .map(Piece::id)
                        .filter(id -> both.mine().piece(id).isEmpty())
                        .toList());
    }

    private Conflict about(Reason reason, String sentence, Collection<Long> besides) {
        Set<Long> about = new TreeSet<>(everything());
        about.addAll(besides);
        return conflict(reason, sentence, about, List.of());
    }

    /** For a sentence: grids that it is about and that have other codes today. */
    String otherCodes() {
        return before.values().stream()
                .flatMap(was -> both.here(was).stream()
                        .filter(here -> !here.code().equals(was.code()))
                        .map(here -> "; grid " + was.code() + " has the code " + here.code() + " there"))
                .collect(Collectors.joining());
    }

    /** All that it draws. */
    Set<Long> everything() {
        return concern.ids();
    }

    /** @param about identities of the grids that it is about */
    Conflict conflict(Reason reason, String sentence, Set<Long> about, List<Finding> findings) {
        return new Sighting(both, operation, concern).of(reason, sentence, about, findings);
    }
}
