package io.sixgrid.geo;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.AlertEventStore;
import io.sixgrid.data.alert.AlertStore;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.device.WaitingAlertStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridQueryStore;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.incident.IncidentReportStore;
import io.sixgrid.data.incident.IncidentStore;
import io.sixgrid.geo.alert.AlertRoutes;
import io.sixgrid.geo.device.DeviceRoutes;
import io.sixgrid.geo.grid.GridRoutes;
import io.sixgrid.geo.grid.Schemes;
import io.sixgrid.geo.health.HealthPart;
import io.sixgrid.geo.health.HealthRoutes;
import io.sixgrid.geo.health.MetricsRoutes;
import io.sixgrid.geo.identity.IdentityRoutes;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.geo.incident.IncidentRoutes;
import io.sixgrid.geo.place.LocateRoutes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jdbi.v3.core.Jdbi;

/**
 * The whole service. The constructor wires, without opening anything; {@link #start} opens, {@link #close} closes in
 * reverse. Read it to know what depends on what.
 */
public final class Sixgrid implements AutoCloseable {
    private static final String DEFAULT_SCHEME = "default";
    private static final long MAX_BODY_BYTES = 32_000_000;
    private static final long STOP_MILLIS = 4000;

    private final Config config;
    private final Database database;
    private final Schemes schemes;
    private final Housekeeping housekeeping = new Housekeeping();
    private final WaitingAlertStore waitingAlerts;
    private final MetricsRoutes metrics = new MetricsRoutes();
    private final Javalin http;

    public Sixgrid(Config config, DatabaseAddress address) {
        this(config, address, Clock.systemUTC(), HttpServletRequest::getRemoteAddr);
    }

    /** @param remote says where a request comes from; a test may come from anywhere */
    Sixgrid(Config config, DatabaseAddress address, Clock clock, Function<HttpServletRequest, String> remote) {
        this.config = config;
        database = new Database(address, config.databaseConnections());
        Jdbi jdbi = database.jdbi();
        GridStore gridStore = new GridStore(jdbi);
        GridQueryStore grids = new GridQueryStore(jdbi);
        Boundaries boundaries = new Boundaries(gridStore, DEFAULT_SCHEME, clock);
        schemes = new Schemes(boundaries, gridStore, grids, clock);
        waitingAlerts = new WaitingAlertStore(jdbi, boundaries);
        AlertRoutes alerts =
                new AlertRoutes(new AlertStore(jdbi, boundaries), new AlertEventStore(jdbi), schemes, clock);
        IncidentRoutes incidents = new IncidentRoutes(
                new IncidentStore(jdbi, boundaries), new IncidentReportStore(jdbi, boundaries), schemes, clock);
        DeviceRoutes devices = new DeviceRoutes(
                new DeviceStore(jdbi, boundaries), new RegistrationStore(jdbi, boundaries), schemes, clock);
        HealthRoutes health = new HealthRoutes(healthParts(boundaries));
        poolGauges();
        http = Javalin.create(javalin -> {
            settle(javalin);
            Problems.register(javalin);
            new IdentityRoutes(new TokenStore(jdbi), clock, remote).register(javalin.routes);
            new GridRoutes(schemes, grids, clock).register(javalin.routes);
            new LocateRoutes(schemes, clock).register(javalin.routes);
            devices.register(javalin.routes);
            alerts.register(javalin.routes);
            incidents.register(javalin.routes);
            health.register(javalin.routes);
            metrics.register(javalin);
        });
    }

    /** Opens in order; what fails leaves nothing half open but what {@link #close} closes. */
    public void start() {
        database.prepare();
        housekeeping.every(Duration.ofSeconds(1), "reading boundaries", schemes::refresh);
        housekeeping.every(Duration.ofSeconds(10), "placing alerts that waited", waitingAlerts::placeAll);
        housekeeping.every(Duration.ofHours(6), "making partitions", database::ensurePartitions);
        housekeeping.start();
        try {
            http.start();
        } catch (JavalinBindException e) {
            throw SixgridException.unavailable(
                    "cannot serve HTTP on " + config.http().host() + ":"
                            + config.http().port() + "; another program may use the port: choose one with --http-port",
                    e);
        }
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
        http.stop();
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

    private List<HealthPart> healthParts(Boundaries boundaries) {
        return List.of(
                new HealthPart("database", () -> {
                    boolean answers = database.answers();
                    return new HealthPart.State(answers, answers ? "answers" : "does not answer");
                }),
                new HealthPart("boundaries", () -> {
                    try {
                        return new HealthPart.State(
                                true, boundaries.current().size() + " grids of revision " + boundaries.revision());
                    } catch (SixgridException e) {
                        return new HealthPart.State(false, "none loaded");
                    }
                }));
    }

    private void poolGauges() {
        gauge("active", Database.PoolState::active);
        gauge("idle", Database.PoolState::idle);
        gauge("waiting", Database.PoolState::waiting);
    }

    private void gauge(String state, ToDoubleFunction<Database.PoolState> part) {
        metrics.registry()
                .gauge("sixgrid.database.connections." + state, database, db -> part.applyAsDouble(db.poolState()));
    }
}
