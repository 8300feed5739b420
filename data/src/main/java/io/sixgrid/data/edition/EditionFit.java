package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import io.sixgrid.data.fit.Cleaner;
import io.sixgrid.data.fit.Cleaning;
import io.sixgrid.data.fit.Piece;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Extent;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Overlaps;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

/** Makes the grids of an edition fit the land, as far as repairs are accepted. Used by one thread. */
final class EditionFit {
    private static final String NOBODY = "unassigned land ";

    private final Scheme scheme;
    private final Ground ground;
    private final Tolerances tolerances;
    private final Progress progress;
    private final Set<String> divided = new HashSet<>();
    private final Map<String, Geometry> shapes = new HashMap<>();
    private final List<Repair> repairs = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private EditionFit(Scheme scheme, Ground ground, Tolerances tolerances, Progress progress) {
        this.scheme = scheme;
        this.ground = ground;
        this.tolerances = tolerances;
        this.progress = progress;
    }

    /**
     * What is to be proven, and what was done for it.
     *
     * @param grids    all of them; tiling grids that are divided further keep the polygon that was given for them
     * @param repairs  made and proposed
     * @param findings what is wrong, also what a proposed repair would mend
     */
    record Fitted(
            List<Grid> grids,
            Geometry outline,
            List<Polygon> unassigned,
            List<Repair> repairs,
            List<Finding> findings) {}

    /** @param grids all of the edition, with parents */
    static Fitted fit(Scheme scheme, List<Grid> grids, Ground ground, Edition edition) {
        EditionFit fitting = new EditionFit(scheme, ground, edition.tolerances(), edition.progress());
        grids.stream().filter(fitting::tiling).forEach(grid -> fitting.divided.add(String.valueOf(grid.parent())));
        return fitting.fit(grids, edition.drawn());
    }

    /**
     * How much may be changed of it.
     *
     * @param drawn levels whose shapes are the file's; others were proven when they were published
     */
    record Edition(Set<Integer> drawn, Tolerances tolerances, Progress progress) {}

    private Fitted fit(List<Grid> grids, Set<Integer> drawn) {
        List<Grid> leaves = grids.stream().filter(this::leaf).toList();
        List<Piece> pieces = new ArrayList<>();
        leaves.stream()
                .filter(grid -> !grid.shape().isEmpty())
                .forEach(grid -> pieces.add(new Piece(grid.code(), grid.shape())));
        List<Grid> faces = facesThatStay(leaves);
        faces.forEach(face -> pieces.add(new Piece(face.code(), face.shape())));
        Optional<Geometry> outline = ground.outline();
        if (leaves.stream().anyMatch(grid -> drawn.contains(grid.level()))) {
            Cleaning cleaning =
                    Cleaner.clean(new Cleaner.Job(pieces, ground.outline(), ground.published(), tolerances), progress);
            shapes.putAll(cleaning.shapes());
            repairs.addAll(cleaning.repairs());
            findings.addAll(cleaning.findings());
            outline = cleaning.outline();
        }
        mendAlone(grids.stream()
                .filter(grid -> !tiling(grid)
                        && drawn.contains(grid.level())
                        && !grid.shape().isValid())
                .map(grid -> new Piece(grid.code(), grid.shape()))
                .toList());
        List<Grid> fitted = grids.stream().map(this::fitted).toList();
        List<Polygon> unassigned = new ArrayList<>();
        faces.forEach(face -> unassigned.addAll(polygons(fitted(face).shape())));
        List<Geometry> land =
                fitted.stream().filter(this::leaf).map(Grid::shape).toList();
        Geometry whole = outline.orElseGet(() -> union(land));
        if (ground.acceptHoles()) {
            unassigned.addAll(holes(whole, land, unassigned));
        }
        return new Fitted(fitted, whole, unassigned, repairs, findings);
    }

    /** A contained grid has no neighbour whose border it must share, and its holes are its own: only its rings are mended. */
    private void mendAlone(List<Piece> contained) {
        Cleaning cleaning = Cleaner.rings(contained, tolerances);
        shapes.putAll(cleaning.shapes());
        repairs.addAll(cleaning.repairs());
        findings.addAll(cleaning.findings());
    }

    /** Of the land that was nobody's what the edition's grids do not take. */
    private List<Grid> facesThatStay(List<Grid> leaves) {
        Map<String, Grid> faces = new LinkedHashMap<>();
        for (Polygon face : ground.unassigned()) {
            String code = NOBODY + (faces.size() + 1);
            faces.put(code, new Grid(1, code, code, code, null, Facts.NONE, face));
        }
        if (faces.isEmpty()) {
            return List.of();
        }
        Map<String, Double> taken = new HashMap<>();
        Overlaps.between(List.copyOf(faces.values()), leaves)
                .forEach(overlap -> taken.merge(overlap.a(), overlap.squareMetres(), Double::sum));
        return faces.values().stream()
                .filter(face -> taken.getOrDefault(face.code(), 0.0) < EqualArea.squareMetres(face.shape()) / 2)
                .toList();
    }

    /** The faces without a grid that are wider than what a repair would fill; findings of them are taken back. */
    private List<Polygon> holes(Geometry outline, List<Geometry> land, List<Polygon> unassigned) {
        SegmentChain rest = new SegmentChain().add(outline);
        land.forEach(rest::subtract);
        unassigned.forEach(rest::subtract);
        List<Polygon> wide = rest.land().stream()
                .filter(Geometry::isValid)
                .filter(face -> Extent.of(face).width() > tolerances.proposeMetres())
                .toList();
        findings.removeIf(finding -> finding.kind() == Finding.Kind.GAP
                && wide.stream()
                        .anyMatch(face -> !finding.where().isEmpty()
                                && face.covers(finding.where().getInteriorPoint())));
        return wide;
    }

    /** All the land of the grids and the holes in it. */
    private static Geometry union(List<Geometry> land) {
        SegmentChain border = new SegmentChain().addAll(land);
        List<Polygon> parts = border.land();
        if (!border.subtract(Lattice.join(parts)).isZero()) {
            // Borders that do not match are no border of land; the proof says where, an outline is needed all the same.
            parts = polygons(GeometryPrecisionReducer.reduce(
                    OverlayNGRobust.union(
                            land.stream().filter(Geometry::isValid).toList()),
                    Lattice.FACTORY.getPrecisionModel()));
        }
        List<Polygon> filled = parts.stream()
                .map(part -> Lattice.FACTORY.createPolygon(part.getExteriorRing()))
                .toList();
        List<Polygon> outer = filled.stream()
                .filter(part -> filled.stream().noneMatch(other -> !other.equalsExact(part) && other.contains(part)))
                .toList();
        return outer.size() == 1 ? outer.get(0) : Lattice.FACTORY.createMultiPolygon(outer.toArray(Polygon[]::new));
    }

    private Grid fitted(Grid grid) {
        Geometry shape = shapes.get(grid.code());
        return shape == null ? grid : grid.withShape(shape);
    }

    private boolean tiling(Grid grid) {
        return scheme.level(grid.level()).tiling();
    }

    private boolean leaf(Grid grid) {
        return tiling(grid) && !divided.contains(grid.code());
    }

    private static List<Polygon> polygons(Geometry shape) {
        List<Polygon> parts = new ArrayList<>();
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            parts.add((Polygon) Objects.requireNonNull(shape.getGeometryN(part)));
        }
        return parts;
    }
}
