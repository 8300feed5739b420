package io.sixgrid.geo;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.sixgrid.data.Json;
import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.AlertEventStore;
import io.sixgrid.data.alert.AlertStore;
import io.sixgrid.data.alert.DeviceMessageStore;
import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.device.MessagePositionStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.incident.IncidentStore;
import io.sixgrid.data.ledger.FloodStore;
import io.sixgrid.data.ledger.FormatActivityStore;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.sample.SampleLoader;
import io.sixgrid.data.sensor.LatestReadingStore;
import io.sixgrid.data.sensor.RuleStore;
import io.sixgrid.data.sensor.SeriesStore;
import io.sixgrid.geo.alert.AlertRoutes;
import io.sixgrid.geo.device.DeviceMessageRoutes;
import io.sixgrid.geo.format.FormatRoutes;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.health.HealthPart;
import io.sixgrid.geo.health.HealthRoutes;
import io.sixgrid.geo.health.MetricsRoutes;
import io.sixgrid.geo.http.KnownFrames;
import io.sixgrid.geo.identity.BrokerIdentity;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.geo.incident.IncidentRoutes;
import io.sixgrid.geo.place.FrameCheckRoutes;
import io.sixgrid.geo.quarantine.LedgerMetrics;
import io.sixgrid.geo.quarantine.LedgerRoutes;
import io.sixgrid.geo.quarantine.QuarantineRoutes;
import io.sixgrid.geo.quarantine.ReplayRoutes;
import io.sixgrid.geo.sensor.ReadingRoutes;
import io.sixgrid.geo.sensor.RuleRoutes;
import io.sixgrid.ingest.pipeline.MonitorStore;
import io.sixgrid.maps.live.LiveRoutes;
import io.sixgrid.maps.live.LiveSettings;
import io.sixgrid.maps.live.LiveSource;
import io.sixgrid.maps.live.LiveStream;
import io.sixgrid.maps.page.MapRoutes;
import io.sixgrid.maps.page.PageRoutes;
import io.sixgrid.maps.tile.MapStore;
import io.sixgrid.maps.tile.TileRoutes;
import io.sixgrid.maps.tile.TileStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service. The constructor wires, without opening anything; {@link #start} opens, {@link #close} closes in
 * reverse. Read it to know what depends on what.
 */
public final class Sixgrid implements AutoCloseable {
    private static final String DEFAULT_SCHEME = "default";
    private static final long MAX_BODY_BYTES = 32_000_000;
    private static final long STOP_MILLIS = 4000;
    // A connection on which nothing is asked is waited for so long when the service stops; by Jetty's default a second.
    private static final long IDLE_MILLIS = 50;
    private static final Duration MESSAGES_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Sixgrid.class);

    private final Config config;
    private final Clock clock;
    private final Database database;
    private final BoundarySide areas;
    private final SampleLoader sample;
    private final EventStore events;
    private final MonitorStore monitor;
    private final MqttSide mqtt;
    private final LiveStream live;
    private final Housekeeping housekeeping = new Housekeeping();
    private final DeviceSide devices;
    private final HeldStore held;
    private final FormatActivityStore formatActivity;
    private final MetricsRoutes metrics = new MetricsRoutes();
    private final LedgerMetrics ledgerMetrics;
    private final Javalin http;

    Sixgrid(Config config, DatabaseHome home) {
        this(config, home, Clock.systemUTC(), HttpServletRequest::getRemoteAddr);
    }

    /** @param remote says where a request comes from; a test may come from anywhere */
    Sixgrid(Config config, DatabaseHome home, Clock clock, Function<HttpServletRequest, String> remote) {
        this.config = config;
        this.clock = clock;
        database = new Database(home.address(), config.databaseConnections());
        Jdbi jdbi = database.jdbi();
        areas = new BoundarySide(jdbi, DEFAULT_SCHEME, clock);
        Boundaries boundaries = areas.standard();
        Schemes schemes = areas.schemes();
        devices = new DeviceSide(jdbi, boundaries, clock);
        sample = new SampleLoader(database, areas.revisions(), devices.registrations(), boundaries);
        TokenStore tokens = new TokenStore(jdbi);
        events = new EventStore(jdbi);
        monitor = new MonitorStore(
                jdbi, boundaries, config.ingest().clockTolerance(), config.map().zone());
        mqtt = new MqttSide(
                config,
                jdbi,
                boundaries,
                new BrokerIdentity(tokens, config.mqtt().loopbackOnly(), true),
                clock);
        AlertStore alertStore = new AlertStore(jdbi, boundaries);
        IncidentStore incidentStore = new IncidentStore(jdbi, boundaries);
        ChangeStore changes = new ChangeStore(jdbi);
        MapStore maps = new MapStore(jdbi, DEFAULT_SCHEME);
        live = new LiveStream(
                new LiveSource(changes, alertStore::byIds, incidentStore::byIds, maps::edition),
                LiveSettings.DEFAULT,
                clock);
        AlertRoutes alerts = new AlertRoutes(alertStore, new AlertEventStore(jdbi), schemes, clock);
        IncidentRoutes incidents =
                new IncidentRoutes(incidentStore, new IncidentReportStore(jdbi, boundaries), schemes, clock);
        SeriesStore series = new SeriesStore(jdbi, config.map().zone());
        RuleStore rules = new RuleStore(jdbi, config.map().zone());
        QuarantineStore quarantine = new QuarantineStore(jdbi);
        HealthRoutes health = new HealthRoutes(healthParts(home, boundaries));
        held = new HeldStore(jdbi);
        formatActivity = new FormatActivityStore(jdbi);
        LedgerStore ledger = new LedgerStore(jdbi);
        ledgerMetrics = new LedgerMetrics(ledger, metrics.registry());
        PoolGauges.add(metrics.registry(), database);
        mqtt.measure(metrics.registry());
        http = Javalin.create(javalin -> {
            settle(javalin);
            Problems.register(javalin);
            KnownFrames.register(javalin, config.frames());
            new IdentityRoutes(tokens, clock, remote).register(javalin.routes);
            areas.register(javalin.routes, config);
            new FrameCheckRoutes(new MessagePositionStore(jdbi), clock).register(javalin.routes);
            devices.register(javalin.routes, schemes, config.map().zone());
            alerts.register(javalin.routes);
            incidents.register(javalin.routes);
            new ReadingRoutes(new LatestReadingStore(jdbi), series, schemes, clock).register(javalin.routes);
            new RuleRoutes(rules, schemes, clock).register(javalin.routes);
            new QuarantineRoutes(quarantine).register(javalin.routes);
            new ReplayRoutes(quarantine, mqtt.replay(), clock).register(javalin.routes);
            new LedgerRoutes(ledger, new WorkerStore(jdbi), new FloodStore(jdbi), clock).register(javalin.routes);
            new FormatRoutes(mqtt.formats(), ledger, formatActivity, clock).register(javalin.routes);
            new DeviceMessageRoutes(new DeviceMessageStore(jdbi)).register(javalin.routes);
            new LiveRoutes(live).register(javalin.routes);
            new TileRoutes(new TileStore(jdbi, DEFAULT_SCHEME), maps, boundaries).register(javalin.routes);
            new MapRoutes(boundaries, maps, changes, config.map()).register(javalin.routes);
            new PageRoutes(config.map()).register(javalin.routes);
            health.register(javalin.routes);
            metrics.register(javalin);
        });
    }

    /**
     * Opens in order; what fails leaves nothing half open but what {@link #close} closes.
     *
     * @param progress hears how the sample city is loaded, where there is no city yet
     */
    public void start(Progress progress) {
        requirePorts();
        config.frames().prepare();
        database.prepare();
        if (config.areas().sampleIfEmpty() && areas.empty()) {
            sample.load(clock.instant(), progress);
        }
        areas.keep(housekeeping);
        housekeeping.every(Duration.ofSeconds(1), "closing silent alerts", () -> events.closeSilent(clock.instant()));
        housekeeping.every(Duration.ofSeconds(1), "opening what became due", () -> monitor.elapse(clock.instant()));
        housekeeping.every(
                Duration.ofSeconds(3), "closing what no rule says", () -> monitor.reconcile(clock.instant()));
        housekeeping.every(Config.FORMATS_LOOK, "reading formats", mqtt.formats()::refresh);
        housekeeping.every(Duration.ofSeconds(5), "counting messages for the metrics", ledgerMetrics::refresh);
        devices.keep(housekeeping);
        housekeeping.every(Duration.ofHours(1), "forgetting old changes", live::trim);
        housekeeping.every(
                Duration.ofHours(1),
                "forgetting old quarantine",
                () -> held.expire(clock.instant().minus(config.ingest().quarantineKeep())));
        housekeeping.every(
                Duration.ofHours(1),
                "forgetting what formats did days ago",
                () -> formatActivity.forget(clock.instant()));
        housekeeping.every(Duration.ofHours(6), "making partitions", database::ensurePartitions);
        areas.schemes().refresh();
        housekeeping.start();
        mqtt.start();
        live.start();
        awaitMessages();
        try {
            http.start();
        } catch (JavalinBindException e) {
            throw SixgridException.unavailable(
                    "cannot serve HTTP on " + config.http().host() + ":"
                            + config.http().port() + "; another program may use the port: choose one with --http-port",
                    e);
        }
    }

    /** Before the sample city is loaded, which takes a while: what is taken now will be taken then. */
    private void requirePorts() {
        Listening.requireFree("HTTP", config.http().host(), config.http().port(), "--http-port");
        if (config.broker().isEmpty()) {
            Listening.requireFree(
                    "MQTT",
                    config.mqtt().host(),
                    config.mqtt().port(),
                    "--mqtt-port, or name the broker that uses it with --broker-url");
        }
    }

    /** Ready means that an alert published now is taken; a broker that is away must not keep the map from being served. */
    private void awaitMessages() {
        try {
            if (!mqtt.awaitReady(MESSAGES_LIMIT)) {
                LOG.warn(
                        "no messages yet; see {}/health",
                        config.http().host() + ":" + config.http().port());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SixgridException.unavailable("interrupted while starting", e);
        }
    }

    /** The port of the default broker; empty where one elsewhere is used. */
    public Optional<Integer> mqttPort() {
        return mqtt.port();
    }

    /** Where it is served: what a browser on this machine opens. */
    public String url() {
        String host = config.http().host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + http.port();
    }

    @Override
    public void close() {
        // Streams first: a display's request never ends by itself.
        live.close();
        for (Connector connector : http.jettyServer().server().getConnectors()) {
            ((AbstractConnector) connector).setShutdownIdleTimeout(IDLE_MILLIS);
        }
        http.stop();
        mqtt.close();
        housekeeping.close();
        metrics.close();
        database.close();
    }

    private void settle(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.jetty.host = config.http().host();
        javalin.jetty.port = config.http().port();
        javalin.http.maxRequestSize = MAX_BODY_BYTES;
        javalin.jsonMapper(new JavalinJackson(Json.mapper(), false));
        javalin.jetty.modifyServer(server -> {
            // Requests that run when the service stops are finished; without the handler the time-out has no effect.
            server.setStopTimeout(STOP_MILLIS);
            server.insertHandler(new GracefulHandler());
        });
    }

    private List<HealthPart> healthParts(DatabaseHome home, Boundaries boundaries) {
        List<HealthPart> parts =
                new ArrayList<>(List.of(home.health(database::answers), new HealthPart("boundaries", () -> {
                    try {
                        return new HealthPart.State(
                                true, boundaries.current().size() + " grids of revision " + boundaries.revision());
                    } catch (SixgridException e) {
                        return new HealthPart.State(false, "none loaded");
                    }
                })));
        parts.addAll(mqtt.health());
        return parts;
    }
}
