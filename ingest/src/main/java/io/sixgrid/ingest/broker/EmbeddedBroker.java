package io.sixgrid.ingest.broker;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT 5 broker in this process (ActiveMQ Artemis). What it acknowledged is on disk; a session that is away keeps its
 * messages with no bound but the disk's. One that shuts itself down because it cannot write is started again until it can.
 * Opened and closed by one thread; can be started again after a close; its queues may be asked by any.
 *
 * <p>Its logging must be set by whoever configures logs: {@code org.apache.activemq.audit} off (it writes several lines a
 * message), {@code org.apache.activemq.artemis.core.server} at ERROR.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long MEGABYTE = 1 << 20;
    /** Above it publishers would be held back without a word; 90, the default, is an ordinary day for a disk. */
    private static final int MAX_DISK_PERCENT = 98;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerSettings settings;
    private final Credentials credentials;
    private volatile @Nullable EmbeddedActiveMQ broker;
    private volatile int port;
    private @Nullable FileChannel lock;
    private @Nullable BrokerWatch watch;

    /** Opens nothing yet. */
    public EmbeddedBroker(BrokerSettings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Starts, or fails in one sentence: the port is taken, the directory is another process's, or cannot be written. */
    public void start() {
        lock = lock(settings.directory());
        try {
            open(settings.port());
            requirePort();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        BrokerWatch watching = new BrokerWatch(this);
        watching.start();
        watch = watching;
    }

    /** The port it listens on, which the settings may have left open. */
    public int port() {
        if (broker == null) {
            throw new IllegalStateException("the broker is not started");
        }
        return port;
    }

    /** What it keeps for the ingest workers; UNAVAILABLE while it does not serve. */
    public BrokerQueues queues() {
        return BrokerQueues.of(running());
    }

    /**
     * Whether anybody subscribes to topics below {@code prefix}, present or with a session that is kept; UNAVAILABLE while
     * it does not serve.
     */
    public boolean anySubscriberBelow(String prefix) {
        return BrokerQueues.anyBelow(prefix, running());
    }

    private ActiveMQServer running() {
        EmbeddedActiveMQ running = broker;
        if (running == null || !active()) {
            throw SixgridException.unavailable("the broker does not serve now", null);
        }
        return running.getActiveMQServer();
    }

    /** Whether it serves; not while it has shut itself down. */
    boolean active() {
        EmbeddedActiveMQ running = broker;
        // It has no server yet while it is started again.
        ActiveMQServer server = running == null ? null : running.getActiveMQServer();
        return server != null && server.isActive();
    }

    /** Starts it again at the port it had; once closed, never. One attempt: UNAVAILABLE when it does not succeed. */
    synchronized void revive() {
        EmbeddedActiveMQ dead = broker;
        if (dead != null && !active()) {
            stop(dead);
            open(port);
            if (!active()) {
                throw SixgridException.unavailable("the broker does not start in " + settings.directory(), null);
            }
        }
    }

    @Override
    public void close() {
        BrokerWatch watching = watch;
        if (watching != null) {
            watching.close();
            watch = null;
        }
        stopForGood();
    }

    private synchronized void stopForGood() {
        EmbeddedActiveMQ running = broker;
        broker = null;
        try {
            if (running != null) {
                stop(running);
            }
        } finally {
            unlock();
        }
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not stop", e);
        }
    }

    /** Starts a broker on {@code wanted}, 0 for any free port; it may not be {@link #active} after that. */
    private synchronized void open(int wanted) {
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ();
        starting.setConfiguration(configuration(wanted));
        starting.setSecurityManager(new BrokerSecurity(credentials));
        broker = starting;
        try {
            CompletableFuture.runAsync(() -> startUnchecked(starting)).get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw SixgridException.unavailable(
                    "the broker did not start within " + START_LIMIT.toSeconds() + " seconds in "
                            + settings.directory(),
                    e);
        } catch (ExecutionException e) {
            throw SixgridException.unavailable(
                    "the broker cannot start in " + settings.directory() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SixgridException.unavailable("interrupted while the broker started", e);
        }
        if (active()) {
            port = ((NettyAcceptor)
                            starting.getActiveMQServer().getRemotingService().getAcceptor("mqtt"))
                    .getActualPort();
        }
    }

    /** Artemis logs a port that is taken, and returns as if nothing had happened. */
    private void requirePort() {
        if (!active()) {
            throw SixgridException.unavailable(
                    "the MQTT port " + settings.host() + ":" + settings.port()
                            + " is taken; choose another with --mqtt-port, or name that broker with --broker-url",
                    null);
        }
    }

    private Configuration configuration(int wanted) {
        Path directory = settings.directory();
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJMXManagementEnabled(false)
                // Without it the broker takes half of the heap.
                .setGlobalMaxSize(Math.min(256 * MEGABYTE, Runtime.getRuntime().maxMemory() / 8))
                .setMaxDiskUsage(MAX_DISK_PERCENT);
        BrokerSecurity.configure(configuration);
        listen(configuration, wanted);
        configuration.addAddressSetting("#", everyTopic());
        WildcardConfiguration mqtt = new WildcardConfiguration();
        mqtt.setDelimiter('/');
        mqtt.setAnyWords('#');
        mqtt.setSingleWord('+');
        configuration.setWildCardConfiguration(mqtt);
        return configuration;
    }

    private void listen(ConfigurationImpl configuration, int wanted) {
        String uri = "tcp://" + settings.host() + ":" + wanted + "?protocols=MQTT";
        try {
            configuration.addAcceptorConfiguration("mqtt", uri);
        } catch (Exception e) {
            throw SixgridException.invalid("mqtt-host", "not an address to listen on: " + uri);
        }
    }

    private static AddressSettings everyTopic() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(true)
                .setAutoDeleteQueues(true)
                // A worker that disconnects with messages in hand does so on purpose; they are never given up.
                .setMaxDeliveryAttempts(-1)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
    }

    private static void startUnchecked(EmbeddedActiveMQ broker) {
        try {
            broker.start();
        } catch (Exception e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A lock of our own: Artemis waits for its own for ever, and says so only in the log. */
    private static FileChannel lock(Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve("sixgrid.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("the lock in {} is held by another broker of this process", directory);
        } catch (IOException e) {
            letGo(channel);
            throw SixgridException.unavailable("the broker's directory cannot be used: " + e, e);
        }
        letGo(channel);
        throw SixgridException.unavailable("another broker is running in " + directory, null);
    }

    private static void letGo(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("closing the file of a lock that was not taken", e);
        }
    }

    private void unlock() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the broker's lock cannot be given back", e);
        } finally {
            lock = null;
        }
    }
}
