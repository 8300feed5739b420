package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The integrator's page in a browser, over the whole service; and what the map shows of sensors. */
final class DevicesPageTest {
    private static final String LATE_FIELD = "{\"id\":\"a2\",\"ts\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";
    private static final String SENSOR = "{\"kind\":\"water-level\",\"name\":\"东闸\",\"lon\":121.515,\"lat\":38.805}";

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
    void a_service_to_which_nothing_came() {
        database = new TestDatabase();
        running = new RunningService(database);
        page = browser.page();
    }

    @AfterEach
    void stop() {
        page.close();
        running.close();
        database.close();
    }

    @Test
    void a_broken_format_is_seen_and_once_it_is_mended_its_messages_are_replayed() {
        publish("sixgrid/v1/alerts/s2", LATE_FIELD);
        open("/devices");
        part("formats").locator("[data-format=native-alerts] button").click();
        part("format").getByText("time is missing").waitFor();

        running.mendFormat("native-alerts", "about: ", "about: Ours. ");
        part("format").getByText("native-alerts.yaml").waitFor();
        running.mendFormat("native-alerts", "rules:", "rules: [");
        part("format-problem").waitFor();
        assertThat(part("format-problem").textContent())
                .containsPattern("第 \\d+ 行有误")
                .contains("此前的文本继续生效");

        running.mendFormat("native-alerts", "from: /time,", "from: [/time, /ts],");
        part("format-problem").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(part("format-text").textContent()).contains("from: [/time, /ts]");
        page.locator("#format-replay").click();
        saying("format-outcome", "已重放 1 条。").waitFor();
        assertThat(running.asker().get("/api/v1/alerts?device=s2").json().at("/items"))
                .hasSize(1);
    }

    @Test
    void a_pasted_message_is_explained_and_so_is_where_it_fails() {
        open("/devices#tab=try");
        part("trial-topic").fill("sixgrid/v1/alerts/s1");
        part("trial-payload")
                .fill("{\"id\":\"a1\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\",\"severity\":1}");
        saying("trial-verdict", "native-alerts 可以解析：事件 1").waitFor();
        Locator card = part("trial-results").locator("[data-format=native-alerts]");
        assertThat(card.locator("[data-field=kind]").textContent()).isEqualTo("火情 (fire)");
        assertThat(card.locator("[data-field=time]").textContent()).isEqualTo("2026-11-22 16:00:00");

        part("trial-payload").fill(LATE_FIELD);
        part("trial-problem").waitFor();
        assertThat(part("trial-problem").textContent()).contains("缺少字段", "time");
        part("trial-topic").fill("nobody/knows");
        saying("trial-verdict", "没有格式接收此主题").waitFor();
    }

    @Test
    void an_unknown_device_is_registered_by_a_click_on_a_map_and_its_alert_is_placed() {
        publish(
                "sixgrid/v1/alerts/s9",
                "{\"id\":\"a1\",\"time\":\"" + Instant.now() + "\",\"kind\":\"fire\",\"severity\":2}");
        open("/devices#tab=unknown");
        part("unknowns").locator("[data-unknown=s9] button").click();
        page.locator("#unknown-form [name=name]").fill("南门烟感");
        page.locator("#unknown-form [name=kind]").fill("smoke");
        part("unknown-form").locator("[data-testid=pick-place]").click();
        clickInPicker(121.515, 38.805);
        page.waitForFunction("() => document.querySelector('#unknown-form [name=lon]').value.startsWith('121.51')");
        part("unknown-form").locator("[data-testid=save-device]").click();

        saying("registered-said", "未关闭告警 1 条，已落到网格 1 条").waitFor();
        assertThat(running.asker()
                        .get("/api/v1/alerts?device=s9&grid=" + TinyCity.EAST_GRID)
                        .json()
                        .at("/items"))
                .hasSize(1);
        assertThat(part("unknowns").locator("[data-unknown]").count()).isZero();
    }

