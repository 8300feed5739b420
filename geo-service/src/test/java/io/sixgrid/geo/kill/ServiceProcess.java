package io.sixgrid.geo.kill;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.geo.Main;
import io.sixgrid.ingest.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own that says when it is ready, can be killed, and starts again with the same
 * arguments. What it prints is kept in {@code target/kill}. Used by one thread.
 */
final class ServiceProcess implements AutoCloseable {
    /** Processes that start while others work share two cores with them. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String READY = "is ready";
    private static final String HTTP_PORT = "--http-port=";
    private static final String MQTT_PORT = "--mqtt-port=";
    private static final int TAIL_LINES = 60;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Class<?> main;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Path output;
    private String heap = "512m";
    private Process process;
    private int saidBefore;

    /**
     * Starts nothing yet.
     *
     * @param name of the file of its output
     */
    ServiceProcess(String name, Class<?> main, String... arguments) {
        this.main = main;
        this.arguments.addAll(List.of(arguments));
        output = Path.of("target", "kill", name + ".log");
        try {
            Files.createDirectories(output.getParent());
            Files.writeString(output, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code sixgrid run} on a data directory, with MQTT and HTTP on ports that stay the same. */
    static ServiceProcess run(String name, Path dataDir, String... more) {
        ServiceProcess service = new ServiceProcess(
                name,
                Main.class,
                "run",
                HTTP_PORT + Ports.free(),
                MQTT_PORT + Ports.free(),
                "--data-dir=" + dataDir,
                "--sample-load-if-empty=false",
                // What a device sends beyond its rate is kept by count, and no number of it can be found again.
                "--ingest-device-rate=0");
        service.arguments.addAll(List.of(more));
        return service;
    }

    /** {@code sixgrid broker} with MQTT on a port that stays the same. */
    static ServiceProcess broker(String name, Path dataDir) {
        return new ServiceProcess(name, Main.class, "broker", MQTT_PORT + Ports.free(), "--data-dir=" + dataDir);
    }

    /** The same with another limit of its heap: a number and {@code m}. */
    ServiceProcess heap(String limit) {
        heap = limit;
        return this;
    }

    /** The same with its database elsewhere. */
    ServiceProcess on(DatabaseAddress database) {
        return with("SIXGRID_DATABASE_URL", database.url())
                .with("SIXGRID_DATABASE_USER", database.user())
                .with("SIXGRID_DATABASE_PASSWORD", database.password());
    }

    /** The same with an environment variable. */
    ServiceProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Where its broker listens. */
    int mqttPort() {
        return Integer.parseInt(argument(MQTT_PORT));
    }

    /** Starts it and waits until it is ready. */
    ServiceProcess start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts it and does not wait. */
    void launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Dfile.encoding=UTF-8",
                // Not the configuration of tests, which tells warnings only.
                "-Dlogback.configurationFile=logback.xml",
                // Short lives: what the second compiler would gain is never earned back.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        saidBefore = output().length();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        Await.until("ready: " + output, PATIENCE, () -> output().indexOf(READY, saidBefore) >= 0 || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("it ended by itself with " + process.exitValue() + ":\n" + tail());
        }
    }

    /** Ends it with SIGKILL: nothing of it runs any more, and nothing is tidied up. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until it ended by itself; answers its exit code. */
    boolean alive() {
        return process.isAlive();
    }

    /** What it answers to a GET. */
    record Reply(int status, String body) {
        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + body, e);
            }
        }
    }

    /** A number of its metrics. */
    long metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    /** Asks it over HTTP; fails when it does not answer. */
    Reply get(String path) {
        String url = "http://127.0.0.1:" + argument(HTTP_PORT);
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(15))
                    .build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(url + path + " does not answer; it said:\n" + tail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything that it printed in all its lives. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines of its output hold these words. */
    long said(String words) {
        return output().lines().filter(line -> line.contains(words)).count();
    }

    /** The end of what it printed. */
    String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** Ends it, if it runs. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String argument(String option) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until it ended; answers its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
