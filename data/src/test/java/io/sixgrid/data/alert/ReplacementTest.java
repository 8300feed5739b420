package io.sixgrid.data.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.device.Device;
import io.sixgrid.data.device.RegistrationStore;
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
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** What stands in a grid that is split in an hour. */
@PostgisTest
final class ReplacementTest {
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final MeshCity MESH = new MeshCity(3, 1);
    private static final String SPLIT = "G1-1";

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant takesEffect = begin.plus(1, ChronoUnit.HOURS);
    private Instant now = begin;
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

    private Jdbi jdbi;
    private Boundaries boundaries;
    private IncidentReportStore incidents;
    private ReplacementStore replacement;

    @BeforeEach
    void a_mesh_whose_middle_grid_is_to_be_split(TestDatabase database) {
        jdbi = database.jdbi();
        new RevisionStore(jdbi)
                .found(
                        Plan.of(MeshCity.SCHEME, MESH.outline(), List.of(), MESH.grids()),
                        new Publication("test", "found", Optional.empty(), FOUNDED),
                        Progress.SILENT);
        new EventStore(jdbi).ensureMonth(begin);
        boundaries = new Boundaries(new GridStore(jdbi), "mesh", clock);
        boundaries.refresh();
        incidents = new IncidentReportStore(jdbi, boundaries);
        replacement = new ReplacementStore(jdbi, boundaries, clock);
        jdbi.useHandle(h -> h.execute("delete from replacement"));
    }

    @Test
    void at_the_moment_what_is_open_is_placed_again_and_what_is_closed_keeps_its_place() {
        register("cam-1");
        store(open("cam-1", begin));
        store(open("cam-2", begin), close("cam-2", begin.plusSeconds(5)));
        long open = report(Optional.of(in(SPLIT)));
        long closed = report(Optional.of(in(SPLIT)));
        long elsewhere = report(Optional.of(in("G0-1")));
        incidents.close(closed, new Author("test", begin));
        publishSplit();

        now = takesEffect.minusSeconds(1);
        assertThat(replacement.work(100)).isZero();
        assertThat(chains("alert where state = 'open'")).containsExactly(SPLIT);

        now = takesEffect;
        assertThat(replacement.work(100)).isEqualTo(3);
        assertThat(chains("alert where state = 'open'")).containsExactly("HALF");
        assertThat(chains("alert where state = 'closed'")).containsExactly(SPLIT);
        assertThat(chains("device")).containsExactly("HALF");
        assertThat(chains("incident where id = " + open)).containsExactly("HALF");
        assertThat(chains("incident where id = " + closed)).containsExactly(SPLIT);
        assertThat(chains("incident where id = " + elsewhere)).containsExactly("G0-1");
        for (String subject : List.of("device", "incident", "event")) {
            assertThat(rows("select cause || ' ' || (at = '" + takesEffect + "') || ' ' || revision from placement"
                            + " where subject = '" + subject + "' and cause <> 'intake'"))
                    .containsExactly("boundary true 2");
        }
        assertThat(rows(
                        "select cardinality(alerts) || ' ' || cardinality(incidents) || ' ' || devices::text from change"
                                + " where revision is null order by id desc limit 3"))
                .containsExactlyInAnyOrder("1 0 {}", "0 1 {}", "0 0 {cam-1}");
    }

    @Test
    void what_a_worker_commits_after_the_moment_by_the_former_boundaries_is_placed_again_too() {
        publishSplit();
        Event late = open("cam-1", begin);
        now = takesEffect;
        replacement.work(100);
        store(late);
        assertThat(replacement.work(100)).isZero();
        assertThat(chains("alert")).containsExactly(SPLIT);

        now = takesEffect.plusSeconds(5);
        assertThat(replacement.work(100)).isEqualTo(3);
        assertThat(chains("alert")).containsExactly("HALF");
    }

    @Test
    void an_alert_that_is_folded_again_stays_where_it_was_placed_again() {
        store(open("cam-1", begin), refresh("cam-1", begin.plusSeconds(20)));
        publishSplit();
        now = takesEffect;
        replacement.work(100);
        store(refresh("cam-1", begin.plusSeconds(10)));
        assertThat(chains("alert")).containsExactly("HALF");
        assertThat(rows("select events::text from alert")).containsExactly("3");
    }

