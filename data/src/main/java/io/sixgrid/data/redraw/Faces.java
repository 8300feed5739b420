package io.sixgrid.data.redraw;

import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.fit.LatticePoint;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.algorithm.InteriorPointArea;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** Land cut into faces by lines that are noded with its border, and put together again. */
final class Faces {
    private Faces() {}

    /** Those of {@code edges} that run inside the land, not along its border. */
    static Set<Edge> inside(Geometry land, Collection<Edge> edges) {
        Set<Edge> border = BorderNoding.edgesOf(List.of(land));
        Set<Edge> inside = new LinkedHashSet<>();
        for (Edge edge : edges) {
            if (!border.contains(edge) && covers(land, middle(edge))) {
                inside.add(edge);
            }
        }
        return inside;
    }

    /** A noded line does not cross the border, so it is inside where its middle is. */
    private static Coordinate middle(Edge edge) {
        Coordinate low = LatticePoint.degrees(edge.low());
        Coordinate high = LatticePoint.degrees(edge.high());
        return new Coordinate((low.x + high.x) / 2, (low.y + high.y) / 2);
    }

    /** What the land is cut into, in the order of the westernmost vertices. */
    static List<Polygon> of(Geometry land, Collection<Edge> cuts) {
        Set<Edge> edges = BorderNoding.edgesOf(List.of(land));
        edges.addAll(inside(land, cuts));
        Polygonizer polygonizer = new Polygonizer();
        edges.forEach(edge -> polygonizer.add(BorderNoding.line(edge)));
        List<Polygon> faces = new ArrayList<>();
        for (Object found : polygonizer.getPolygons()) {
            Polygon face = (Polygon) found;
            if (covers(land, insideOf(face))) {
                face.normalize();
                faces.add(face);
            }
        }
        faces.sort(null);
        return faces;
    }

    /** A point of the face that no rounding moves out of it. */
    static Coordinate insideOf(Geometry face) {
        return InteriorPointArea.getInteriorPoint(face);
    }

    static boolean covers(Geometry land, Coordinate point) {
        return land.getEnvelopeInternal().covers(point)
                && SimplePointInAreaLocator.locate(point, land) != Location.EXTERIOR;
    }

    /** All of it as one, every vertex kept. */
    static Geometry join(Collection<? extends Geometry> lands) {
        return Lattice.join(new SegmentChain().addAll(lands).land());
    }

    /** What is left of it. */
    static Geometry without(Geometry land, Collection<? extends Geometry> gone) {
        SegmentChain rest = new SegmentChain().add(land);
        gone.forEach(rest::subtract);
        return Lattice.join(rest.land());
    }

    /** The areas of what an overlay makes; it makes points and lines too where borders touch. */
    static Geometry areas(Geometry overlaid) {
        List<Polygon> areas = new ArrayList<>();
        for (int i = 0; i < overlaid.getNumGeometries(); i++) {
            if (overlaid.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                areas.add(polygon);
            }
        }
        GeometryFactory factory = overlaid.getFactory();
        return areas.size() == 1 ? areas.get(0) : factory.createMultiPolygon(areas.toArray(Polygon[]::new));
    }

    static List<Polygon> polygons(Geometry land) {
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < land.getNumGeometries(); i++) {
            if (!land.getGeometryN(i).isEmpty()) {
                polygons.add((Polygon) land.getGeometryN(i));
            }
        }
        return polygons;
    }
}
