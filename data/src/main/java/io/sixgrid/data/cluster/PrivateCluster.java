package io.sixgrid.data.cluster;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL cluster that belongs to one data directory. It listens on loopback only, survives a crash of this
 * process (the next {@link #open} adopts it), and touches no other cluster of the machine.
 *
 * <p>PostgreSQL refuses to run as root; started by root it runs as user {@code postgres}. Where that user cannot enter
 * the data directory (one below root's home), the cluster lives in {@code /var/lib/sixgrid/<a random UUID>}, and
 * {@code cluster.location} in the data directory says so.
 *
 * <p>Opened by one thread; may be asked, revived and closed by any.
 */
public final class PrivateCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateCluster.class);
    static final String SUPERUSER = "sixgrid";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final DatabaseUser user = DatabaseUser.ofThisProcess();
    private final ClusterHome home;
    private final ClusterServer server;
    private final @Nullable FileChannel lock;
    private volatile int port;
    private volatile @Nullable ProcessHandle process;
    private volatile boolean closed;

    private PrivateCluster(Path dataDir, Map<String, String> settings) {
        Path directory = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            this.lock = tryLock(directory);
            this.home = ClusterHome.of(directory, user);
        } catch (IOException e) {
            if (e instanceof AccessDeniedException && Files.exists(directory)) {
                throw ClusterHome.belongsToAnother(directory);
            }
            throw SixgridException.unavailable("cannot use the data directory " + directory + ": " + e, e);
        }
        server = new ClusterServer(
                home,
                user,
                settings.entrySet().stream()
                        .map(s -> "-c " + s.getKey() + "=" + s.getValue())
                        .toList());
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
        return home.address(database, port);
    }

    /** The folder that holds the cluster and its log; not always below the data directory. */
    public Path folder() {
        return home.folder();
    }

    /** Whether its server lives: it answers, or will as soon as it has recovered. Asks nobody but the system. */
    public boolean alive() {
        ProcessHandle known = process;
        return known != null && ClusterServer.runs(known);
    }

    /**
     * Starts the server again at the address it had, if it died; once closed, never. One attempt: UNAVAILABLE when it
     * does not succeed yet, which is usual while children of a killed server live on.
     */
    public synchronized void revive() {
        if (closed || alive()) {
            return;
        }
        String said = server.process().isPresent()
                ? "it is not ready"
                : server.start(port).output();
        if (!server.readyPort().equals(Optional.of(port))) {
            throw SixgridException.unavailable(
                    "the private PostgreSQL does not start again; its log is " + home.log() + "; pg_ctl said: " + said,
                    null);
        }
        process = server.process().orElse(null);
    }

    /** Stops the cluster if this process holds its data directory. */
    @Override
    public void close() {
        closed = true;
        if (owned()) {
            // At once, so that a start in progress ends: it may wait long for a recovery.
            server.stop();
            stopForGood();
            unlock();
        }
    }

    private synchronized void stopForGood() {
        server.stop().ifPresent(problem -> LOG.warn("could not stop the private cluster: {}", problem));
    }

    /** Gives the data directory up without stopping the cluster: what a crash of this process does. For tests. */
    void forget() {
        unlock();
    }

    private void start() {
        if (!home.made()) {
            if (!owned()) {
                throw SixgridException.unavailable(
                        "another process is just making the database of " + home.dataDir(), null);
            }
            create();
        }
        // Where nobody can tell whether it exists, it does not belong to this user either.
        if (!Files.notExists(home.pgData()) && !user.canEnter(home.pgData())) {
            throw home.belongsToAnother();
        }
        if (!Files.exists(home.pgData().resolve("PG_VERSION"))) {
            throw SixgridException.conflict("the database of " + home.dataDir() + " is gone from " + home.pgData()
                    + ": bring it back, or choose another --data-dir");
        }
        long giveUp = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            Optional<Integer> running = server.readyPort();
            if (running.isPresent()) {
                port = running.get();
                process = server.process().orElse(null);
                return;
            }
            Command.Result result = startOnce();
            // Children of a killed server live on for about 2 s and refuse a new one: try again.
            if (System.nanoTime() > giveUp) {
                throw SixgridException.unavailable(
                        "the private PostgreSQL does not start; its log is " + home.log() + "; pg_ctl said: "
                                + result.output(),
                        null);
            }
        }
    }

    private Command.Result startOnce() {
        if (!owned()) {
            throw SixgridException.unavailable(
                    "another process holds the data directory " + home.dataDir() + ", but its database does not run",
                    null);
        }
        return server.start(freePort());
    }

    private void create() {
        try {
            Optional<ClusterHome> unfinished = home.unfinished();
            if (unfinished.isPresent()) {
                remove(unfinished.get());
            }
            if (Files.exists(home.folder())) {
                throw SixgridException.conflict("there is a folder " + home.folder() + ", and no note says that it is"
                        + " Sixgrid's: move it away, or choose another --data-dir");
            }
            home.intend();
            LOG.info("making a private PostgreSQL cluster in {}", home.folder());
            Files.createDirectories(home.folder());
            home.newPassword();
            // initdb runs as the database's user, which may not enter the data directory: it reads a copy.
            Path copy = home.folder().resolve("password");
            Files.copy(home.dataDir().resolve("cluster.password"), copy);
            user.own(home.folder());
            Command.Result made = Command.attempt(user.as(initdb(copy)));
            if (made.status() != 0) {
                throw SixgridException.unavailable(
                        "initdb cannot make a database cluster in " + home.folder() + ": " + made.reason(), null);
            }
            Files.delete(copy);
            home.remember();
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot make a database cluster in " + home.folder() + ": " + e, e);
        }
    }

    private void remove(ClusterHome unfinished) {
        Optional<ProcessHandle> running = new ClusterServer(unfinished, user, List.of()).process();
        if (running.isPresent()) {
            throw SixgridException.unavailable(
                    unfinished.folder() + " is noted as unfinished, but PostgreSQL runs in it (process "
                            + running.get().pid() + "): stop that first, or choose another --data-dir",
                    null);
        }
        LOG.warn("removing {}, which was not finished", unfinished.folder());
        Command.run(List.of("rm", "-rf", unfinished.folder().toString()));
    }

    private List<String> initdb(Path passwordFile) {
        return List.of(
                PostgresBinaries.newest().program("initdb"),
                "--pgdata=" + home.pgData(),
                // Without a locale the default is SQL_ASCII.
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile);
    }

    private static @Nullable FileChannel tryLock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
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
