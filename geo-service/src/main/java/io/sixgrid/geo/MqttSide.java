package io.sixgrid.geo;

import io.micrometer.core.instrument.MeterRegistry;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.geo.health.HealthPart;
import io.sixgrid.geo.identity.BrokerIdentity;
import io.sixgrid.ingest.Ingest;
import io.sixgrid.ingest.IngestState;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.LiveFormats;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.ReceiverState;
import io.sixgrid.ingest.pipeline.IntakeStore;
import io.sixgrid.ingest.pipeline.Replay;
import io.sixgrid.ingest.pipeline.ReplayStore;
import io.sixgrid.ingest.relay.PlacedRelay;
import io.sixgrid.ingest.relay.RelayStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Everything that speaks MQTT: the default broker, unless one elsewhere is configured, the ingest worker, and the relay
 * of placed events. Opened and closed by one thread; its state may be asked by any.
 */
final class MqttSide implements AutoCloseable {
    private static final String SEE_LOG = "; the log says why";

    private final Config config;
    private final BrokerIdentity identity;
    private final LiveFormats formats;
    private final IntakeStore intake;
    private final Replay replay;
    private final RelayStore relays;
    private final ChangeStore changes;
    private final Boundaries boundaries;
    private final Clock clock;
    private volatile @Nullable DefaultBroker broker;
    private volatile @Nullable Ingest ingest;
    private volatile @Nullable PlacedRelay relay;

    MqttSide(Config config, Jdbi jdbi, Boundaries boundaries, BrokerIdentity identity, Clock clock) {
        this.formats = new LiveFormats(Optional.of(config.formatsDirectory()), config.frames(), clock);
        this.config = config;
        this.identity = identity;
        Clock cityClock = clock.withZone(config.map().zone());
        this.intake = new IntakeStore(jdbi, boundaries, config.ingest().clockTolerance(), cityClock);
        this.replay = new Replay(new HeldStore(jdbi), new ReplayStore(jdbi, intake), this::formatsNow);
        this.relays = new RelayStore(jdbi);
        this.changes = new ChangeStore(jdbi);
        this.boundaries = boundaries;
        this.clock = clock;
    }

    /** Opens the broker, then what connects to it. The boundaries must be loaded. */
    void start() {
        formats.makeDirectory();
        formats.refresh();
        BrokerAddress address = config.broker().orElseGet(this::startBroker);
        Ingest worker = new Ingest(intake, formats, config.ingest().settings(address), clock);
        worker.start();
        ingest = worker;
        PlacedRelay started = new PlacedRelay(relays, changes, boundaries, outlet(address, worker));
        started.start();
        relay = started;
    }

