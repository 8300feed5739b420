package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives as one of several workers that share a subscription, in a session that the broker keeps while this worker is
 * away. Messages are acknowledged by whoever settles them; what is not settled comes again. Supervises its connection
 * with one thread of its own; safe for use by several threads.
 *
 * <p>Past the bound of messages in hand it holds the connection back for a moment, then disconnects with its session
 * kept until half of them are settled: the broker queues, and nothing is dropped.
 */
public final class MqttReceiver implements AutoCloseable {
    /**
     * How long reading may stand still: well below the keep-alive, whose answers are not read either then. Acknowledgements
     * go out meanwhile, so while messages are committed at all it is over sooner.
     */
    private static final Duration HOLD = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 1_000;
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;
    /** Two processes of one name would else throw each other out again and again. */
    private static final long TAKEN_OVER_DELAY_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(MqttReceiver.class);

    private final ReceiverSettings settings;
    private final Clock clock;
    private final Consumer<Inbound> sink;
    private final InFlight inFlight;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();
    private final AtomicLong sessionsLost = new AtomicLong();
    private final Subscriptions subscriptions;
    private final RetainedReading retained;
    private final Thread supervisor = new Thread(this::supervise, "mqtt-supervisor");
    private volatile @Nullable String problem = "not started";
    private volatile boolean connected;
    private volatile boolean subscribed;
    private volatile boolean accepting = true;
    private volatile boolean stopping;
    private volatile boolean leaving;
    private volatile boolean left;
    private volatile boolean forgotten;
    private volatile Optional<String> warning = Optional.empty();
    private volatile @Nullable Link current;
    /** @param sink takes each message without waiting; called on the client's thread */
    public MqttReceiver(ReceiverSettings settings, Clock clock, Consumer<Inbound> sink) {
        this.settings = settings;
        this.clock = clock;
        this.sink = sink;
        this.inFlight = new InFlight(settings.inFlightLimit(), ReceiverSettings.byteLimit());
        this.subscriptions = new Subscriptions(settings.filters());
        this.retained = new RetainedReading(settings, this::retained);
        supervisor.setDaemon(true);
    }

    /** Begins to connect and returns; a broker that is not there yet is waited for. */
    public void start() {
        supervisor.start();
    }

    public ReceiverState state() {
        return new ReceiverState(
                connected,
                subscribed,
                received.get(),
                inFlight.count(),
                inFlight.full(),
                connections.get(),
                heldBack.get(),
                sessionsLost.get(),
                warning.or(subscriptions::warning),
                Optional.ofNullable(problem));
    }

    /**
     * Whether this worker also reads what the broker keeps as state, now and after every further connection; one of
     * several does it.
     */
    public void lead(boolean leads) {
        retained.lead(leads);
    }

    /** Subscribes to these and no others, within a second or with the next connection; new ones are read as state too. */
    public void subscribeTo(List<String> filters) {
        subscriptions.want(filters);
    }

    /** Takes no message any more; those in hand can still be settled and acknowledged. */
    public void stopAccepting() {
        accepting = false;
    }

    /**
     * Subscribes to nothing any more, on this connection and all further ones: the broker gives what is published to the
     * other workers, and what it already kept for this one still arrives. Before the start it takes out a session that was
     * left behind.
     */
    public void leave() {
        leaving = true;
        Link link = current;
        if (link != null && subscribed) {
            subscribed = false;
            try {
                subscriptions.leave(link);
                left = true;
            } catch (MqttException e) {
                // The next connection says it again.
                link.end("the broker did not let the worker leave: " + Link.say(e));
            }
        }
    }

    /** Whether the broker was told that this worker leaves, on the connection that stands. */
    public boolean left() {
        return left;
    }

    /** The close that follows ends the session, with whatever the broker still keeps in it. */
    public void forget() {
        forgotten = true;
    }

