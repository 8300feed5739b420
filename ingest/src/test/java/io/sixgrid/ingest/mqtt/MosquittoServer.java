package io.sixgrid.ingest.mqtt;

import io.sixgrid.ingest.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Mosquitto on a free port, with its state in a directory of the caller's; may be stopped and started again. */
public final class MosquittoServer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

    private final Path directory;
    private final int port;
    private Process process;

    public MosquittoServer(Path directory) {
        this.directory = directory;
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

    /** Stops it as an operator does, and starts it again. */
    public void restart() {
        close();
        process = start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start() {
        List<String> lines = List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "set_tcp_nodelay true",
                "max_inflight_messages 100",
                "max_queued_messages 100000",
                "persistence true",
                "persistence_location " + directory + "/",
                "autosave_interval 1",
                "user " + System.getProperty("user.name"),
                "log_dest none");
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