    /** Waits until messages flow, or {@code limit} is over; answers whether they do. */
    boolean awaitReady(Duration limit) throws InterruptedException {
        long giveUp = System.nanoTime() + limit.toNanos();
        while (!ingest().map(IngestState::ready).orElse(false)) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** The port of the default broker; empty where one elsewhere is used. */
    Optional<Integer> port() {
        return Optional.ofNullable(broker).map(DefaultBroker::port);
    }

    /** How ingest stands; empty before {@link #start}. */
    Optional<IngestState> ingest() {
        return Optional.ofNullable(ingest).map(Ingest::state);
    }

    /** The formats by which messages are read, refreshed by whoever keeps house. */
    LiveFormats formats() {
        return formats;
    }

    /** Reads again what nothing understood; with the files of formats as they are then. */
    Replay replay() {
        return replay;
    }

    /** Counts of this process since its start. */
    void measure(MeterRegistry registry) {
        gauge(registry, "received", state -> state.receiving().received());
        gauge(registry, "committed", IngestState::committed);
        gauge(registry, "in.flight", state -> state.receiving().inFlight());
        gauge(registry, "held.back", state -> state.receiving().heldBack());
        gauge(registry, "sessions.lost", state -> state.receiving().sessionsLost());
        registry.gauge(
                "sixgrid.broker.waiting",
                this,
                side -> Optional.ofNullable(side.broker)
                        .map(DefaultBroker::waiting)
                        .orElse(0L));
        registry.gauge(
                "sixgrid.relay.behind.seconds",
                this,
                side -> Optional.ofNullable(side.relay)
                        .map(started -> started.behind(side.clock.instant()).toMillis() / 1e3)
                        .orElse(0.0));
    }

    private void gauge(MeterRegistry registry, String count, ToDoubleFunction<IngestState> part) {
        registry.gauge(
                "sixgrid.ingest." + count,
                this,
                side -> side.ingest().map(part::applyAsDouble).orElse(0.0));
    }

    List<HealthPart> health() {
        return List.of(
                new HealthPart("broker", this::brokerState),
                new HealthPart(
                        "ingest",
                        () -> ingest().map(
                                        state -> say(state, formats.problems().size()))
                                .orElse(new HealthPart.State(false, "not started"))),
                new HealthPart(
                        "relay",
                        () -> Optional.ofNullable(relay)
                                .map(started -> say(started.problem(), started.behind(clock.instant())))
                                .orElse(new HealthPart.State(false, "not started"))));
    }

    @Override
    public void close() {
        PlacedRelay publishing = relay;
        if (publishing != null) {
            publishing.close();
        }
        Ingest receiving = ingest;
        if (receiving != null) {
            receiving.close();
        }
        DefaultBroker listening = broker;
        if (listening != null) {
            listening.close();
        }
    }

    /** The default broker knows who listens; another one is always told. */
    private PlacedRelay.Outlet outlet(BrokerAddress address, Ingest worker) {
        DefaultBroker own = broker;
        return new PlacedRelay.Outlet(
                address, () -> own == null || own.anySubscriberBelow(PlacedRelay.ROOT), worker::behind);
    }

    /** A replay looks at once: who mended a file need not wait for the next look. */
    private FormatCatalog formatsNow() {
        formats.refresh();
        return formats.catalog();
    }

    private BrokerAddress startBroker() {
        DefaultBroker started = new DefaultBroker(config, identity);
        started.start();
        broker = started;
        return started.ownAddress();
    }

    private HealthPart.State brokerState() {
        DefaultBroker own = broker;
        try {
            return new HealthPart.State(
                    true, own == null ? "elsewhere" : own.waiting() + " messages wait for a worker to commit them");
        } catch (SixgridException e) {
            return new HealthPart.State(false, "shut itself down, is started again until it runs" + SEE_LOG);
        }
    }

    static HealthPart.State say(Optional<String> problem, Duration behind) {
        String said = problem.isEmpty() ? "publishes placed events" : "does not publish placed events";
        String late = behind.toSeconds() > 0 ? ", " + behind.toSeconds() + " s behind" : "";
        return new HealthPart.State(problem.isEmpty(), said + late + (problem.isEmpty() ? "" : SEE_LOG));
    }

    // Everybody may read it: what went wrong, with addresses, users and words of the client, is for the log alone.
    static HealthPart.State say(IngestState state, int brokenFormats) {
        ReceiverState receiving = state.receiving();
        List<String> said = new ArrayList<>();
        if (state.problem().isPresent()) {
            said.add("messages are not stored");
        } else if (!state.ready()) {
            said.add("receives nothing from the broker now");
        }
        if (receiving.full()) {
            said.add("more arrives than is stored: reading stands still and the broker queues");
        }
        said.add(receiving.received() + " messages received, " + receiving.inFlight() + " in hand");
        if (receiving.heldBack() > 0) {
            said.add("held back " + times(receiving.heldBack()));
        }
        if (receiving.sessionsLost() > 0) {
            said.add("the broker forgot its session " + times(receiving.sessionsLost())
                    + ": what it had queued was lost, let it keep its queues");
        }
        receiving.warning().ifPresent(said::add);
        if (brokenFormats > 0) {
            said.add(brokenFormats + (brokenFormats == 1 ? " file of formats is" : " files of formats are")
                    + " broken and not taken" + (state.ready() ? SEE_LOG : ""));
        }
        return new HealthPart.State(state.ready(), String.join("; ", said) + (state.ready() ? "" : SEE_LOG));
    }

    private static String times(long count) {
        return count + (count == 1 ? " time" : " times");
    }
}
