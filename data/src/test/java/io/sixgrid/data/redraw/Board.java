package io.sixgrid.data.redraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.place.Lattice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * Boundaries drawn in a test, without a database: in whole numbers of thousandths of a degree from 121, 38 (about 87 m by 111
 * m), at three tiling levels (community, precinct, grid) and one contained (plot).
 */
final class Board {
    static final Scheme SCHEME = new Scheme(
            "board",
            "板",
            "Board",
            "",
            "",
            List.of(
                    new Level(1, "community", "社区", "Community", true),
                    new Level(2, "precinct", "片区", "Precinct", true),
                    new Level(3, "grid", "网格", "Base grid", true),
                    new Level(4, "plot", "地块", "Plot", false)));

    private final List<Grid> grids = new ArrayList<>();
    private final List<Polygon> unassigned = new ArrayList<>();

    /** Two communities of two grids each, a community one of which is not divided into precincts, around a crossing at 2 2. */
    static Board crossing() {
        return new Board()
                .wider(1, "C1", "")
                .wider(1, "C2", "")
                .wider(2, "P1", "C1")
                .wider(2, "P2", "C1")
                .grid(3, "A", "P1", "0 0, 2 0, 2 2, 0 2")
                .grid(3, "B", "P2", "2 0, 4 0, 4 2, 2 2")
                .grid(3, "C", "C2", "0 2, 2 2, 2 4, 0 4")
                .grid(3, "D", "C2", "2 2, 4 2, 4 4, 2 4");
    }

    /** A grid whose shape follows from those below it. */
    Board wider(int level, String code, String parent) {
        return grid(level, code, parent, "0 0, 1 0, 1 1");
    }

    /** A grid by the corners of its shell, each once; more rings are holes. */
    Board grid(int level, String code, String parent, String... rings) {
        grids.add(new Grid(
                level, code, "格" + code, code, parent.isEmpty() ? null : parent, Grid.Facts.NONE, polygon(rings)));
        return this;
    }

    Board unassigned(String... rings) {
        unassigned.add(polygon(rings));
        return this;
    }

    /** Proven on an outline of these corners. */
    Sketch sketch(String... outline) {
        return sketch(Plan.of(SCHEME, polygon(outline), unassigned, grids));
    }

    static Sketch sketch(Plan plan) {
        Map<String, Long> ids = new HashMap<>();
        plan.grids().forEach(grid -> ids.put(grid.code(), ids.size() + 1L));
        return new Sketch(Base.of(new StoredPlan(new StoredScheme(1, plan.scheme()), 1, Instant.EPOCH, plan, ids)));
    }

    /** Applies an operation in JSON, with ' for quotation marks. */
    static Attempt apply(Sketch sketch, String json) {
        return Settling.settle(sketch, OperationReader.read(DraftCity.json(json)));
    }

    /** The same, and proves the whole anew; what the shape of a grid is then. */
    static String shape(Sketch sketch, String json, String code) {
        Attempt attempt = apply(sketch, json);
        assertThat(attempt.findings()).noneMatch(finding -> finding.kind().refuses());
        Plan plan = sketch.plan();
        assertThat(DraftCity.everything(Plan.of(SCHEME, plan.outline(), plan.unassigned(), plan.grids())))
                .isEqualTo(DraftCity.everything(plan));
        return text(sketch.piece(code).orElseThrow().shape().norm());
    }

    static Coordinate at(double x, double y) {
        return new Coordinate(Lattice.round(121 + x / 1000), Lattice.round(38 + y / 1000));
    }

    /** As the wire has it: {@code [lon,lat]}. */
    static String json(double x, double y) {
        return "[" + at(x, y).x + "," + at(x, y).y + "]";
    }

    /** The id of an edge that begins so. */
    static String edge(double x, double y, double nextX, double nextY) {
        return Edge.id(at(x, y), at(nextX, nextY));
    }

    /** A GeoJSON LineString through these corners. */
    static String line(double... numbers) {
        List<String> positions = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            positions.add(json(numbers[i], numbers[i + 1]));
        }
        return "{'type':'LineString','coordinates':" + positions + "}";
    }

    /** What a shape is in numbers of the board. */
    static String text(Geometry shape) {
        Geometry inUnits = AffineTransformation.translationInstance(-121, -38)
                .scale(1000, 1000)
                .transform(new GeometryFactory().createGeometry(shape));
        for (Coordinate c : inUnits.getCoordinates()) {
            c.x = Math.round(c.x * 1e4) / 1e4;
            c.y = Math.round(c.y * 1e4) / 1e4;
        }
        return inUnits.toText();
    }

    private static Polygon polygon(String... rings) {
        StringBuilder wkt = new StringBuilder();
        for (String ring : rings) {
            wkt.append(wkt.isEmpty() ? "POLYGON(" : ",")
                    .append("(")
                    .append(ring)
                    .append(", ")
                    .append(ring.split(",", 2)[0])
                    .append(")");
        }
        try {
            Geometry drawn = new WKTReader().read(wkt.append(")").toString());
            for (Coordinate c : drawn.getCoordinates()) {
                c.setCoordinate(at(c.x, c.y));
            }
            return (Polygon) Lattice.FACTORY.createGeometry(drawn);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt.toString(), e);
        }
    }
}
