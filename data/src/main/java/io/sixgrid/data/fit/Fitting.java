package io.sixgrid.data.fit;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** Gives narrow gaps and overlaps an owner, cuts off what sticks out narrowly, and notes what is too wide for that. */
final class Fitting {
    /** Breaking an edge on the lattice may make another one odd, a unit further: seldom more than once. */
    private static final int ROUNDS = 5;

    private final Pass pass;
    private final Pieces pieces;
    private final Published published;
    private final Borders borders;
    private boolean changed;

    private Fitting(Pass pass, Published published) {
        this.pass = pass;
        this.published = published;
        pieces = pass.pieces();
        borders = new Borders(pieces);
    }

    static void fit(Pass pass, Published published) {
        List<Finding> before = List.copyOf(pass.findings());
        boolean again = true;
        for (int round = 0; again && round < ROUNDS; round++) {
            pass.forgetFindings();
            before.forEach(pass::find);
            Fitting fitting = new Fitting(pass, published);
            List<List<Integer>> clusters = Clusters.of(fitting.borders, pass.toleranceMetres());
            for (int i = 0; i < clusters.size(); i++) {
                if (i % 50 == 0) {
                    pass.advance("fitting borders", i, clusters.size());
                }
                fitting.fit(clusters.get(i));
            }
            again = fitting.changed;
        }
        pass.advance("fitting borders", 1, 1);
    }

    private void fit(List<Integer> edges) {
        Arrangement arrangement = new Arrangement(pieces, borders, published, edges);
        SortedMap<Integer, List<Polygon>> gained = new TreeMap<>();
        SortedMap<Integer, List<Polygon>> lost = new TreeMap<>();
        Redraw broken = Redraw.none();
        for (Face face : arrangement.wrongFaces()) {
            double width = Measure.width(face.polygon());
            int gains = owner(face);
            if (width > pass.toleranceMetres() || (gains < 0 && face.claims().isEmpty())) {
                pass.find(finding(face, width));
                continue;
            }
            SortedSet<Integer> renamed = new TreeSet<>();
            Map<Edge, long[]> paths = breaks(arrangement, face.corners(), renamed);
            SortedSet<Integer> losers = new TreeSet<>(face.claims());
            losers.remove(gains);
            renamed.addAll(losers);
            if (gains >= 0 && !face.claims().contains(gains)) {
                renamed.add(gains);
            }
            if (pass.offer(repair(face, gains, width, pieces.codes(renamed)))) {
                broken.paths().putAll(paths);
                losers.forEach(piece -> add(lost, piece, face.polygon()));
                if (!face.claims().contains(gains) && gains >= 0) {
                    add(gained, gains, face.polygon());
                }
            } else {
                pass.find(finding(face, width));
            }
        }
        unmatched(arrangement, edges, broken);
        make(broken, gained, lost);
    }

    private static void add(Map<Integer, List<Polygon>> to, int piece, Polygon face) {
        to.computeIfAbsent(piece, key -> new ArrayList<>()).add(face);
    }

    /** Who is to hold it; -1 nobody. */
    private static int owner(Face face) {
        if (!face.inside()) {
            return -1;
        }
        if (face.claims().isEmpty()) {
            return Face.longest(face.beside());
        }
        SortedMap<Integer, Double> open = new TreeMap<>(face.open());
        if (!face.published().isEmpty()) {
            open.keySet().retainAll(face.published());
        }
        return Face.longest(open);
    }

    /** The edges that get new vertices with the face, and whose they are. */
    private Map<Edge, long[]> breaks(Arrangement arrangement, SortedSet<Long> corners, SortedSet<Integer> whose) {
        Map<Edge, long[]> found = new HashMap<>();
        for (long corner : corners) {
            for (Edge edge : arrangement.brokenAt(corner)) {
                found.put(edge, arrangement.path(edge));
                for (int owner : borders.owners(borders.edge(edge.low(), edge.high()))) {
                    whose.add(owner);
                }
            }
        }
        return found;
    }

