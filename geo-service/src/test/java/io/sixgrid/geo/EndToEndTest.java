package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole way with nothing of ours at either end: {@code mosquitto_pub} publishes as a vendor's device would, and
 * Chromium shows the map.
 */
final class EndToEndTest {
    private static final String CAMERA = "21021100011320000001";
    /** The grids around the camera, level 1 first. */
    private static final List<String> CHAIN = List.of(
            TinyCity.WEST,
            TinyCity.WEST_SOUTH_PRECINCT,
            TinyCity.WEST_GRID,
            TinyCity.COMPOUND,
            TinyCity.BUILDING,
            TinyCity.UNIT);
    // As many as the page loads at its start, and one more.
    private static final String TOO_MANY_ALERTS = """
            insert into alert (device, kind, state, severity, opened, last_seen, last_rank, events, source, unplaced,
                               event_id)
            select 'device-' || n, 'fire', 'open', 4, now(), now(), 0, 1, 'test', 'unknown-device', n
            from generate_series(1, 5001) n
            """;

    private static Chromium browser;

    private TestDatabase database;
    private RunningService running;
    private Page page;

    @BeforeAll
    static void open_the_browser() {
        browser = new Chromium();
    }

    @AfterAll
    static void close_the_browser() {
        browser.close();
    }

    @BeforeEach
    void the_tiny_city_with_one_camera_on_a_screen() {
        database = new TestDatabase();
        running = new RunningService(database);
        running.asker().put("/api/v1/video-points/" + CAMERA, """
                        {"kind":"camera","name":"西门","lon":121.5022,"lat":38.8025,"heading":90,"viewAngle":60,
                         "rangeMeters":80,"aliases":{"frigate-events":"gate_west","onvif-ej":"cam-west"}}
                        """);
        page = browser.page();
        page.navigate(running.asker().url());
        page.waitForFunction("() => window.sixgrid && window.sixgrid.connected");
    }

    @AfterEach
    void stop() {
        page.close();
        running.close();
        database.close();
    }

    @Test
    void a_cameras_alert_becomes_a_mark_in_its_grid_at_all_six_levels() {
        publish("frigate/events", frigate("new"));

        page.waitForFunction("() => window.sixgrid.alerts === 1");
        page.waitForFunction("() => window.sixgrid.markOf(1) !== null");
        // Through the map's own projection and back, which costs the last digits of a double.
        assertThat(page.evaluate("() => ['lon', 'lat'].map(axis => window.sixgrid.markOf(1)[axis].toFixed(7)).join()"))
                .isEqualTo("121.5022000,38.8025000");
        for (String code : CHAIN) {
            assertThat(page.evaluate("code => window.sixgrid.countOf(code)", code))
                    .as(code)
                    .isEqualTo(1);
        }
        assertThat(page.locator("[data-testid=feed] [data-alert-id='1']").count())
                .isEqualTo(1);
    }

    @Test
    void when_the_device_says_that_it_is_over_the_mark_goes() {
        publish("frigate/events", frigate("new"));
        page.waitForFunction("() => window.sixgrid.markOf(1) !== null");

        publish("frigate/events", frigate("end"));
        page.waitForFunction("() => window.sixgrid.alerts === 0 && window.sixgrid.markOf(1) === null");
        assertThat(page.evaluate("code => window.sixgrid.countOf(code)", TinyCity.WEST))
                .isEqualTo(0);
    }

    @Test
    void an_alert_of_an_unknown_device_is_on_the_list_of_the_unplaced_until_it_is_registered() {
        publish("cam-nobody/onvif-ej/RuleEngine/TamperDetector/Tamper/&1", onvif());
        page.waitForFunction("() => window.sixgrid.alerts === 1");
        page.locator("[data-testid=tab-unplaced]").click();
        page.locator("[data-testid=unplaced] [data-alert-id='1']").waitFor();

        running.asker()
                .put(
                        "/api/v1/devices/cam-nobody",
                        "{\"kind\":\"camera\",\"name\":\"新\",\"lon\":121.515,\"lat\":38.805}");
        page.waitForFunction("() => window.sixgrid.markOf(1) !== null");
        assertThat(page.evaluate("code => window.sixgrid.countOf(code)", TinyCity.EAST_GRID))
                .isEqualTo(1);
    }

