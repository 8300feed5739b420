package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest value of a sensor.
 *
 * @param severity the worst of what it crosses now; empty when nothing
 */
public record LatestReading(
        SensorName sensor, double value, Optional<String> unit, Instant at, Optional<Severity> severity) {}
