package io.sixgrid.ingest.mqtt;

import io.sixgrid.ingest.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Mosquitto on a free port, with its state in a directory of the caller's; may be stopped and started again. */
public final class MosquittoServer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

    private final Path directory;
    private final List<String> security;
    private final int port;
    private Process process;

    /** Lets anybody in, without TLS. */
    public MosquittoServer(Path directory) {
        this(directory, List.of("allow_anonymous true"));
    }

    /** @param security lines of its configuration: who is let in, and TLS */
    MosquittoServer(Path directory, List<String> security) {
        this.directory = directory;
        this.security = List.copyOf(security);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
    }

    public BrokerAddress address() {
        return BrokerAddress.anonymous("mqtt://127.0.0.1:" + port);
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** Stops it as an operator does, and starts it again. */
    public void restart() {
        close();
        startAgain();
    }

    /** Ends it with SIGKILL: what it had not saved is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again after it was ended. */
    public void startAgain() {
        process = start();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a program to its end; fails with what it said unless it succeeds. */
    static void run(List<String> line) {
        try {
            Process program = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (program.waitFor() != 0) {
                throw new IllegalStateException(line + " says: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(line + " was interrupted", e);
        }
    }

    private Process start() {
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "set_tcp_nodelay true",
                "max_inflight_messages 100",
                "max_queued_messages 100000",
                "persistence true",
                "persistence_location " + directory + "/",
                "autosave_interval 1",
                "user " + System.getProperty("user.name"),
                "log_dest none"));
        lines.addAll(security);
        try {
            Path config = Files.write(directory.resolve("mosquitto.conf"), lines);
            Process started = new ProcessBuilder(BINARY.toString(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Await.until("mosquitto listens", this::listens);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
