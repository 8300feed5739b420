package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Arrangement.Part;
import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.grid.Holdings.Held;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Whether holders of land cover an outline exactly, by the chain of their borders. What is left of the chain becomes findings
 * that a planner understands: the land that nobody holds, that several hold, that lies beyond, and borders that do not match.
 */
final class TilingProof {
    /**
     * Narrower than this many lattice units, a crack is what rounding one side's vertex to the lattice makes (half a unit
     * both ways, 0.71 on the diagonal): borders do not match, and there is no area to speak of.
     */
    private static final double CRACK = 0.75;

    /** The number of the outline among the sources of an arrangement. */
    static final int OUTLINE = -1;

    private final List<Holder> holders;
    private final Naming naming;
    private final Holdings holdings;
    private final Arrangement odd;
    private final Cracks cracks;
    private final Set<Part> explained = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private TilingProof(List<Holder> holders, Geometry outline, String outlineName, SegmentChain chain) {
        this.holders = holders;
        naming = new Naming(holders, outlineName);
        holdings = new Holdings(holders, outline);
        odd = arrangement(chain, outline);
        cracks = new Cracks(naming);
    }

    /** Nothing exactly when every point of the outline is held once, and none beyond it. */
    static List<Finding> of(List<Holder> holders, Geometry outline, String outlineName) {
        SegmentChain chain = new SegmentChain().subtract(outline);
        holders.forEach(holder -> chain.add(holder.land()));
        return chain.isZero() ? List.of() : new TilingProof(holders, outline, outlineName, chain).findings(chain);
    }

    private List<Finding> findings(SegmentChain chain) {
        odd.faces().forEach(this::judge);
        for (Part part : odd.parts()) {
            // The outline's own segments are here to part faces; alone they are not odd.
            Set<Integer> sources = odd.sources(part);
            boolean plain = sources.equals(Set.of(OUTLINE)) && !chain.holds(part.from(), part.to());
            if (!plain && !explained.contains(part)) {
                cracks.add(part, sources, 0);
            }
        }
        findings.addAll(cracks.findings());
        findings.sort(Comparator.comparing(Finding::kind)
                .thenComparing(finding -> String.join(" ", finding.codes()))
                .thenComparing(finding -> finding.where().getEnvelopeInternal().getMinX())
                .thenComparing(finding -> finding.where().getEnvelopeInternal().getMinY()));
        return findings;
    }

    /** Every segment that did not cancel, and the whole outline, so that each face lies on one side of it. */
    private Arrangement arrangement(SegmentChain chain, Geometry outline) {
        Arrangement arrangement = new Arrangement();
        for (int i = 0; i < holders.size(); i++) {
            int holder = i;
            SegmentChain.forEachSegment(holders.get(i).land(), (a, b) -> {
                if (chain.holds(a, b)) {
                    arrangement.add(a, b, holder);
                }
            });
        }
        SegmentChain.forEachSegment(outline, (a, b) -> arrangement.add(a, b, OUTLINE));
        return arrangement.cut();
    }

    private void judge(Polygon face) {
        Held held = holdings.held(face);
        if (held.times() == (held.inside() ? 1 : 0)) {
            return;
        }
        List<Part> border = Arrangement.around(face);
        Set<Integer> beside = new TreeSet<>();
        border.forEach(part -> beside.addAll(odd.sources(part)));
        explained.addAll(border);
        Extent extent = Extent.of(face);
        if (extent.width() < CRACK * LocalMetres.around(face).latMetres() / Lattice.UNITS_PER_DEGREE) {
            border.forEach(part -> cracks.add(part, beside, extent.width()));
            return;
        }
        face.normalize();
        findings.add(finding(face, held, beside, extent));
    }

    private Finding finding(Polygon face, Held held, Set<Integer> beside, Extent extent) {
        if (held.times() == 0) {
            String neighbours = beside.isEmpty() ? "" : " at " + naming.list(beside);
            return new Finding(Kind.GAP, naming.codes(beside), "no grid holds " + extent.words() + neighbours, face);
        }
        Set<Integer> owners = holdings.holdersOf(face);
        String names = naming.list(owners);
        String sentence = held.inside()
                ? names + " overlap on " + extent.words()
                : names + (owners.size() == 1 ? " lies" : " lie") + " beyond " + naming.outline() + " on "
                        + extent.words();
        return new Finding(held.inside() ? Kind.OVERLAP : Kind.OUTSIDE, naming.codes(owners), sentence, face);
    }
}
