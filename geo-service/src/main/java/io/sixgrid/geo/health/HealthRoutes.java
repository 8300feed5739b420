package io.sixgrid.geo.health;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.geo.health.HealthPart.State;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Query;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** {@code GET /health}: 200 when every part is ready, 503 when one is not; says which. */
public final class HealthRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<HealthPart> parts;
    private final AtomicLong threads = new AtomicLong();
    // A part that hangs, as a database whose machine is gone does, must not hang the answer.
    private final ExecutorService asking = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "health-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    public HealthRoutes(List<HealthPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** What {@code /health} answers. */
    record Health(boolean ready, Map<String, State> parts) {}

    public void register(RoutesConfig routes) {
        routes.get("/health", this::health);
    }

    private void health(Context ctx) {
        Query.of(ctx);
        Map<String, CompletableFuture<State>> asked = new LinkedHashMap<>();
        for (HealthPart part : parts) {
            asked.put(
                    part.name(),
                    CompletableFuture.supplyAsync(part.state(), asking)
                            .completeOnTimeout(
                                    new State(false, "no answer within " + PATIENCE.toSeconds() + " s"),
                                    PATIENCE.toMillis(),
                                    TimeUnit.MILLISECONDS)
                            .exceptionally(failure -> new State(false, "not known: the check itself failed")));
        }
        Map<String, State> states = new LinkedHashMap<>();
        asked.forEach((name, state) -> states.put(name, state.join()));
        boolean ready = states.values().stream().allMatch(State::ready);
        ctx.header("Cache-Control", "no-store");
        ctx.status(ready ? 200 : 503);
        Answer.json(ctx, new Health(ready, states));
    }
}
