package io.sixgrid.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * From publish to browser: the whole product in a process of its own, a publisher of native alerts at a steady rate, and
 * Chromium with the map open. An alert counts as seen at the first animation frame after the page has taken it in.
 */
final class LiveLatency {
    private static final int ALERTS_A_SECOND = 200;
    private static final Duration SETTLE = Duration.ofSeconds(10);

    /** Notes, in the browser, when the page has taken in each number of the stream and the screen was painted. */
    private static final String WATCH = """
            () => {
              window.waiting = [];
              window.seen = [];
              const known = new Set();
              const stream = new EventSource('/api/v1/live?since=' + window.sixgrid.seq);
              stream.addEventListener('changes', (event) => {
                const data = JSON.parse(event.data);
                for (const alert of (data.alerts ?? []).filter((one) => !known.has(one.id))) {
                  known.add(alert.id);
                  window.waiting.push({ seq: data.seq, published: Date.parse(alert.opened) });
                }
              });
              const look = () => {
                const now = Date.now();
                while (window.waiting.length > 0 && window.waiting[0].seq <= window.sixgrid.seq) {
                  window.seen.push(now - window.waiting.shift().published);
                }
                requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """;

    private LiveLatency() {}

    static void measure(int seconds) throws IOException, MqttException {
        try (Product product = Product.start();
                Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(withoutDownload()));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--no-first-run")))) {
            Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1920, 1080));
            page.navigate("http://127.0.0.1:" + product.httpPort());
            page.waitForFunction("() => window.sixgrid && window.sixgrid.connected");
            publish(product.mqttPort(), 5, "warm");
            page.evaluate(WATCH);
            publish(product.mqttPort(), seconds, "measured");
            int published = seconds * ALERTS_A_SECOND;
            page.waitForFunction(
                    "(count) => window.seen.length >= count",
                    published,
                    new Page.WaitForFunctionOptions().setTimeout((double) SETTLE.toMillis()));
            report((List<?>) page.evaluate("() => window.seen"), published);
        }
    }

    private static void publish(int port, int seconds, String run) throws MqttException {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "bench-" + run, new MemoryPersistence());
        client.connect();
        long start = System.nanoTime();
        for (int i = 0; i < seconds * ALERTS_A_SECOND; i++) {
            long due = start + i * 1_000_000_000L / ALERTS_A_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            // A device each, so that each message is an alert of its own; spread over the zone.
            String payload = String.format(
                    Locale.ROOT,
                    "{\"id\":\"%d\",\"time\":\"%s\",\"kind\":\"intrusion\",\"severity\":%d,\"lon\":%.7f,\"lat\":%.7f}",
                    i,
                    Instant.now(),
                    1 + i % 4,
                    121.50 + 0.05 * ((i * 7919) % 1000) / 1000,
                    38.84 + 0.04 * ((i * 104729) % 1000) / 1000);
            client.publish(
                    "sixgrid/v1/alerts/bench-" + run + "-" + i, payload.getBytes(StandardCharsets.UTF_8), 1, false);
        }
        client.disconnect();
        client.close();
    }

    private static void report(List<?> seen, int published) {
        double[] milliseconds = seen.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%nPublish to browser, %d alerts/s for %d s, %d of %d seen: median %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                ALERTS_A_SECOND,
                published / ALERTS_A_SECOND,
                milliseconds.length,
                published,
                milliseconds[milliseconds.length / 2],
                milliseconds[(int) (milliseconds.length * 0.95)],
                milliseconds[(int) (milliseconds.length * 0.99)],
                Arrays.stream(milliseconds).max().orElse(Double.NaN));
    }

    private static Map<String, String> withoutDownload() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return environment;
    }
}