    @Test
    void an_alert_that_comes_to_lie_outside_stays_open_and_says_so() {
        store(open("cam-1", begin), refresh("cam-1", begin.plusSeconds(20)));
        publish(redraw -> redraw.remove("G1-1P").remove("G1-1PH").remove(SPLIT).outline(without(SPLIT), List.of()));
        now = takesEffect;
        replacement.work(100);
        store(refresh("cam-1", begin.plusSeconds(10)));
        now = takesEffect.plusSeconds(60);
        replacement.work(100);
        assertThat(rows("select state || ' ' || unplaced || ' ' || chain::text from alert"))
                .containsExactly("open outside {}");
        assertThat(rows("select count(*)::text from placement where cause = 'boundary'"))
                .containsExactly("3");
    }

    @Test
    void an_alert_that_waited_for_the_registry_over_the_moment_comes_to_the_grid_of_now() {
        store(unplaced("cam-1", begin));
        publish(begin.minusSeconds(1), redraw -> redraw.split(SPLIT, "HALF", "OTHER"));
        jdbi.useHandle(h -> h.execute("delete from replacement"));
        jdbi.useHandle(h -> h.execute("update alert set opened = opened - interval '1 day'"));
        jdbi.useHandle(h -> h.execute("update event set at = at - interval '1 day'"));
        register("cam-1");
        assertThat(chains("alert")).containsExactly(SPLIT);
        now = Instant.now().plusSeconds(5);
        assertThat(replacement.work(100)).isEqualTo(1);
        assertThat(chains("alert")).containsExactly("HALF");
    }

    @Test
    void an_incident_of_a_grid_keeps_it_when_the_grid_is_no_more_and_follows_it_to_another_parent() {
        long gone = report(Optional.empty(), SPLIT);
        long moved = report(Optional.empty(), "G0-0");
        publish(redraw -> redraw.split(SPLIT, "HALF", "OTHER").recode("D0-0", "D9"));
        now = takesEffect;
        replacement.work(100);
        assertThat(chains("incident where id = " + gone)).containsExactly(SPLIT);
        assertThat(rows("select (chain = (select chain from placement where subject = 'incident' and subject_id = "
                        + moved + " order by id desc limit 1))::text from incident where id = " + moved))
                .containsExactly("true");
    }

    @Test
    void many_are_placed_again_some_at_a_time() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            names.add("lamp-" + i);
        }
        register(names.toArray(String[]::new));
        publishSplit();
        now = takesEffect;
        assertThat(replacement.work(3)).isEqualTo(3);
        String replaced = "select count(*)::text from placement where cause = 'boundary'";
        assertThat(rows(replaced)).containsExactly("500");
        assertThat(replacement.work(100)).isEqualTo(2);
        assertThat(rows(replaced)).containsExactly("1200");
    }

    @Test
    void when_all_walks_are_done_nothing_is_left_to_do() {
        register("cam-1");
        publishSplit();
        now = takesEffect.plus(2, ChronoUnit.DAYS);
        assertThat(replacement.work(100)).isEqualTo(18);
        assertThat(rows("select id::text from replacement")).isEmpty();
        assertThat(rows("select count(*)::text from placement where cause = 'boundary'"))
                .containsExactly("1");
    }

    private void publishSplit() {
        publish(redraw -> redraw.split(SPLIT, "HALF", "OTHER"));
    }

    private void publish(UnaryOperator<Redraw> edit) {
        publish(takesEffect, edit);
    }

    private void publish(Instant effective, UnaryOperator<Redraw> edit) {
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

    /** A point of the half that is called so, and of no plot. */
    private static LonLat in(String code) {
        Coordinate[] c = shape(code).getCoordinates();
        return new LonLat(
                Lattice.round((c[0].x + 5 * c[1].x + 4 * c[2].x) / 10),
                Lattice.round((c[0].y + 5 * c[1].y + 4 * c[2].y) / 10));
    }

    private static Geometry shape(String code) {
        return MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    private static Geometry without(String code) {
        return MESH.outline().difference(shape(code));
    }

    private void register(String... ids) {
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

    private long report(Optional<LonLat> place) {
        return report(place, null);
    }

    private long report(Optional<LonLat> place, @Nullable String grid) {
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

    private Event open(String device, Instant at) {
        return event(device, at, Phase.OPEN);
    }

    /** Of a device that nobody registered yet. */
    private Event unplaced(String device, Instant at) {
        Event event = event(device, at, Phase.OPEN);
        return new Event(
                0, event.message(), event.said(), at, false, Standing.none(Optional.empty(), Unplaced.UNKNOWN_DEVICE));
    }

    private Event refresh(String device, Instant at) {
        return event(device, at, Phase.REFRESH);
    }

    private Event close(String device, Instant at) {
        return event(device, at, Phase.CLOSE);
    }

    /** Placed by the boundaries of its time, as ingest does. */
    private Event event(String device, Instant at, Phase phase) {
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

    private void store(Event... said) {
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
    private List<String> chains(String from) {
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

    private List<String> rows(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
