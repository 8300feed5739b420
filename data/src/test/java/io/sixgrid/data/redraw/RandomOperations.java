package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;

/** Operations in JSON on whatever a sketch has at that moment, sensible ones and others: many are to be refused. */
final class RandomOperations {
    private final Sketch sketch;
    private final Random random;
    private int created;

    // To be extended: one entry for each kind, as often as it is to come.
    private final List<Supplier<String>> growing = List.of(
            this::split, this::split, this::splitContained, this::create, this::createContained, this::createWider);
    private final List<Supplier<String>> shrinking = List.of(
            this::merge, this::merge, this::retire, this::retireToNobody, this::retireContained, this::mergeContained);
    private final List<Supplier<String>> other = List.of(
            this::moveNode,
            this::moveNode,
            this::transfer,
            this::transfer,
            this::transferGrids,
            this::transferBelow,
            this::giveUp,
            this::grow,
            this::growContained,
            this::mergeWider,
            this::retireWider,
            this::reshapeEdge,
            this::reshapeAndBend,
            this::changeOutline,
            this::insertNode,
            this::removeNode,
            this::followLine,
            this::rename,
            this::recode,
            this::reparent,
            this::describe,
            this::redrawNames,
            this::redrawBorder,
            this::redrawDivision);

    RandomOperations(Sketch sketch, Random random) {
        this.sketch = sketch;
        this.random = random;
    }

