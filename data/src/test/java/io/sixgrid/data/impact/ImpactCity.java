package io.sixgrid.data.impact;

import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.NewDraft;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Sketch;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;

/** A mesh city with people and households, things in it, and a draft of it. It is the first of March 2026. */
final class ImpactCity {
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant RECENTLY = Instant.parse("2025-03-01T00:00:00Z");
    static final Instant LONG_AGO = Instant.parse("2025-02-28T23:59:59Z");

    final Jdbi jdbi;
    final Drafts drafts;
    final long draft;
    private final Impacts impacts;

    ImpactCity(Jdbi jdbi) {
        this.jdbi = jdbi;
        List<Grid> grids =
                DraftCity.MESH.grids().stream().map(ImpactCity::known).toList();
        new RevisionStore(jdbi)
                .found(
                        Plan.of(MeshCity.SCHEME, DraftCity.MESH.outline(), List.of(), grids),
                        new Publication("test", "because", Optional.empty(), DraftCity.FOUNDED),
                        Progress.SILENT);
        drafts = DraftCity.another(jdbi);
        impacts = new Impacts(new ImpactStore(jdbi), Clock.fixed(NOW, ZoneOffset.UTC));
        draft = open();
    }

    private ImpactCity(ImpactCity other) {
        jdbi = other.jdbi;
        drafts = other.drafts;
        impacts = other.impacts;
        draft = open();
    }

    private long open() {
        Draft.Aim aim = new Draft.Aim(Optional.empty(), Optional.empty(), Optional.empty());
        return drafts.open(
                        new NewDraft("mesh", "first", Optional.empty(), DraftCity.FOUNDED, aim),
                        new Author("planner", DraftCity.FOUNDED))
                .id();
    }

    /** The same city without things in it, and another draft of it. */
    ImpactCity anew() {
        jdbi.useHandle(h -> h.execute("delete from incident; delete from alert; delete from device"));
        return new ImpactCity(this);
    }

    /** Houses have 10 households each, G0-0 says 12 of itself; districts and G1-1 have somebody in charge. */
    private static Grid known(Grid grid) {
        List<String> people =
                grid.level() == 1 || grid.code().equals("G1-1") ? List.of("in charge of " + grid.code()) : List.of();
        Integer households =
                grid.level() == 4 ? Integer.valueOf(10) : grid.code().equals("G0-0") ? 12 : null;
        return new Grid(
                grid.level(),
                grid.code(),
                grid.name(),
                grid.shortName(),
                grid.parent(),
                new Grid.Facts(people, households, null, Map.of()),
                grid.shape());
    }

    /** The node that the grids in row and column and those west, south and south-west of it share. */
    static Coordinate node(String code) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
    }

    /** So many lattice units east and north of a place. */
    static Coordinate beside(Coordinate place, int east, int north) {
        return new Coordinate(
                Lattice.degrees(Lattice.units(place.x) + (long) east),
                Lattice.degrees(Lattice.units(place.y) + (long) north));
    }

    /** Moves a node by so many lattice units. */
    void move(Coordinate node, int east, int north) {
        Coordinate to = beside(node, east, north);
        apply("{'kind':'move-node','node':[" + node.x + "," + node.y + "],'to':[" + to.x + "," + to.y + "]}");
    }

    void apply(String json) {
        Drafts.Step step = drafts.apply(draft, DraftCity.json(json), Planner.ofEverything("planner"), Optional.empty());
        if (step.edit().isEmpty()) {
            throw new AssertionError("refused: " + step.attempt().findings());
        }
    }

    Impact impact() {
        return impact(new Impacts.Question(0, false));
    }

    Impact impact(Impacts.Question question) {
        return sketch(sketch -> impacts.of(sketch, question));
    }

    <T> T sketch(Function<Sketch, T> question) {
        return drafts.read(draft, open -> question.apply(open.sketch()));
    }

    /** An incident; closed ones were closed at once. */
    long incident(Coordinate place, boolean open, Instant reported) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into incident (kind, title, severity, state, occurred, reported, reported_by, closed, place)
                        values ('noise', 'loud', 3, case when :open then 'open' else 'closed' end, :at, :at, 'test',
                                case when not :open then :at::timestamptz end, ST_SetSRID(ST_MakePoint(:x, :y), 4326))
                        returning id
                        """)
                .bind("open", open)
                .bind("at", reported)
                .bind("x", place.x)
                .bind("y", place.y)
                .mapTo(Long.class)
                .one());
    }

    /** An open incident that nobody has a position of. */
    long incidentIn(String code) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into incident (kind, title, severity, occurred, reported, reported_by, grid_id)
                        select 'noise', 'loud', 3, :at, :at, 'test', grid_id from grid_version where code = :code
                        returning id
                        """)
                .bind("at", RECENTLY)
                .bind("code", code)
                .mapTo(Long.class)
                .one());
    }

    void device(String id, String kind, boolean video, Coordinate place) {
        jdbi.useHandle(h -> {
            h.execute(
                    "insert into device (id, kind, name, updated_by) values (?, ?, ?, 'test')", id, kind, "the " + id);
            h.createUpdate("""
                            insert into device_position (device_id, place, frame, given, valid)
                            values (:id, ST_SetSRID(ST_MakePoint(:x, :y), 4326), 'wgs84', array[:x, :y],
                                    tstzrange('2026-01-01', null))
                            """)
                    .bind("id", id)
                    .bind("x", place.x)
                    .bind("y", place.y)
                    .execute();
            if (video) {
                h.execute("insert into video_point (device_id) values (?)", id);
            }
        });
    }

    long alert(String device, Coordinate place) {
        return jdbi.withHandle(h -> h.createQuery("""
                        insert into alert (device, kind, state, severity, opened, last_seen, last_rank, events, source, place,
                                           chain, event_id)
                        values (:device, 'fire', 'open', 1, :at, :at, 0, 1, 'test',
                                ST_SetSRID(ST_MakePoint(:x, :y), 4326), '{1}', 1)
                        returning id
                        """)
                .bind("device", device)
                .bind("at", RECENTLY)
                .bind("x", place.x)
                .bind("y", place.y)
                .mapTo(Long.class)
                .one());
    }
}