    @Test
    void a_display_that_lost_its_connection_says_so_and_then_has_missed_nothing() {
        page.context().setOffline(true);
        page.locator("[data-testid=connection]").waitFor();
        publish("frigate/events", frigate("new"));
        assertThat(page.evaluate("() => window.sixgrid.alerts")).isEqualTo(0);

        page.context().setOffline(false);
        page.waitForFunction("() => window.sixgrid.markOf(1) !== null");
        assertThat(page.locator("[data-testid=connection]").isVisible()).isFalse();
    }

    @Test
    void a_click_on_the_map_says_the_whole_chain() {
        // In the unit, and away from the camera and what it sees: a click there would select the camera.
        page.evaluate("() => window.sixgrid.goTo('20/38.8028/121.5021')");
        page.waitForFunction("() => window.sixgrid.focus === 6");
        List<?> pixel = (List<?>) page.evaluate("""
                () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(
                  () => drawn(window.sixgrid.pixelOf(121.5021, 38.8028)))))
                """);
        page.locator("[data-testid=map]")
                .click(new Locator.ClickOptions()
                        .setPosition(((Number) pixel.get(0)).doubleValue(), ((Number) pixel.get(1)).doubleValue()));

        page.locator("[data-testid=chain] [data-code='" + TinyCity.UNIT + "'][aria-current=true]")
                .waitFor();
        assertThat(page.evaluate("() => window.sixgrid.selected.id")).isEqualTo(TinyCity.UNIT);
        assertThat(page.evaluate("() => window.sixgrid.chain")).isEqualTo(CHAIN);
        assertThat(page.locator("[data-testid=chain] [data-code]").all().stream()
                        .map(grid -> grid.getAttribute("data-code")))
                .containsExactlyElementsOf(CHAIN);
    }

    @Test
    void a_display_that_could_not_load_every_open_alert_says_that_its_counts_are_low() {
        assertThat(page.locator("[data-testid=partial]").isVisible()).isFalse();
        database.jdbi().useHandle(handle -> handle.execute(TOO_MANY_ALERTS));

        page.reload();
        page.locator("[data-testid=partial]").waitFor();
        assertThat(page.locator("[data-testid=partial]").textContent()).contains("5\u2009000", "偏低");
    }

    @Test
    void what_arrives_just_before_a_reload_is_no_news_of_the_new_list() {
        Object fresh = page.evaluate("""
                () => import('/page/things.js').then(({ Things }) => new Promise((told) => {
                  const things = new Things();
                  things.onChange((fresh) => told(fresh.length));
                  things.apply([{ id: 1, state: 'open', severity: 1, opened: '2026-01-01T00:00:00Z', chain: [] }], []);
                  things.reset([]);
                }))
                """);
        assertThat(fresh).isEqualTo(0);
    }

    private static String frigate(String type) {
        double now = Instant.now().toEpochMilli() / 1e3;
        return String.format(
                java.util.Locale.ROOT, """
                {"type":"%s","before":{},"after":{"id":"1790000000.1-abcdef","camera":"gate_west","label":"person",
                 "frame_time":%.6f,"start_time":%.6f,"end_time":%s,"entered_zones":["gate"]}}
                """, type, now, now, type.equals("end") ? String.valueOf(now) : "null");
    }

    private static String onvif() {
        return "{\"UtcTime\":\"" + Instant.now() + "\",\"Source\":{\"VideoSource\":\"1\"},\"Data\":{\"State\":true}}";
    }

    /** With a client that is not ours; it ends when the broker has acknowledged. */
    private void publish(String topic, String payload) {
        try {
            Process client = new ProcessBuilder(
                            "mosquitto_pub",
                            "-V",
                            "5",
                            "-q",
                            "1",
                            "-p",
                            String.valueOf(running.mqttPort()),
                            "-t",
                            topic,
                            "-m",
                            payload)
                    .inheritIO()
                    .start();
            assertThat(client.waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("mosquitto_pub could not publish", e);
        }
    }
}