    @Test
    void a_device_shows_what_it_said_last_and_is_changed_in_place() {
        running.asker().put("/api/v1/devices/w1", SENSOR);
        publish("sixgrid/v1/readings/w1", "{\"time\":\"" + Instant.now() + "\",\"values\":{\"depth\":0.42}}");
        open("/devices#tab=devices");
        part("presence-online").locator("b:text-is('1')").waitFor();
        part("device-filter").fill("no such");
        saying("devices", "没有符合筛选条件的内容").waitFor();
        part("device-filter").fill("东");
        part("devices").locator("[data-device=w1] button").click();
        saying("device-messages", "水深 0.42").waitFor();
        part("device-card").locator("[data-testid=chart]").waitFor();
        part("edit-device").click();
        page.locator("#device-form [name=name]").fill("西闸");
        part("device-form").locator("[data-testid=save-device]").click();
        part("devices")
                .locator("[data-device=w1]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        saying("device-card", "西闸").waitFor();
        assertThat(running.asker().get("/api/v1/devices/w1").json().get("lon").asDouble())
                .isEqualTo(121.515);
    }

    @Test
    void on_the_map_a_sensor_shows_its_value_and_a_click_its_last_day() {
        running.asker().put("/api/v1/devices/w1", SENSOR);
        Instant now = Instant.now();
        publish("sixgrid/v1/readings/w1", "{\"time\":\"" + now.minusSeconds(7200) + "\",\"values\":{\"depth\":0.31}}");
        publish("sixgrid/v1/readings/w1", "{\"time\":\"" + now + "\",\"values\":{\"depth\":2.6}}");
        open("/");
        page.waitForFunction("() => window.sixgrid && window.sixgrid.connected");
        page.evaluate("() => window.sixgrid.goTo('18/38.805/121.5152')");
        page.waitForFunction("() => window.sixgrid.valueOf('w1')?.text === '2.6'");
        assertThat(page.evaluate("() => window.sixgrid.valueOf('w1').severity"))
                .as("above its danger level")
                .isEqualTo(1);
        List<?> pixel = (List<?>) page.evaluate("() => window.sixgrid.pixelOf(121.515, 38.805)");
        part("map")
                .click(new Locator.ClickOptions()
                        .setPosition(((Number) pixel.get(0)).doubleValue(), ((Number) pixel.get(1)).doubleValue()));

        part("card").locator("[data-testid=chart][data-points='2']").waitFor();
        part("chart-said").filter(new Locator.FilterOptions().setHasText("2.6")).waitFor();
        assertThat(part("card").locator(".chart-threshold").count()).isPositive();
    }

    @Test
    void the_address_keeps_what_is_open() {
        open("/devices#tab=rules");
        part("rules").locator("[data-rule=water-level-alert] button").click();
        part("rule-card").waitFor();
        page.reload();
        part("rule-card").waitFor();
        page.keyboard().press("Escape");
        part("rule-card").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        assertThat(page.url()).endsWith("#tab=rules");
    }

    private void open(String path) {
        page.navigate(running.asker().url() + path);
    }

    private Locator part(String name) {
        return page.locator("[data-testid=" + name + "]");
    }

    private Locator saying(String name, String text) {
        return part(name).filter(new Locator.FilterOptions().setHasText(text));
    }

    private void clickInPicker(double lon, double lat) {
        Locator map = part("unknown-form").locator("[data-testid=picker-map]");
        String pixel = "([lon, lat]) => document.querySelector('#unknown-form .picker-map').pixelOf?.(lon, lat)";
        page.waitForFunction(pixel, List.of(lon, lat));
        List<?> at = (List<?>) page.evaluate(pixel, List.of(lon, lat));
        map.click(new Locator.ClickOptions()
                .setPosition(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue()));
    }

    private void publish(String topic, String payload) {
        try (MqttPublisher device =
                new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device")) {
            device.publish(List.of(new Outgoing(topic, payload.getBytes(StandardCharsets.UTF_8), false)));
        }
    }
}
