package io.sixgrid.data.statistics;

import io.sixgrid.data.Progress;
import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.data.incident.IncidentReport;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** A mesh of four districts, founded in January 2026, in which incidents are reported while it is redrawn. */
final class CountedMesh {
    static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    static final MeshCity MESH = new MeshCity(6, 1);
    private static final List<String> KINDS = List.of("noise", "litter", "fire");

    final Jdbi jdbi;
    final Boundaries boundaries;
    final Statistics statistics;
    private final IncidentReportStore incidents;
    private final Author reporter = new Author("test", Instant.now().truncatedTo(ChronoUnit.MILLIS));

    CountedMesh(Jdbi jdbi) {
        this.jdbi = jdbi;
        new RevisionStore(jdbi)
                .found(
                        Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                        publication(FOUNDED),
                        Progress.SILENT);
        new EventStore(jdbi).ensureMonth(reporter.at());
        boundaries = new Boundaries(new GridStore(jdbi), "mesh", Clock.systemUTC());
        boundaries.refresh();
        incidents = new IncidentReportStore(jdbi, boundaries);
        statistics = new Statistics(new StatisticsStore(jdbi), boundaries, ZoneOffset.ofHours(8));
    }

    void publish(Instant effective, UnaryOperator<Redraw> edit) {
        var plan = new PlanStore(jdbi)
                .read(new GridStore(jdbi).requireScheme("mesh"), effective, Optional.empty())
                .orElseThrow();
        new RevisionStore(jdbi)
                .publish(edit.apply(new Redraw(plan)).succession(), publication(effective), Progress.SILENT);
        boundaries.refresh();
    }

    private static Publication publication(Instant effective) {
        return new Publication("test", "because", Optional.empty(), effective);
    }

    void report(String kind, Instant occurred, LonLat place) {
        report(List.of(incident(kind, occurred, Optional.of(place), Optional.empty())));
    }

    void reportIn(String grid, Instant occurred) {
        report(List.of(incident("noise", occurred, Optional.empty(), Optional.of(grid))));
    }

    /** Points anywhere in and around the mesh, on its borders and corners; every tenth says a grid instead of a point,
     * of the very beginning, when there were all of them. */
    void reportAnywhere(Random random, int count, Instant from, Instant to) {
        List<IncidentReport> reports = new ArrayList<>();
        List<Geometry> cells = MESH.grids().stream().map(grid -> grid.shape()).toList();
        long seconds = ChronoUnit.SECONDS.between(from, to);
        for (int i = 0; i < count; i++) {
            Instant occurred = from.plusSeconds((long) (random.nextDouble() * seconds));
            Optional<LonLat> place = i % 10 == 9 ? Optional.empty() : Optional.of(point(random, cells));
            reports.add(incident(
                    KINDS.get(random.nextInt(3)),
                    place.isPresent() ? occurred : from,
                    place,
                    place.isPresent() ? Optional.empty() : Optional.of("G" + (2 + random.nextInt(4)) + "-5")));
        }
        report(reports);
    }

    private void report(List<IncidentReport> reports) {
        incidents.report(reports, reporter);
    }

    private static LonLat point(Random random, List<Geometry> cells) {
        Coordinate[] ring = cells.get(random.nextInt(cells.size())).getCoordinates();
        int at = random.nextInt(ring.length - 1);
        return switch (random.nextInt(4)) {
            case 0 -> new LonLat(ring[at].x, ring[at].y);
            case 1 ->
                new LonLat(
                        Lattice.round((ring[at].x + ring[at + 1].x) / 2),
                        Lattice.round((ring[at].y + ring[at + 1].y) / 2));
            default -> {
                Envelope around = MESH.outline().getEnvelopeInternal();
                yield new LonLat(
                        Lattice.round(around.getMinX() - 0.003 + random.nextDouble() * (around.getWidth() + 0.006)),
                        Lattice.round(around.getMinY() - 0.003 + random.nextDouble() * (around.getHeight() + 0.006)));
            }
        };
    }

    private static IncidentReport incident(
            String kind, Instant occurred, Optional<LonLat> place, Optional<String> grid) {
        return new IncidentReport(
                Optional.empty(),
                new Incident.What(kind, kind, "", Severity.BLUE),
                Optional.of(occurred),
                place.map(GivenPosition::wgs84),
                grid);
    }

    /** In the middle of a grid as it was founded, and in no plot: those keep to the first corner. */
    static LonLat in(String code) {
        Coordinate[] c = MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates();
        return new LonLat(
                Lattice.round((c[0].x + 5 * c[1].x + 4 * c[2].x) / 10),
                Lattice.round((c[0].y + 5 * c[1].y + 4 * c[2].y) / 10));
    }

    long incidents() {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from incident").mapTo(Long.class).one());
    }
}
