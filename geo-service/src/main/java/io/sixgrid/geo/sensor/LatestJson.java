package io.sixgrid.geo.sensor;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.sensor.LatestReading;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest value of a sensor as answers say it.
 *
 * @param state    {@code alert} while a rule is crossed and has said so, else {@code ok}
 * @param severity the worst of what is crossed, 1 to 4
 */
record LatestJson(
        String device,
        String name,
        double value,
        Optional<String> unit,
        Instant at,
        String state,
        Optional<Integer> severity) {
    static LatestJson of(LatestReading reading) {
        return new LatestJson(
                reading.sensor().device(),
                reading.sensor().name(),
                reading.value(),
                reading.unit(),
                reading.at(),
                reading.severity().isPresent() ? "alert" : "ok",
                reading.severity().map(Severity::level));
    }
}
