package io.sixgrid.data.edition;

import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.fit.Tolerances;
import io.sixgrid.data.grid.Extent;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Polygons that a file gives for wider grids, beside the land of the grids below them: that is what is stored, and a
 * difference is told, not chosen.
 *
 * @param repairs  where the polygon would give way within the tolerances
 * @param findings where the two contradict each other
 */
record GivenLand(List<Repair> repairs, List<Finding> findings) {
    /** A border that rounding moved differs by this at most on its whole length; nobody need accept it. */
    private static final double ROUNDING_METRES = 0.03;

    /** @param given by code, what the file draws for grids whose land is derived */
    static GivenLand check(Plan plan, Map<String, Geometry> given, Tolerances tolerances) {
        List<Repair> repairs = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, Grid> byCode = plan.grids().stream().collect(Collectors.toMap(Grid::code, grid -> grid));
        given.forEach((code, shape) -> {
            Grid grid = byCode.get(code);
            if (grid == null || shape.isEmpty() || shape.equalsNorm(grid.shape())) {
                return;
            }
            Geometry drawn = shape.isValid() ? shape : GeometryFixer.fix(shape);
            Geometry differs = land(OverlayNGRobust.overlay(drawn, grid.shape(), OverlayNG.SYMDIFFERENCE));
            double metres = widest(differs);
            if (metres <= ROUNDING_METRES) {
                return;
            }
            double squareMetres = EqualArea.squareMetres(differs);
            String sentence = String.format(
                    Locale.ROOT,
                    "the polygon given for %s differs from the land of the grids below it by up to %.0f cm, %.1f m²",
                    code,
                    100 * metres,
                    squareMetres);
            Repair open = repair(code, metres, squareMetres, sentence, differs);
            if (metres > tolerances.proposeMetres() && !tolerances.acceptedIds().contains(open.id())) {
                findings.add(new Finding(Finding.Kind.UNMATCHED, List.of(code), sentence, differs));
            } else {
                repairs.add(tolerances.accepts(open) ? made(open) : open);
            }
        });
        return new GivenLand(repairs, findings);
    }

    private static Geometry land(Geometry mixed) {
        return mixed instanceof Polygonal ? mixed : Lattice.FACTORY.createPolygon();
    }

    private static Repair repair(String code, double metres, double squareMetres, String sentence, Geometry where) {
        return new Repair(
                "derive-" + code,
                Repair.Kind.DERIVE,
                List.of(code),
                metres,
                squareMetres,
                false,
                sentence + "; the grids below it would be taken",
                where);
    }

    private static Repair made(Repair open) {
        return new Repair(
                open.id(),
                open.kind(),
                open.codes(),
                open.metres(),
                open.squareMetres(),
                true,
                open.sentence(),
                open.where());
    }

    private static double widest(Geometry land) {
        double widest = 0;
        for (int part = 0; part < land.getNumGeometries(); part++) {
            if (!land.getGeometryN(part).isEmpty()) {
                widest = Math.max(widest, Extent.of(land.getGeometryN(part)).width());
            }
        }
        return widest;
    }
}
