package io.sixgrid.maps.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.sixgrid.data.alert.AlertStore;
import io.sixgrid.data.change.Change;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.maps.TestCity;
import io.sixgrid.maps.live.EventReader.Event;
import io.sixgrid.maps.tile.MapStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class LiveStreamTest {
    private static final LiveSettings SETTINGS = new LiveSettings(
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofHours(24),
            new LiveSettings.Bounds(200_000, 1_000));

    private Jdbi jdbi;
    private TestCity city;
    private ChangeStore changes;
    private LiveStream stream;
    private Javalin http;

    @BeforeEach
    void a_stream_of_a_small_city(TestDatabase database) {
        jdbi = database.jdbi();
        city = new TestCity(jdbi);
        changes = new ChangeStore(jdbi);
        begin(SETTINGS, () -> 1);
    }

    private void begin(LiveSettings settings, LongSupplier edition) {
        AlertStore alerts = new AlertStore(jdbi, city.boundaries());
        stream = new LiveStream(
                new LiveSource(changes, alerts::byIds, ids -> List.of(), edition), settings, Clock.systemUTC());
        http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            new LiveRoutes(stream).register(config.routes);
            TestCity.problems(config.routes);
        });
        stream.start();
        http.start();
    }

    @AfterEach
    void stop() {
        stream.close();
        http.stop();
    }

    @Test
    void an_alert_is_told_with_its_place_and_chain() throws Exception {
        try (EventReader display = connect("")) {
            long id = city.alert("cam-1", 1, "E");
            Event event = display.next("changes");
            assertThat(event.alertIds()).containsExactly(id);
            assertThat(event.data().at("/alerts/0").toString())
                    .contains("\"device\":\"cam-1\"", "\"severity\":1", "\"state\":\"open\"", "\"lon\":121.45")
                    .contains("\"chain\":[{\"level\":1,\"code\":\"E\",\"name\":\"E\"}]");
        }
    }

    @Test
    void what_commits_first_is_told_first_whatever_began_first() throws Exception {
        try (EventReader display = connect("");
                Handle slow = jdbi.open()) {
            slow.begin();
            long late = city.insertAlert(slow, "slow", 2, "E");
            TestCity.touch(slow, late);
            long early = city.alert("quick", 2, "E");
            assertThat(display.alerts(1)).containsExactly(early);
            slow.commit();
            assertThat(display.alerts(1)).containsExactly(late);
        }
    }

    @Test
    void a_display_that_reconnects_gets_what_it_missed_once() throws Exception {
        long seen;
        long first = city.alert("a", 1, "E");
        try (EventReader display = connect("?since=0")) {
            Event event = display.next("changes");
            assertThat(event.alertIds()).containsExactly(first);
            seen = event.id();
        }
        List<Long> missed = List.of(city.alert("b", 1, "E"), city.alert("c", 1, "W"));
        try (EventReader display = new EventReader(http.port(), "", seen)) {
            assertThat(display.alerts(2)).isEqualTo(missed);
            long next = city.alert("d", 1, "E");
            assertThat(display.alerts(1)).containsExactly(next);
        }
    }

    @Test
    void displays_that_connect_while_alerts_come_in_miss_none() throws Exception {
        List<Long> opened = new ArrayList<>();
        List<EventReader> displays = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            opened.add(city.alert("device-" + i, 3, "E"));
            if (i % 8 == 0) {
                displays.add(connect("?since=0"));
            }
        }
        for (EventReader display : displays) {
            assertThat(display.alerts(40)).isEqualTo(opened);
            display.close();
        }
    }

    @Test
    void what_is_no_longer_kept_is_answered_by_reload() throws Exception {
        city.alert("a", 1, "E");
        city.alert("b", 1, "E");
        changes.number();
        jdbi.useHandle(h -> h.execute("delete from change where seq = 1"));
        try (EventReader display = connect("?since=0")) {
            display.next("reload");
            long next = city.alert("c", 1, "E");
            assertThat(display.alerts(1)).contains(next);
        }
        try (EventReader ahead = connect("?since=99999")) {
            ahead.next("reload");
        }
    }

    @Test
    void old_changes_are_trimmed_and_young_ones_kept() {
        city.alert("a", 1, "E");
        city.alert("b", 1, "E");
        changes.number();
        jdbi.useHandle(h -> h.execute("update change set made = made - interval '25 hours' where seq = 1"));
        assertThat(stream.trim()).isEqualTo(1);
        assertThat(changes.since(0, 10)).extracting(Change::seq).containsExactly(2L);
    }

    @Test
    void a_filter_tells_what_is_in_it_and_what_left() throws Exception {
        try (EventReader east = connect("?grid=E&state=open&severity=1,2")) {
            long west = city.alert("w", 1, "W");
            Event passedBy = east.next("changes");
            assertThat(passedBy.alertIds()).isEmpty();
            assertThat(passedBy.data().at("/gone/0").asLong()).isEqualTo(west);
            long open = city.alert("e", 1, "E");
            assertThat(east.alerts(1)).containsExactly(open);
            city.close(open);
            assertThat(east.next("changes").data().at("/gone/0").asLong()).isEqualTo(open);
        }
    }

    @Test
    void an_alert_that_a_late_event_joined_away_is_told_gone_to_every_display() throws Exception {
        long joined = city.alert("cam-1", 2, "E");
        try (EventReader display = connect("?since=0");
                EventReader filtered = connect("?grid=W&severity=1&kind=smoke&device=other")) {
            Event told = display.next("changes");
            assertThat(told.alertIds()).containsExactly(joined);
            city.remove(joined);
            assertThat(display.next("changes").gone()).containsExactly(joined);
            assertThat(filtered.next("changes").gone()).containsExactly(joined);
            try (EventReader resumed = new EventReader(http.port(), "", told.id())) {
                assertThat(resumed.next("changes").gone()).containsExactly(joined);
            }
        }
    }

    @Test
    void an_incident_that_is_no_more_is_told_gone() throws Exception {
        try (EventReader display = connect("")) {
            jdbi.useTransaction(h -> ChangeStore.append(h, List.of(), List.of(), List.of(77L), List.of()));
            assertThat(display.next("changes").data().at("/goneIncidents/0").asLong())
                    .isEqualTo(77);
        }
    }

    @Test
    void a_display_that_does_not_read_delays_nobody_and_is_cut() throws Exception {
        try (Socket stuck = new Socket(InetAddress.getLoopbackAddress(), http.port());
                EventReader display = connect("")) {
            stuck.getOutputStream()
                    .write("GET /api/v1/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await(() -> stream.displays() == 2);
            long id = city.alert("loud", 1, "E");
            String text = "x".repeat(100_000);
            jdbi.useHandle(h -> h.execute("update alert set text = ? where id = ?", text, id));
            int told = 0;
            while (stream.displays() == 2 && told++ < 400) {
                jdbi.useTransaction(h -> TestCity.touch(h, id));
                assertThat(display.alerts(1)).containsExactly(id);
            }
            // Told more than once beside the one that does not read: its first frame alone never cuts it.
            assertThat(told).isGreaterThan(1);
            assertThat(stream.displays()).isEqualTo(1);
        }
    }

    @Test
    void a_quiet_stream_beats_and_a_closed_one_ends() throws Exception {
        try (EventReader display = connect("")) {
            assertThat(display.next("hello").data().get("edition").asLong()).isEqualTo(1);
            assertThat(display.next("beat").data().has("time")).isTrue();
            stream.close();
            assertThat(display.next().name()).isEqualTo("end");
        }
    }

    @Test
    void boundaries_are_told_when_they_come_into_force_at_once_or_at_their_moment() throws Exception {
        stream.close();
        http.stop();
        LiveSettings rarely = new LiveSettings(
                SETTINGS.poll(), SETTINGS.coalesce(), Duration.ofDays(1), SETTINGS.keep(), SETTINGS.bounds());
        begin(rarely, new MapStore(jdbi, "default")::edition);
        try (EventReader display = connect("")) {
            long before = display.next("hello").data().get("edition").asLong();
            Instant takesEffect = Instant.now().plusSeconds(3);
            jdbi.useTransaction(h -> publish(h, Instant.now()));
            assertThat(display.next("changes").data().get("revision").asLong()).isEqualTo(2);
            jdbi.useTransaction(h -> publish(h, takesEffect));
            assertThat(display.next("changes").data().get("revision").asLong()).isEqualTo(3);

            Event beat = display.next("beat");
            while (beat.data().get("edition").asLong() < takesEffect.toEpochMilli()) {
                beat = display.next("beat");
            }
            assertThat(beat.data().get("edition").asLong()).isGreaterThan(before);
        }
    }

    private static void publish(Handle handle, Instant effective) {
        long revision = handle.createQuery("insert into revision (scheme_id, effective, author, reason)"
                        + " values (1, :effective, 'test', 'next') returning id")
                .bind("effective", effective)
                .mapTo(Long.class)
                .one();
        ChangeStore.appendRevision(handle, revision);
    }

    @Test
    void a_wrong_number_is_refused_before_the_stream_begins() throws Exception {
        URI wrong = URI.create("http://127.0.0.1:" + http.port() + "/api/v1/live?since=yesterday");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(wrong).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("since", "yesterday");
    }

    private EventReader connect(String query) throws IOException, InterruptedException {
        return new EventReader(http.port(), query, null);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.onSpinWait();
        }
    }
}
