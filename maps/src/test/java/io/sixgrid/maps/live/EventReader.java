package io.sixgrid.maps.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as a browser does, in a thread of its own. */
final class EventReader implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** One event; its name is {@code end} when the stream ended. */
    record Event(String name, long id, JsonNode data) {
        List<Long> alertIds() {
            List<Long> ids = new ArrayList<>();
            data.path("alerts").forEach(alert -> ids.add(alert.get("id").asLong()));
            return ids;
        }

        List<Long> gone() {
            List<Long> ids = new ArrayList<>();
            data.path("gone").forEach(id -> ids.add(id.asLong()));
            return ids;
        }
    }

    EventReader(int port, String query, @Nullable Long lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/live" + query));
        if (lastEventId != null) {
            request.header("Last-Event-ID", String.valueOf(lastEventId));
        }
        HttpResponse<InputStream> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        body = response.body();
        Thread reader = new Thread(this::read, "event-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next event that is not a heartbeat. */
    Event next() throws InterruptedException {
        return first(event -> !event.name().equals("beat"));
    }

    /** The next event of {@code name}. */
    Event next(String name) throws InterruptedException {
        return first(event -> event.name().equals(name));
    }

    private Event first(Predicate<Event> wanted) throws InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Event event = events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no such event within " + LIMIT);
            }
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    /** The ids of alerts told next, until there are {@code count}. */
    List<Long> alerts(int count) throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.addAll(next("changes").alertIds());
        }
        return ids;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            long id = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, id, Json.mapper().readTree(line.substring(6))));
                }
            }
        } catch (IOException e) {
            // Cut while it read: ended, as below.
        }
        events.add(new Event("end", -1, Json.mapper().createObjectNode()));
    }
}
