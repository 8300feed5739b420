package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
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

/** The operator's page in a browser, over the whole service. */
final class MessagesPageTest {
    private static final String LATE_FIELD = "{\"id\":\"a2\",\"ts\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";

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
    void the_page_of_a_service_to_which_nothing_came() {
        database = new TestDatabase();
        running = new RunningService(database);
        page = browser.page();
        page.navigate(running.asker().url() + "/messages");
        verdict("empty").waitFor();
    }

    @AfterEach
    void stop() {
        page.close();
        running.close();
        database.close();
    }

    @Test
    void what_nothing_understands_is_seen_and_once_its_format_is_mended_replayed() {
        publish(LATE_FIELD);
        part("messages").locator("[data-message-id]").click();
        assertThat(part("raw").textContent()).contains("\"ts\": \"2026-11-22T08:00:00Z\"");
        part("replay-one").click();
        saying("outcome", "1 条仍在等待（缺少字段：1）").waitFor();

        running.mendFormat("native-alerts", "from: /time,", "from: [/time, /ts],");
        part("replay-one").click();
        saying("outcome", "已重放 1 条。").waitFor();
        saying("total-stored", "1").waitFor();
        assertThat(running.asker().get("/api/v1/alerts?device=s2").json().at("/items"))
                .hasSize(1);
        verdict("balanced").waitFor();
        JsonNode total = running.asker().get("/api/v1/ledger").json().get("total");
        assertThat(total.get("received").asLong()).isEqualTo(1);
        assertThat(total.get("stored").asLong()).isEqualTo(1);
        assertThat(total.get("quarantined").asLong()).isZero();
        part("state-replayed").click();
        part("messages").locator("[data-message-id]").waitFor();
    }

    @Test
    void escape_leads_from_a_message_back_to_the_list() {
        publish(LATE_FIELD);
        part("messages").locator("[data-message-id]").click();
        part("message").waitFor();
        page.keyboard().press("Escape");
        part("message").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    @Test
    void a_viewer_is_told_that_quarantine_is_for_operators() {
        Author admin = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));
        String token = new TokenStore(database.jdbi()).create("wall", Role.VIEWER, admin);
        page.reload();
        page.locator("#token").fill(token);
        page.locator("#session-form button").click();
        part("quarantine-closed").waitFor();
        assertThat(part("quarantine-closed").textContent()).contains("仅操作员可见");
        assertThat(part("reasons").isVisible()).isFalse();
        assertThat(part("sources").isVisible()).isTrue();
    }

    @Test
    void while_the_service_is_away_nothing_is_said_to_balance() {
        page.context().setOffline(true);
        part("connection").waitFor();
        assertThat(part("connection").textContent()).contains("服务没有响应");
        verdict("unknown").waitFor();
        page.context().setOffline(false);
        verdict("empty").waitFor();
    }

    @Test
    void the_map_leads_here_and_back() {
        part("to-map").click();
        part("to-messages").click();
        verdict("empty").waitFor();
    }

    private Locator part(String name) {
        return page.locator("[data-testid=" + name + "]");
    }

    private Locator saying(String name, String text) {
        return part(name).filter(new Locator.FilterOptions().setHasText(text));
    }

    private Locator verdict(String state) {
        return page.locator("[data-testid=verdict][data-state=" + state + "]");
    }

    private void publish(String payload) {
        try (MqttPublisher device =
                new MqttPublisher(BrokerAddress.anonymous("mqtt://127.0.0.1:" + running.mqttPort()), "device")) {
            device.publish(
                    List.of(new Outgoing("sixgrid/v1/alerts/s2", payload.getBytes(StandardCharsets.UTF_8), false)));
        }
    }
}
