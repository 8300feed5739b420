package io.sixgrid.geo;

import io.micrometer.core.instrument.MeterRegistry;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.Database.PoolState;
import java.util.function.ToDoubleFunction;

/** How many connections to the database work, rest and are waited for, as metrics. */
final class PoolGauges {
    private PoolGauges() {}

    static void add(MeterRegistry registry, Database database) {
        gauge(registry, database, "active", PoolState::active);
        gauge(registry, database, "idle", PoolState::idle);
        gauge(registry, database, "waiting", PoolState::waiting);
    }

    private static void gauge(
            MeterRegistry registry, Database database, String state, ToDoubleFunction<PoolState> part) {
        registry.gauge("sixgrid.database.connections." + state, database, db -> part.applyAsDouble(db.poolState()));
    }
}