    /** Odd edges beside which nothing is wrong: they only lack corners that others have on them. */
    private void unmatched(Arrangement arrangement, List<Integer> edges, Redraw broken) {
        for (int number : edges) {
            Edge edge = new Edge(borders.low(number), borders.high(number));
            long[] path = arrangement.path(edge);
            if (!borders.odd(number) || path.length < 3 || broken.paths().containsKey(edge)) {
                continue;
            }
            boolean balanced = true;
            double metres = 0;
            for (int i = 1; i < path.length; i++) {
                balanced &= arrangement.balanced(Edge.of(path[i - 1], path[i]));
                metres = Math.max(metres, Measure.metres(path[i], edge.low(), edge.high()));
            }
            if (balanced) {
                List<String> codes = pieces.codes(ownersOf(number, path));
                LineString where = Measure.line(path);
                Repair repair = Repair.proposed(
                        Repair.Kind.INSERT,
                        codes,
                        new Repair.Extent(metres, Measure.bent(path), where),
                        (path.length - 2) + " corners become vertices of an edge of " + String.join(", ", codes)
                                + ", which bends by at most " + LocalMetres.text(metres));
                if (pass.offer(repair)) {
                    broken.paths().put(edge, path);
                } else {
                    pass.find(Findings.of(repair));
                }
            }
        }
    }

    /** Of an edge; of one that the outline has alone, those who have corners on it. */
    private SortedSet<Integer> ownersOf(int edge, long[] path) {
        SortedSet<Integer> owners = new TreeSet<>();
        for (int owner : borders.owners(edge)) {
            owners.add(owner);
        }
        for (int i = 1; pieces.codes(owners).isEmpty() && i + 1 < path.length; i++) {
            for (int owner : borders.cornerOwners(path[i])) {
                owners.add(owner);
            }
        }
        return owners;
    }

    private void make(Redraw broken, Map<Integer, List<Polygon>> gained, Map<Integer, List<Polygon>> lost) {
        SortedSet<Integer> touched = Sound.touched(borders, broken);
        touched.addAll(gained.keySet());
        touched.addAll(lost.keySet());
        changed |= !touched.isEmpty();
        for (int piece : touched) {
            Geometry shape = broken.of(pieces.shape(piece));
            if (!Rings.valid(shape) && Rings.valid(pieces.shape(piece))) {
                shape = Rings.enclosed(shape);
            }
            if (gained.containsKey(piece) || lost.containsKey(piece)) {
                SegmentChain chain = new SegmentChain().add(shape);
                gained.getOrDefault(piece, List.of()).forEach(chain::add);
                lost.getOrDefault(piece, List.of()).forEach(chain::subtract);
                shape = Lattice.join(chain.land());
            }
            pieces.replace(piece, shape);
        }
    }

    private Repair repair(Face face, int gains, double width, List<String> codes) {
        double area = EqualArea.squareMetres(face.polygon());
        String size = EqualArea.text(area) + ", at most " + LocalMetres.text(width) + " wide";
        String holders = String.join(", ", pieces.codes(face.claims()));
        Repair.Kind kind;
        String sentence;
        if (!face.inside()) {
            kind = Repair.Kind.TRIM;
            sentence = "what " + holders + " holds outside the outline is cut off: " + size;
        } else if (face.claims().isEmpty()) {
            kind = Repair.Kind.FILL;
            sentence = "a gap beside "
                    + String.join(", ", pieces.codes(face.beside().keySet())) + " goes to " + pieces.code(gains) + ": "
                    + size;
        } else {
            kind = Repair.Kind.CUT;
            sentence = "what " + holders + " hold both goes to " + pieces.code(gains) + ": " + size;
        }
        return Repair.proposed(kind, codes, new Repair.Extent(width, area, face.polygon()), sentence);
    }

    private Finding finding(Face face, double width) {
        String size = EqualArea.text(EqualArea.squareMetres(face.polygon())) + ", " + LocalMetres.text(width) + " wide";
        List<String> holders = pieces.codes(face.claims());
        if (!face.inside()) {
            return new Finding(
                    Finding.Kind.OUTSIDE,
                    holders,
                    String.join(", ", holders) + " is outside the outline: " + size,
                    face.polygon());
        }
        if (holders.isEmpty()) {
            List<String> beside = pieces.codes(face.beside().keySet());
            return new Finding(
                    Finding.Kind.GAP,
                    beside,
                    "land that needs an owner, " + size
                            + (beside.isEmpty() ? ", touches no grid" : ", lies beside " + String.join(", ", beside)),
                    face.polygon());
        }
        return new Finding(
                Finding.Kind.OVERLAP,
                holders,
                String.join(" and ", holders) + " hold the same land: " + size,
                face.polygon());
    }
}
