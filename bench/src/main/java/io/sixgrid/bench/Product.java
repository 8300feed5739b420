package io.sixgrid.bench;

import io.sixgrid.data.db.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The product as a user runs it: a process of its own with a private database, the embedded broker and the sample city,
 * unless others are given. Started from the root of a built checkout.
 */
record Product(Process process, Path dataDir, int httpPort, int mqttPort) implements Contender {
    /** What each measured process gets, so that heaps are alike. */
    static final List<String> JVM = List.of("-Xmx2g", "-XX:+UseG1GC");

    private static final Path JAR = Path.of("geo-service/target/sixgrid.jar");

    /** Returns when it has said that it is ready. */
    static Product start() throws IOException {
        return start(List.of(), List.of(), Optional.empty());
    }

    /**
     * The same with a database and perhaps a broker that run beside it.
     *
     * @param jvm options for its Java besides the usual ones
     */
    static Product start(List<String> jvm, DatabaseAddress database, Optional<Mosquitto> broker) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--database-url=" + database.url(),
                "--database-user=" + database.user(),
                "--database-password=" + database.password()));
        broker.ifPresent(beside -> options.add("--broker-url=" + beside.url()));
        return start(jvm, options, broker);
    }

    private static Product start(List<String> jvm, List<String> options, Optional<Mosquitto> broker)
            throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("run this from the root of a built checkout: there is no " + JAR);
        }
        Path dataDir = Files.createTempDirectory("sixgrid-bench-");
        // For the database's user, when root runs this; otherwise the cluster would live elsewhere.
        dataDir.toFile().setExecutable(true, false);
        int httpPort = freePort();
        int mqttPort = freePort();
        List<String> command = java(jvm);
        command.addAll(List.of(
                "-jar",
                JAR.toString(),
                "run",
                "--data-dir=" + dataDir,
                "--http-port=" + httpPort,
                "--mqtt-port=" + mqttPort));
        command.addAll(options);
        Process process = startGuarded(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        awaitLine(process, "Sixgrid is ready");
        return new Product(
                process, dataDir, httpPort, broker.map(Mosquitto::port).orElse(mqttPort));
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        end(process);
        delete(dataDir);
    }

    /** The start of a command line: this Java, and what each measured process gets. */
    static List<String> java(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM);
        command.addAll(more);
        return command;
    }

    /** Starts a process that does not outlive the bench, also when that is interrupted. */
    static Process startGuarded(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** Returns when the process has printed a line that starts so; fails when it ends before. */
    static void awaitLine(Process process, String start) throws IOException {
        BufferedReader output = process.inputReader();
        String line;
        do {
            line = output.readLine();
        } while (line != null && !line.startsWith(start));
        if (line == null) {
            throw new IllegalStateException("a process ended before it said: " + start);
        }
    }

    /** Asks a process to end, and makes it. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
