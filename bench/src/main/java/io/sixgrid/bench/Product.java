package io.sixgrid.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The product as a user runs it: a process of its own with a private database, the embedded broker and the sample city.
 * Started from the root of a built checkout.
 */
record Product(Process process, Path dataDir, int httpPort, int mqttPort) implements AutoCloseable {
    private static final Path JAR = Path.of("geo-service/target/sixgrid.jar");

    /** Returns when it has said that it is ready. */
    static Product start() throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("run this from the root of a built checkout: there is no " + JAR);
        }
        Path dataDir = Files.createTempDirectory("sixgrid-bench-");
        // For the database's user, when root runs this; otherwise the cluster would live elsewhere.
        dataDir.toFile().setExecutable(true, false);
        int httpPort = freePort();
        int mqttPort = freePort();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx2g",
                        "-jar",
                        JAR.toString(),
                        "run",
                        "--data-dir=" + dataDir,
                        "--http-port=" + httpPort,
                        "--mqtt-port=" + mqttPort)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line;
        do {
            line = output.readLine();
        } while (line != null && !line.startsWith("Sixgrid is ready"));
        if (line == null) {
            throw new IllegalStateException("the product ended before it was ready");
        }
        return new Product(process, dataDir, httpPort, mqttPort);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(dataDir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
