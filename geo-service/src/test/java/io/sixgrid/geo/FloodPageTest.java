package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The map page after a network cut: 200 devices of one gateway fell silent, and one gate is forced. */
final class FloodPageTest {
    private static final String DEVICES = """
            insert into device (id, kind, name, gateway, updated_by)
            select 'GW-3', 'gateway', '三号网关', null, 'test' union all
            select 'sensor-' || n, 'smoke', '烟感' || n, 'GW-3', 'test' from generate_series(1, 201) n
            """;
    private static final String ALERTS = """
            insert into alert (device, kind, state, severity, opened, last_seen, last_rank, events, source, place, chain,
                               event_id)
            select device, kind, 'open', severity, now() - n * interval '1 minute', now(), 0, 1, 'test',
                   ST_SetSRID(ST_MakePoint(121.515, 38.805), 4326), :chain, n
            from (select 'sensor-' || n, 'offline', case n when 7 then 2 else 4 end, n from generate_series(1, 200) n
                  union all select 'gate', 'tamper', 3, 1) as x (device, kind, severity, n)
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
    void a_screen_during_a_flood() {
        database = new TestDatabase();
        running = new RunningService(database);
        Jdbi jdbi = database.jdbi();
        Long[] chain = {
            TinyCity.id(jdbi, TinyCity.EAST),
            TinyCity.id(jdbi, TinyCity.EAST_PRECINCT),
            TinyCity.id(jdbi, TinyCity.EAST_GRID)
        };
        jdbi.useHandle(handle -> {
            handle.execute(DEVICES);
            handle.createUpdate(ALERTS)
                    .bindArray("chain", Long.class, (Object[]) chain)
                    .execute();
        });
        page = browser.page();
        show("/");
    }

    @AfterEach
    void stop() {
        page.close();
        running.close();
        database.close();
    }

    @Test
    void two_hundred_offline_alerts_of_one_gateway_are_one_row_of_the_worst_severity() {
        assertThat(feed().locator("li").all().stream().map(row -> row.getAttribute("data-severity")))
                .containsExactly("2", "3");
        assertThat(group().locator(".title").textContent()).isEqualTo("离线 × 200");
        assertThat(group().locator(".where").textContent()).isEqualTo("网关 · 三号网关");
        assertThat(group().locator(".age").textContent()).isEqualTo("3 小时");
        assertThat(page.locator("[data-testid=tab-alerts] .n").textContent()).isEqualTo("201");
        assertThat(page.locator("#list-more").isVisible()).isFalse();
    }

    @Test
    void a_click_unfolds_it_to_its_members_and_folds_it_again() {
        group().locator("button").click();
        assertThat(feed().locator("li.member").count()).isEqualTo(149);
        assertThat(page.locator("#list-more").textContent()).contains("52");
        feed().locator("li.member button").first().click();
        page.waitForFunction("() => window.sixgrid.selected.type === 'alert'");

        group().locator("button").click();
        assertThat(feed().locator("li").count()).isEqualTo(2);
        assertThat(group().getAttribute("class")).contains("selected");
    }

    @Test
    void the_enter_key_unfolds_it_and_the_row_keeps_the_focus() {
        group().locator("button").focus();
        page.keyboard().press("Enter");
        assertThat(feed().locator("li.member").count()).isEqualTo(149);
        page.keyboard().press("Enter");
        assertThat(feed().locator("li.member").count()).isZero();
    }

    @Test
    void one_closes_and_the_count_falls_on_the_screen() {
        change("""
                update alert set state = 'closed', closed = now(), closed_by = 'device' where device = 'sensor-7'
                returning id
                """);
        group().filter(new Locator.FilterOptions().setHasText("离线 × 199")).waitFor();
        assertThat(group().getAttribute("data-severity")).isEqualTo("4");
        assertThat(page.locator("[data-testid=tab-alerts] .n").textContent()).isEqualTo("200");
    }

    @Test
    void another_falls_silent_and_the_count_rises_on_the_screen() {
        change("""
                insert into alert (device, kind, state, severity, opened, last_seen, last_rank, events, source, unplaced,
                                   event_id)
                values ('sensor-201', 'offline', 'open', 1, now(), now(), 0, 1, 'test', 'no-position', 201)
                returning id
                """);
        group().filter(new Locator.FilterOptions().setHasText("离线 × 201")).waitFor();
        assertThat(group().getAttribute("data-severity")).isEqualTo("1");
    }

    @Test
    void the_filter_looks_at_members_and_at_what_they_have_in_common() {
        page.locator("#list-filter").fill("烟感20");
        // 20 and 200: too few for a line of their own.
        page.waitForFunction("() => document.querySelectorAll('#list [data-alert-id]').length === 2");
        assertThat(group().count()).isZero();
        page.locator("#list-filter").fill("gw-3");
        group().filter(new Locator.FilterOptions().setHasText("离线 × 200")).waitFor();
        assertThat(feed().locator("li").count()).isEqualTo(1);
    }

    @Test
    void a_wall_shows_the_one_row_only() {
        show("/?wall");
        group().locator("button").click();
        assertThat(feed().locator("li").count()).isEqualTo(2);
        assertThat(feed().locator("li.member").count()).isZero();
    }

    /** Writes an alert and tells the displays of it, as ingest does. */
    private void change(String sql) {
        database.jdbi().useTransaction(handle -> {
            long id = handle.createQuery(sql).mapTo(Long.class).one();
            ChangeStore.append(handle, List.of(), List.of(id), List.of(), List.of());
        });
    }

    private void show(String path) {
        page.navigate(running.asker().url() + path);
        page.waitForFunction("() => window.sixgrid && window.sixgrid.connected && window.sixgrid.alerts > 0");
        group().waitFor();
    }

    private Locator feed() {
        return page.locator("[data-testid=feed]");
    }

    private Locator group() {
        return feed().locator("[data-group='offline/gateway/GW-3']");
    }
}
