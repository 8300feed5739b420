package io.sixgrid.ingest.relay;

import io.sixgrid.data.change.Change;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.MqttPublisher;
import io.sixgrid.ingest.mqtt.MqttPublisher.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes placed events at QoS 1 to {@code sixgrid/v1/placed/{scheme}/{level-1 code}/.../{deepest code}}, or to
 * {@code .../unplaced}, in the order of their commits. It remembers its position after the broker's acknowledgement: a
 * restart resumes, and an event may come twice but is never left out. Of all processes one does it at a time. What was
 * committed while nobody subscribed to placed events is not published: MQTT gives a subscriber only what comes after. One
 * thread of its own; safe for use by several threads.
 */
public final class PlacedRelay implements AutoCloseable {
    /** What the topics of placed events begin with. */
    public static final String ROOT = "sixgrid/v1/placed";

    private static final String NAME = "placed";
    private static final int CHANGES_AT_ONCE = 100;
    /** A change may hold thousands: so many are read, held in memory and published before the next. */
    private static final int EVENTS_AT_ONCE = 2_000;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_FOR_INTAKE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(PlacedRelay.class);

    private final RelayStore store;
    private final ChangeStore changes;
    private final Boundaries boundaries;
    private final MqttPublisher publisher;
    private final Outlet outlet;
    private final Thread thread = new Thread(this::run, "placed-relay");
    private volatile @Nullable String problem;
    /** When the oldest change was made that is read and not published. */
    private volatile @Nullable Instant waitingSince;

    private volatile boolean stopping;

    /**
     * Where placed events are published.
     *
     * @param listened whether anybody subscribes to them there, present or with a session that is kept
     * @param givesWay whether intake needs the machine more: then one portion a second is published
     */
    public record Outlet(BrokerAddress broker, BooleanSupplier listened, BooleanSupplier givesWay) {
        /** A broker that does not tell whether anybody subscribes to placed events, and a machine with room for all. */
        public static Outlet always(BrokerAddress broker) {
            return new Outlet(broker, () -> true, () -> false);
        }
    }

    /** Opens nothing yet. Takes one connection of the pool for itself while it has its turn. */
    public PlacedRelay(RelayStore store, ChangeStore changes, Boundaries boundaries, Outlet outlet) {
        this.store = store;
        this.changes = changes;
        this.boundaries = boundaries;
        // An id of its own: processes that take turns must not throw each other out.
        this.publisher = new MqttPublisher(outlet.broker(), "sixgrid-relay-" + UUID.randomUUID());
        this.outlet = outlet;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What keeps it from publishing; empty while nothing does, or while another process has the turn. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * How long before {@code now} the oldest change was made that is still to be published; zero when there is none, or
     * while another process has the turn.
     */
    public Duration behind(Instant now) {
        Instant since = waitingSince;
        return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                takeTurn();
                pause(PAUSE_AFTER_FAILURE);
            } catch (RuntimeException e) {
                // Broker or database: whichever is away, the position stands and everything is tried again from it.
                tell("placed events are not published: " + e.getMessage());
                pause(PAUSE_AFTER_FAILURE);
            } finally {
                publisher.close();
            }
        }
    }

    private void takeTurn() {
        Optional<RelayStore.Turn> taken = store.take(NAME);
        if (taken.isEmpty()) {
            waitingSince = null;
            return;
        }
        try (RelayStore.Turn turn = taken.orElseThrow()) {
            long position = turn.position();
            while (!stopping) {
                changes.number();
                List<Change> next = changes.since(position, CHANGES_AT_ONCE);
                for (RelayBatch batch : RelayBatch.of(next, EVENTS_AT_ONCE)) {
                    waitingSince = batch.madeFrom();
                    publish(batch);
                    position = batch.end();
                    turn.moveTo(position);
                    problem = null;
                    if (outlet.givesWay().getAsBoolean()) {
                        pause(PAUSE_FOR_INTAKE);
                    }
                }
                // Behind, it goes on at once. Otherwise what comes meanwhile costs one reading and not one each.
                if (next.size() < CHANGES_AT_ONCE) {
                    waitingSince = null;
                    pause(PAUSE);
                }
            }
        }
    }

    private void publish(RelayBatch batch) {
        if (!outlet.listened().getAsBoolean()) {
            return;
        }
        List<Long> ids = batch.events();
        for (int from = 0; from < ids.size(); from += EVENTS_AT_ONCE) {
            List<Long> slice = ids.subList(from, Math.min(ids.size(), from + EVENTS_AT_ONCE));
            publisher.publish(messages(store.events(slice, batch.madeFrom(), batch.madeTo())));
        }
    }

    private List<Outgoing> messages(List<RelayStore.Row> events) {
        String scheme = boundaries.scheme().code();
        // Only for these events: a grid may have another code with the next.
        Map<List<Long>, PlacedChain> chains = new HashMap<>();
        return events.stream()
                .map(event -> PlacedMessage.of(
                        event,
                        chains.computeIfAbsent(
                                event.where().chain(), ids -> PlacedChain.of(scheme, boundaries.named(ids)))))
                .toList();
    }

    /** Once a problem, not once an attempt. */
    private void tell(String what) {
        if (problem == null && !stopping) {
            LOG.warn("{}", what);
        }
        problem = what;
    }

    private void pause(Duration time) {
        try {
            if (!stopping) {
                Thread.sleep(time.toMillis());
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop looks at what it set.
            LOG.debug("the relay was stopped");
        }
    }
}
