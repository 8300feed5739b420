package io.sixgrid.geo.health;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sixgrid.geo.http.Query;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics} for Prometheus, and the timing of every request. Safe for use by several threads. */
public final class MetricsRoutes implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Whoever has numbers registers them here. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    public void register(JavalinConfig javalin) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        javalin.requestLogger.http((ctx, millis) -> time(ctx, millis));
        javalin.routes.get("/metrics", this::metrics);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private void metrics(Context ctx) {
        Query.of(ctx);
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
        ctx.result(registry.scrape());
    }

    private void time(Context ctx, float millis) {
        @Nullable Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        Timer.builder("sixgrid.http.requests")
                .description("HTTP requests by route")
                .tag("method", endpoint == null ? "other" : ctx.method().name())
                // The route as it was registered: paths as they were asked would make a series for every id.
                .tag("route", endpoint == null ? "unknown" : endpoint.path)
                .tag("status", String.valueOf(ctx.statusCode()))
                .register(registry)
                .record(Duration.ofNanos((long) (millis * 1e6)));
    }
}
