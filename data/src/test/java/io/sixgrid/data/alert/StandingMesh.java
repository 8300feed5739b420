package io.sixgrid.data.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.MeshCity;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionQueryStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.incident.Incident;
import io.sixgrid.data.incident.IncidentReport;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Bases;
import io.sixgrid.data.redraw.Campaigns;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.DraftCodes;
import io.sixgrid.data.redraw.DraftStore;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.NewDraft;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Publishing;
import io.sixgrid.data.redraw.ReviewStore;
import io.sixgrid.data.redraw.RivalStore;
import io.sixgrid.data.replacement.ReplacementStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** A mesh in which things stand, and a clock that is put on by hand. Redraws take effect an hour after its begin. */
final class StandingMesh {
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final MeshCity MESH = new MeshCity(3, 1);
    static final String SPLIT = "G1-1";

    final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    final Instant takesEffect = begin.plus(1, ChronoUnit.HOURS);
    Instant now = begin;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    final IncidentReportStore incidents;
    final ReplacementStore replacement;

    StandingMesh(Jdbi jdbi) {
        this.jdbi = jdbi;
        new RevisionStore(jdbi)
                .found(
                        Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                        new Publication("test", "found", Optional.empty(), FOUNDED),
                        Progress.SILENT);
        new EventStore(jdbi).ensureMonth(begin);
        this.boundaries = new Boundaries(new GridStore(jdbi), "mesh", clock);
        boundaries.refresh();
        this.incidents = new IncidentReportStore(jdbi, boundaries);
        this.replacement = new ReplacementStore(jdbi, boundaries, clock);
        jdbi.useHandle(h -> h.execute("delete from replacement"));
    }

    Boundaries boundaries() {
        return boundaries;
    }

    void publish(UnaryOperator<Redraw> edit) {
        publish(takesEffect, edit);
    }

    void publish(Instant effective, UnaryOperator<Redraw> edit) {
        var plan = new PlanStore(jdbi)
                .read(new GridStore(jdbi).requireScheme("mesh"), effective, Optional.empty())
                .orElseThrow();
        new RevisionStore(jdbi)
                .publish(
                        edit.apply(new Redraw(plan)).succession(),
                        new Publication("test", "redraw", Optional.empty(), effective),
                        Progress.SILENT);
        boundaries.refresh();
    }

    /** Draws, submits and approves an operation in JSON, with ' for quotation marks. */
    void publishDraft(Instant effective, String operation) {
        DraftStore store = new DraftStore(jdbi);
        Bases bases = new Bases(new GridStore(jdbi), new PlanStore(jdbi), new RevisionQueryStore(jdbi));
        Drafts drafts = new Drafts(store, bases, new DraftCodes(new CodeStore(jdbi), new CodeRules(Optional.empty())));
        Draft.Aim aim = new Draft.Aim(Optional.of(effective), Optional.of("redraw"), Optional.empty());
        Author by = new Author("test", begin);
        long draft = drafts.open(new NewDraft("mesh", "draft", Optional.empty(), begin, aim), by)
                .id();
        drafts.apply(draft, json(operation), Planner.ofEverything("test"), Optional.empty());
        Publishing publishing = new Publishing(
                store,
                new ReviewStore(jdbi),
                new Campaigns(store, bases, new GridStore(jdbi), new RivalStore(jdbi)),
                false);
        publishing.submit(
                draft,
                new Publishing.Submission(Optional.empty(), Optional.empty(), Optional.empty(), false),
                by,
                Optional.empty());
        publishing.approve(draft, new Publishing.Approval(Optional.empty(), Optional.empty(), 0), by, Optional.empty());
        boundaries.refresh();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A point of the half that is called so, and of no plot. */
    static LonLat in(String code) {
        Coordinate[] c = shape(code).getCoordinates();
        return new LonLat(
                Lattice.round((c[0].x + 5 * c[1].x + 4 * c[2].x) / 10),
                Lattice.round((c[0].y + 5 * c[1].y + 4 * c[2].y) / 10));
    }

    static Geometry shape(String code) {
        return MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    static Geometry without(String code) {
        return MESH.outline().difference(shape(code));
    }

    void register(String... ids) {
        List<Device> devices = new ArrayList<>();
        for (String id : ids) {
            devices.add(new Device(
                    id,
                    "camera",
                    id,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.of(GivenPosition.wgs84(in(SPLIT))),
                    Optional.empty()));
        }
        new RegistrationStore(jdbi, boundaries).put(devices, new Author("test", begin));
    }

    long report(Optional<LonLat> place) {
        return report(place, null);
    }

    long report(Optional<LonLat> place, @Nullable String grid) {
        IncidentReport report = new IncidentReport(
                Optional.empty(),
                new Incident.What("noise", "loud", "", Severity.BLUE),
                Optional.of(begin),
                place.map(GivenPosition::wgs84),
                Optional.ofNullable(grid));
        return incidents
                .report(List.of(report), new Author("test", begin))
                .get(0)
                .id();
    }

    Event open(String device, Instant at) {
        return event(device, at, Phase.OPEN);
    }

    /** Of a device that nobody registered yet. */
    Event unplaced(String device, Instant at) {
        Event event = event(device, at, Phase.OPEN);
        return new Event(
                0, event.message(), event.said(), at, false, Standing.none(Optional.empty(), Unplaced.UNKNOWN_DEVICE));
    }

    Event refresh(String device, Instant at) {
        return event(device, at, Phase.REFRESH);
    }

    Event close(String device, Instant at) {
        return event(device, at, Phase.CLOSE);
    }

    /** Placed by the boundaries of its time, as ingest does. */
    Event event(String device, Instant at, Phase phase) {
        Reported said = new Reported(
                device,
                "motion",
                phase,
                Severity.YELLOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<Long> chain = boundaries.at(at).locate(in(SPLIT)).chainIds();
        return new Event(
                0,
                new MessageId("test", device + at + phase),
                said,
                at,
                false,
                new Standing(Optional.of(in(SPLIT)), chain, Optional.empty()));
    }

    void store(Event... said) {
        jdbi.useTransaction(handle -> {
            List<Long> ids = EventStore.newIds(handle, said.length);
            List<NewEvent> fresh = new ArrayList<>();
            for (int i = 0; i < said.length; i++) {
                fresh.add(new NewEvent(
                        new Event(
                                ids.get(i), said[i].message(), said[i].said(), said[i].at(), false, said[i].standing()),
                        Optional.of(said[i].at()),
                        new NewEvent.Positioning(
                                said[i].standing().place().map(place -> NewEvent.Source.MESSAGE), false, 1),
                        new Arrival("test", "{}".getBytes(StandardCharsets.UTF_8), said[i].at(), false)));
            }
            EventStore.insert(handle, fresh, begin);
            EventStore.fold(handle, fresh, begin);
        });
    }

    /** The code of the grid of level 2 that each of them is in. */
    List<String> chains(String from) {
        return jdbi.withHandle(h -> h
                .createQuery("select chain from " + from)
                .map((row, context) -> List.of((Long[]) row.getArray("chain").getArray()))
                .stream()
                .map(chain -> boundaries.named(chain).stream()
                        .filter(ref -> ref.level() == 2)
                        .map(GridRef::code)
                        .findFirst()
                        .orElse("none"))
                .toList());
    }

    List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
