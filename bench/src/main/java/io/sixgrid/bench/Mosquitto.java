package io.sixgrid.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A Mosquitto of this run alone, in a process of its own, keeping what it acknowledged for a second. */
record Mosquitto(Process process, Path directory, int port) implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/mosquitto");
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    static Mosquitto start() throws IOException {
        if (!Files.isExecutable(BINARY)) {
            throw new IllegalStateException("please install mosquitto, or say --broker artemis: there is no " + BINARY);
        }
        Path directory = Files.createTempDirectory("sixgrid-bench-mosquitto-");
        int port = Product.freePort();
        Path config = Files.write(
                directory.resolve("mosquitto.conf"),
                List.of(
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "set_tcp_nodelay true",
                        "max_inflight_messages 100",
                        "max_queued_messages 100000",
                        "persistence true",
                        "persistence_location " + directory + "/",
                        "autosave_interval 1",
                        // Started as root it would become a user that cannot write here.
                        "user " + System.getProperty("user.name"),
                        "log_dest stderr",
                        "log_type error"));
        Process process =
                Product.startGuarded(new ProcessBuilder(BINARY.toString(), "-c", config.toString()).inheritIO());
        long giveUp = System.nanoTime() + START_LIMIT.toNanos();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > giveUp) {
                process.destroyForcibly();
                throw new IllegalStateException("mosquitto did not start");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return new Mosquitto(process, directory, port);
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        Product.end(process);
        Product.delete(directory);
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
