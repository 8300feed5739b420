package io.sixgrid.data.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL cluster that belongs to one data directory. It listens on loopback only, survives a crash of this
 * process (the next {@link #open} adopts it), and touches no other cluster of the machine.
 *
 * <p>PostgreSQL refuses to run as root; started by root it runs as user {@code postgres}. Where that user cannot enter
 * the data directory (one below root's home), the cluster lives in {@code /var/lib/sixgrid/<hash of the directory>},
 * and {@code cluster.location} in the data directory says so.
 *
 * <p>Not for use by several threads.
 */
public final class PrivateCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateCluster.class);
    private static final String USER = "sixgrid";
    private static final Path ELSEWHERE = Path.of("/var/lib/sixgrid");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Path dataDir;
    private final Path home;
    private final boolean asRoot = new UnixSystem().getUid() == 0;
    private final List<String> settings;
    private final @Nullable FileChannel lock;
    private int port;

    private PrivateCluster(Path dataDir, Map<String, String> settings) {
        this.dataDir = dataDir.toAbsolutePath().normalize();
        this.settings = settings.entrySet().stream()
                .map(s -> "-c " + s.getKey() + "=" + s.getValue())
                .toList();
        try {
            Files.createDirectories(this.dataDir);
            this.lock = tryLock();
            this.home = home();
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot use the data directory " + this.dataDir + ": " + e, e);
        }
    }

    /**
     * Opens the cluster of {@code dataDir}, making it the first time. Where another process holds the directory, this
     * one joins the cluster that runs and leaves it running.
     *
     * @param settings PostgreSQL settings for this start, over its defaults
     */
    public static PrivateCluster open(Path dataDir, Map<String, String> settings) {
        PrivateCluster cluster = new PrivateCluster(dataDir, settings);
        try {
            cluster.start();
            return cluster;
        } catch (RuntimeException e) {
            cluster.unlock();
            throw e;
        }
    }

    /** Whether this process holds the data directory, and so stops the cluster when it closes. */
    public boolean owned() {
        return lock != null;
    }

    /** Where {@code database} of this cluster is; it need not exist yet. */
    public DatabaseAddress address(String database) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password());
    }

    /** The folder that holds the cluster; not always below the data directory. */
    public Path home() throws IOException {
        Path note = dataDir.resolve("cluster.location");
        if (Files.exists(note)) {
            return Path.of(Files.readString(note).strip());
        }
        Path inside = dataDir.resolve("postgres");
        Path chosen = inside;
        if (asRoot && !databaseUserCanEnter(dataDir)) {
            chosen = ELSEWHERE.resolve(
                    UUID.nameUUIDFromBytes(dataDir.toString().getBytes(UTF_8)).toString());
            Files.createDirectories(ELSEWHERE);
        }
        Files.writeString(note, chosen + "\n");
        return chosen;
    }

    /** Stops the cluster if this process holds its data directory. */
    @Override
    public void close() {
        if (owned()) {
            Command.Result stopped = pgCtl("-m", "fast", "-w", "stop");
            if (stopped.status() != 0) {
                LOG.warn("could not stop the private cluster: {}", stopped.output());
            }
            unlock();
        }
    }

    /** Gives the data directory up without stopping the cluster: what a crash of this process does. For tests. */
    void forget() {
        unlock();
    }

    private void start() {
        if (!Files.exists(pgData().resolve("PG_VERSION"))) {
            if (!owned()) {
                throw SixgridException.unavailable("another process is just making the database of " + dataDir, null);
            }
            create();
        }
        long giveUp = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            Optional<Integer> running = runningPort();
            if (running.isPresent()) {
                port = running.get();
                return;
            }
            Command.Result result = startOnce();
            // Children of a killed server live on for a moment and refuse a new one: try again (seen after kill -9:
            // about 2 s).
            if (System.nanoTime() > giveUp) {
                throw SixgridException.unavailable(
                        "the private PostgreSQL does not start; its log is " + home.resolve("log") + "; pg_ctl said: "
                                + result.output(),
                        null);
            }
        }
    }

    private Command.Result startOnce() {
        if (!owned()) {
            throw SixgridException.unavailable(
                    "another process holds the data directory " + dataDir + ", but its database does not run", null);
        }
        List<String> options = new ArrayList<>(List.of("-p " + freePort(), "-h 127.0.0.1"));
        options.add("-c unix_socket_directories=''");
        options.addAll(settings);
        return pgCtl("-l", home.resolve("log").toString(), "-w", "-t", "20", "-o", String.join(" ", options), "start");
    }

    private void create() {
        try {
            LOG.info("making a private PostgreSQL cluster in {}", home);
            Files.createDirectories(home);
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Path passwordFile = dataDir.resolve("cluster.password");
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
            // initdb runs as the database's user, which may not enter the data directory: it reads a copy.
            Path copy = home.resolve("password");
            Files.copy(passwordFile, copy);
            if (asRoot) {
                Command.run(List.of("chown", "-R", "postgres:postgres", home.toString()));
            }
            Command.run(asDatabaseUser(List.of(
                    PostgresBinaries.newest().program("initdb"),
                    "-D",
                    pgData().toString(),
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + copy)));
            Files.delete(copy);
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot make a database cluster in " + home + ": " + e, e);
        }
    }

    /** The port of the server that runs on this cluster and is ready. */
    private Optional<Integer> runningPort() {
        if (pgCtl("status").status() != 0) {
            return Optional.empty();
        }
        // Line 4 is the port, line 8 the state (PostgreSQL: src/include/utils/pidfile.h).
        List<String> pidFile = Command.run(asDatabaseUser(
                        List.of("cat", pgData().resolve("postmaster.pid").toString())))
                .lines()
                .toList();
        boolean ready = pidFile.size() >= 8 && pidFile.get(7).strip().equals("ready");
        return ready ? Optional.of(Integer.valueOf(pidFile.get(3).strip())) : Optional.empty();
    }

    private Command.Result pgCtl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binaries().program("pg_ctl"), "-D", pgData().toString()));
        command.addAll(List.of(arguments));
        return Command.attempt(asDatabaseUser(command));
    }

    private PostgresBinaries binaries() {
        String version = Command.run(
                asDatabaseUser(List.of("cat", pgData().resolve("PG_VERSION").toString())));
        return PostgresBinaries.of(Integer.parseInt(version), pgData());
    }

    private Path pgData() {
        return home.resolve("data");
    }

    private String password() {
        try {
            return Files.readString(dataDir.resolve("cluster.password")).strip();
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot read the database password in " + dataDir + ": " + e, e);
        }
    }

    private List<String> asDatabaseUser(List<String> command) {
        if (!asRoot) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
                "env",
                "-i",
                "PATH=" + System.getenv("PATH"),
                "LC_ALL=C.UTF-8"));
        whole.addAll(command);
        return whole;
    }

    private boolean databaseUserCanEnter(Path folder) {
        return Command.attempt(asDatabaseUser(List.of("test", "-x", folder.toString())))
                        .status()
                == 0;
    }

    private @Nullable FileChannel tryLock() throws IOException {
        FileChannel channel =
                FileChannel.open(dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private void unlock() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL has no "any free port"; between asking and starting another may take it, so starting is retried. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