    /** Disconnects; the broker keeps the session, and what was not settled in it. */
    @Override
    public void close() {
        stopAccepting();
        stopping = true;
        supervisor.interrupt();
        try {
            supervisor.join(LAST_DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        long delay = FIRST_DELAY_MILLIS;
        while (!stopping) {
            try {
                delay = receive() ? TAKEN_OVER_DELAY_MILLIS : FIRST_DELAY_MILLIS;
            } catch (MqttException | RuntimeException e) {
                // Whatever it was, a bug included: a worker that gives up receives nothing until somebody notices.
                tell("cannot receive from " + settings.broker() + ": " + Link.say(e), e);
                delay = Math.min(2 * delay, LAST_DELAY_MILLIS);
            } catch (InterruptedException e) {
                problem = "stopped";
            }
            pause(delay);
        }
    }

    /** Receives on a connection of its own until that ends; answers whether another process of this name ended it. */
    private boolean receive() throws MqttException, InterruptedException {
        Link link = new Link(settings.broker(), settings.clientId(), true, this::received);
        try {
            awaitDrained();
            open(link);
            retained.connected(subscriptions.held());
            problem = awaitEnd(link);
            LOG.info("{}", problem);
            return link.takenOver();
        } finally {
            connected = false;
            subscribed = false;
            left = false;
            current = null;
            retained.disconnected();
            if (forgotten && stopping) {
                link.leave();
            } else {
                link.letGo();
            }
        }
    }

    private void open(Link link) throws MqttException {
        BrokerTerms terms = link.connect(settings.connection());
        connected = true;
        warning = terms.warning();
        if (connections.getAndIncrement() > 0 && !terms.sessionPresent()) {
            sessionsLost.incrementAndGet();
            LOG.warn(
                    "the broker had forgotten the session of {}: what it queued meanwhile is lost",
                    settings.clientId());
        }
        if (leaving) {
            subscriptions.leave(link);
            left = true;
        } else {
            subscriptions.renew(link);
            subscribed = true;
        }
        current = link;
        if (leaving) {
            leave();
        }
        problem = null;
        String session = terms.sessionPresent() ? ", session resumed" : "";
        LOG.info("receiving from {} as {}{}", settings.broker(), settings.clientId(), session);
    }

    private String awaitEnd(Link link) throws InterruptedException, MqttException {
        while (!stopping) {
            List<String> added = subscriptions.catchUp(link);
            retained.added(subscriptions.held(), added);
            Optional<String> end = link.awaitEnd(LOOK_MILLIS);
            if (end.isPresent()) {
                return end.orElseThrow();
            }
        }
        return "stopped";
    }

    private void awaitDrained() throws InterruptedException {
        while (!stopping && !inFlight.awaitDrained(HOLD)) {
            problem = "held back: " + inFlight.count() + " messages are not committed yet";
        }
    }

    private void received(Link link, String topic, MqttMessage message) {
        if (!accepting) {
            return;
        }
        take(topic, message, () -> link.acknowledge(message));
        try {
            if (!inFlight.awaitRoom(HOLD)) {
                heldBack.incrementAndGet();
                link.end("held back: the bound of messages in hand is reached");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void retained(MqttMessage message, String topic) {
        if (!accepting) {
            return;
        }
        take(topic, message, () -> {});
        try {
            // Nothing of it waits for an acknowledgement, so the connection may simply stand still.
            while (!stopping && !inFlight.awaitRoom(HOLD)) {
                LOG.debug("reading retained messages is held back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String topic, MqttMessage message, Runnable acknowledge) {
        Arrival arrival = Arrivals.of(topic, message, clock.instant());
        int size = Arrivals.size(arrival);
        received.incrementAndGet();
        inFlight.arrived(size);
        sink.accept(new Inbound(arrival, () -> {
            try {
                acknowledge.run();
            } finally {
                inFlight.settled(size);
            }
        }));
    }

    /** Once a problem, not once an attempt; with its trace where nobody foresaw it. */
    private void tell(String what, Exception failure) {
        if (!what.equals(problem)) {
            boolean foreseen = failure instanceof MqttException || failure instanceof SixgridException;
            LOG.warn("{}", what, foreseen ? null : failure);
        }
        problem = what;
    }

    private void pause(long millis) {
        try {
            if (!stopping) {
                Thread.sleep(millis);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop looks at what it set.
            problem = "stopped";
        }
    }
}