    /** The next one; above {@code many} leaves rather such as make fewer. */
    String next(int many) {
        List<Supplier<String>> kinds = new ArrayList<>(other);
        kinds.addAll(leaves().size() > many ? shrinking : growing);
        kinds.addAll(leaves().size() > many / 2 ? shrinking : growing);
        return pick(kinds).get();
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private List<Piece> all(Predicate<Piece> which) {
        List<Piece> pieces = new ArrayList<>();
        collect(Piece.NONE, pieces);
        return pieces.stream().filter(which).toList();
    }

    private void collect(long parent, List<Piece> pieces) {
        sketch.children(parent).forEach(piece -> {
            pieces.add(piece);
            collect(piece.id(), pieces);
        });
    }

    private List<Piece> leaves() {
        return all(sketch::leaf);
    }

    private Piece leaf() {
        return pick(leaves());
    }

    private Piece contained() {
        List<Piece> pieces = all(piece -> !sketch.tiling(piece));
        return pieces.isEmpty() ? leaf() : pick(pieces);
    }

    private Piece wider() {
        return pick(all(piece -> Drawn.wider(sketch, piece)));
    }

    /** A leaf that has a border with it, most often. */
    private Piece beside(Piece piece) {
        return pick(sketch.leavesNear(piece.shape().getEnvelopeInternal()));
    }

    private String code() {
        return "N" + ++created;
    }

    private String bend() {
        return random.nextBoolean() ? ",'straddling':'bend'" : "";
    }

    private double between(double low, double high) {
        return Lattice.round(low + (high - low) * random.nextDouble());
    }

    private Coordinate within(Envelope where) {
        return new Coordinate(between(where.getMinX(), where.getMaxX()), between(where.getMinY(), where.getMaxY()));
    }

    private Coordinate vertex(Piece piece) {
        Coordinate[] vertices = piece.shape().getCoordinates();
        return vertices[random.nextInt(vertices.length)];
    }

    /** A corner, or beside one by less than what is drawn onto it, or anywhere outside. */
    private Coordinate end(Piece piece) {
        Coordinate vertex = vertex(piece);
        Envelope wide = new Envelope(piece.shape().getEnvelopeInternal());
        wide.expandBy(wide.getWidth());
        return switch (random.nextInt(4)) {
            case 0 -> vertex;
            case 1 -> new Coordinate(Lattice.round(vertex.x + 1e-6), Lattice.round(vertex.y - 1e-6));
            default -> within(wide);
        };
    }

    private String split() {
        return split(leaf());
    }

    private String splitContained() {
        return split(contained());
    }

    private String split(Piece piece) {
        List<Coordinate> line = new ArrayList<>(List.of(end(piece)));
        for (int i = random.nextInt(3); i > 0; i--) {
            line.add(within(piece.shape().getEnvelopeInternal()));
        }
        line.add(end(piece));
        String first = random.nextBoolean() ? piece.code() : code();
        return "{'kind':'split','grid':'" + piece.code() + "','line':"
                + SketchCity.line(line.toArray(Coordinate[]::new)) + ",'parts':[{'code':'" + first
                + "','name':'a'},{'code':'" + code() + "','name':'b'}]" + bend() + "}";
    }

    private String merge() {
        Piece piece = leaf();
        return merge(piece, beside(piece));
    }

    private String mergeContained() {
        Piece piece = contained();
        return merge(piece, pick(sketch.children(piece.parent())));
    }

    private String mergeWider() {
        return merge(wider(), wider());
    }

    private String merge(Piece piece, Piece with) {
        String into = random.nextBoolean() ? piece.code() : code();
        return "{'kind':'merge','grids':['" + piece.code() + "','" + with.code() + "'],'into':{'code':'" + into
                + "','name':'m'}}";
    }

    private String box(Envelope around) {
        Coordinate a = within(around);
        Coordinate b = within(around);
        return SketchCity.box(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
    }

    /** Around a corner, where something may be taken across a border. */
    private String corner(Piece piece) {
        Coordinate vertex =
                random.nextInt(3) == 0 ? vertex(piece) : within(piece.shape().getEnvelopeInternal());
        double size = piece.shape().getEnvelopeInternal().getWidth() * (0.05 + 0.3 * random.nextDouble());
        return SketchCity.box(
                Lattice.round(vertex.x - size),
                Lattice.round(vertex.y - size),
                Lattice.round(vertex.x + size),
                Lattice.round(vertex.y + size));
    }

    private String transfer() {
        Piece to = leaf();
        return "{'kind':'transfer','from':'" + beside(to).code() + "','to':'" + to.code() + "','patch':" + corner(to)
                + bend() + "}";
    }

    private String giveUp() {
        Piece from = leaf();
        return "{'kind':'transfer','from':'" + from.code() + "','patch':" + corner(from) + bend() + "}";
    }

    private String grow() {
        Piece to = leaf();
        return "{'kind':'transfer','to':'" + to.code() + "','patch':" + corner(to) + bend() + "}";
    }

    private String growContained() {
        Piece to = contained();
        return "{'kind':'transfer','to':'" + to.code() + "','patch':" + corner(to) + bend() + "}";
    }

    private String transferGrids() {
        Piece plot = contained();
        Piece from = sketch.piece(plot.parent()).orElseThrow();
        return "{'kind':'transfer','from':'" + from.code() + "','to':'"
                + beside(plot).code() + "','grids':['" + plot.code() + "']}";
    }

    private String transferBelow() {
        Piece from = wider();
        return "{'kind':'transfer','from':'" + from.code() + "','to':'" + wider().code() + "','grids':['"
                + pick(sketch.children(from.id())).code() + "']}";
    }

    private Polygon face() {
        List<Polygon> faces = sketch.unassigned();
        return faces.isEmpty() ? (Polygon) leaf().shape().getGeometryN(0) : pick(faces);
    }

    private String create() {
        Piece parent = wider();
        return create(parent.level() + 1, parent, "'land':" + box(face().getEnvelopeInternal()));
    }

    private String createContained() {
        Piece parent = random.nextBoolean() ? leaf() : contained();
        return create(
                random.nextInt(3) == 0 ? 4 : 3,
                parent,
                "'land':" + box(parent.shape().getEnvelopeInternal()));
    }

    private String create(int level, Piece parent, String of) {
        return "{'kind':'create','level':" + level + ",'code':'" + code() + "','name':'c','parent':'" + parent.code()
                + "'," + of + "}";
    }

    private String createWider() {
        Piece leaf = leaf();
        return "{'kind':'create','level':1,'code':'" + code() + "','name':'w','grids':['" + leaf.code() + "','"
                + beside(leaf).code() + "']}";
    }

    private String retire() {
        Piece piece = leaf();
        String patch =
                random.nextBoolean() ? "" : "{'code':'" + beside(piece).code() + "','patch':" + corner(piece) + "},";
        return retire(piece, "[" + patch + "{'code':'" + beside(piece).code() + "'}]");
    }

    private String retireToNobody() {
        return retire(leaf(), "[]");
    }

    private String retireContained() {
        Piece piece = contained();
        return retire(
                piece,
                random.nextBoolean()
                        ? "[]"
                        : "[{'code':'" + pick(sketch.children(piece.parent())).code() + "'}]");
    }

    private String retireWider() {
        // With its contents too seldom to end the city.
        Piece piece = wider();
        return "{'kind':'retire','grid':'" + piece.code() + "','heirs':[{'code':'" + wider().code() + "'}]}";
    }

    private String retire(Piece piece, String heirs) {
        return "{'kind':'retire','grid':'" + piece.code() + "','heirs':" + heirs + ",'withContents':"
                + (random.nextInt(4) == 0) + bend() + "}";
    }

    private String moveNode() {
        Coordinate node = vertex(leaf());
        double reach = random.nextBoolean() ? 1e-4 : 1e-3;
        return "{'kind':'move-node','node':[" + node.x + "," + node.y + "],'to':["
                + between(node.x - reach, node.x + reach) + "," + between(node.y - reach, node.y + reach) + "]}";
    }

    /** An edge of a leaf, most often. */
    private Edge edge() {
        Piece leaf = leaf();
        List<Edge> edges = new Topology(sketch).edgesIn(leaf.shape().getEnvelopeInternal());
        return pick(edges);
    }

    private String reshapeEdge() {
        Edge edge = edge();
        List<Coordinate> line = new ArrayList<>(List.of(edge.from()));
        Envelope around = edge.line().getEnvelopeInternal();
        around.expandBy(random.nextBoolean() ? 2e-4 : 1e-3);
        for (int i = random.nextInt(3); i >= 0; i--) {
            line.add(within(around));
        }
        line.add(edge.to());
        return "{'kind':'" + (edge.onOutline() ? "change-outline" : "reshape-edge") + "','edge':'" + edge.id()
                + "','line':" + SketchCity.line(line.toArray(Coordinate[]::new)) + "}";
    }

    private String changeOutline() {
        Coordinate[] outline = sketch.outline().getCoordinates();
        Coordinate node = outline[random.nextInt(outline.length)];
        return "{'kind':'change-outline','node':[" + node.x + "," + node.y + "],'to':["
                + between(node.x - 1e-3, node.x + 1e-3) + "," + between(node.y - 1e-3, node.y + 1e-3) + "]}";
    }

    private String reshapeAndBend() {
        return reshapeEdge().replace("}}", "},'straddling':'bend'}");
    }

    private String insertNode() {
        Edge edge = edge();
        Coordinate at = edge.line().getCentroid().getCoordinate();
        return "{'kind':'insert-node','edge':'" + edge.id() + "','at':[" + Lattice.round(at.x) + ","
                + Lattice.round(at.y) + "]}";
    }

    private String removeNode() {
        Coordinate node = vertex(leaf());
        return "{'kind':'remove-node','node':[" + node.x + "," + node.y + "]}";
    }

    private String followLine() {
        Edge edge = edge();
        Envelope around = edge.line().getEnvelopeInternal();
        around.expandBy(2e-4);
        String line = SketchCity.line(edge.from(), within(around), within(around), edge.to());
        return "{'kind':'follow-line','from':[" + edge.from().x + "," + edge.from().y + "],'to':[" + edge.to().x + ","
                + edge.to().y + "],'line':" + line + bend() + "}";
    }

    private String rename() {
        return "{'kind':'rename','grid':'" + leaf().code() + "','name':'r'}";
    }

    private String recode() {
        return "{'kind':'recode','grid':'" + leaf().code() + "','code':'" + code() + "'}";
    }

    private String reparent() {
        Piece leaf = leaf();
        Piece other = sketch.piece(beside(leaf).parent()).orElseGet(this::wider);
        return "{'kind':'reparent','grid':'" + leaf.code() + "','parent':'" + other.code() + "'}";
    }

    private String describe() {
        Piece piece = random.nextBoolean() ? leaf() : contained();
        return switch (random.nextInt(4)) {
            case 0 -> "{'kind':'describe','grid':'" + piece.code() + "','households':" + random.nextInt(900) + "}";
            case 1 ->
                "{'kind':'describe','grid':'" + piece.code() + "','attributes':{'tel':'" + random.nextInt(9) + "'}}";
            case 2 -> "{'kind':'describe','grid':'" + wider().code() + "','people':['a','b'],'exclave':'an island'}";
            default -> "{'kind':'describe','grid':'" + wider().code() + "','attributes':null,'exclave':null}";
        };
    }

    /** Grids that exchange their codes, as a file may say it, or get others. */
    private String redrawNames() {
        Piece one = leaf();
        Piece other = beside(one);
        boolean exchange = random.nextBoolean();
        return "{'kind':'redraw-from-file','grids':["
                + redrawn(one, exchange ? other.code() : code(), "")
                + (one.equals(other) ? "" : "," + redrawn(other, exchange ? one.code() : code(), "")) + "]}";
    }

    /** Borders that a file draws otherwise. */
    private String redrawBorder() {
        return asFile(moveNode());
    }

    /** A grid that a file divides: new grids beside one that goes on. */
    private String redrawDivision() {
        return asFile(split());
    }

    private String asFile(String json) {
        try {
            Attempt tried = Settling.settle(sketch, OperationReader.read(DraftCity.json(json)));
            return tried.edit().map(this::asFile).orElseGet(this::redrawNames);
        } catch (SixgridException e) {
            return redrawNames();
        }
    }

    /** What an edit came to, as a file would have brought it; the sketch is as before the edit then. */
    private String asFile(Edit edit) {
        Map<Long, Piece> before = new HashMap<>();
        edit.before().forEach(piece -> before.put(piece.id(), piece));
        List<String> grids = new ArrayList<>();
        for (Piece piece : edit.after()) {
            if (Drawn.drawn(sketch, piece)) {
                String shape =
                        ",'geometry':" + ShapeJson.of(piece.shape()).toString().replace('"', '\'');
                Piece was = before.remove(piece.id());
                grids.add(redrawn(was == null ? piece.withCode("") : was, piece.code(), shape, sketch.grid(piece)));
            } else {
                before.remove(piece.id());
            }
        }
        String retired =
                before.values().stream().map(piece -> "'" + piece.code() + "'").collect(Collectors.joining(","));
        String faces = ",'facesGone':" + land(edit.facesGone()) + ",'facesNew':" + land(edit.facesNew());
        String outline = edit.outline()
                .map(change ->
                        ",'outline':" + ShapeJson.of(change.after()).toString().replace('"', '\''))
                .orElse("");
        sketch.apply(edit.inverse());
        return "{'kind':'redraw-from-file','grids':[" + String.join(",", grids) + "],'retired':[" + retired + "]"
                + faces + outline + "}";
    }

    private static String land(List<Polygon> faces) {
        return faces.stream()
                .map(face -> ShapeJson.of(face).toString().replace('"', '\''))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String redrawn(Piece was, String code, String shape) {
        return redrawn(was, code, shape, sketch.grid(was));
    }

    /** One without a code is new. */
    private static String redrawn(Piece was, String code, String shape, Grid is) {
        return "{" + (was.code().isEmpty() ? "" : "'before':'" + was.code() + "',") + "'level':" + was.level()
                + ",'code':'" + code + "','name':'f'" + (is.parent() == null ? "" : ",'parent':'" + is.parent() + "'")
                + shape + "}";
    }
}
