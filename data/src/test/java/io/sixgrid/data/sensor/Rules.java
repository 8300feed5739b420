package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.sensor.Threshold.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/** Rules and readings of tests. Seconds count from {@link #START}. */
final class Rules {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final String DEVICE = "s1";

    private Rules() {}

    /** Level above 10 for kind {@code water}, back at 8, severity 3. */
    static Rule above(long id) {
        return rule(id, threshold(10, 8, 0), 3);
    }

    static Threshold threshold(double bound, double clear, int holdSeconds) {
        return new Threshold(
                NamePattern.parse("reading", "level|depth"),
                Optional.of(NamePattern.parse("unit", "m|metre")),
                Side.ABOVE,
                bound,
                clear,
                Duration.ofSeconds(holdSeconds),
                Optional.empty());
    }

    static Rule rule(long id, Watch watch, int severity) {
        return rule(
                id,
                watch,
                severity,
                new RuleScope(Optional.of(NamePattern.parse("kind", "water*")), Optional.empty(), 0));
    }

    static Rule rule(long id, Watch watch, int severity, RuleScope scope) {
        String kind = watch instanceof Silence ? Silence.ALERT_KIND : "water-high";
        AlertTerms alert = new AlertTerms(kind, Severity.of(severity), "{reading} {value} {unit} > {bound}");
        return new Rule(id, new RuleDefinition("rule " + id, "", scope, watch, alert, true), false, START, "test");
    }

    static Threshold at(Threshold threshold, String from, String to) {
        return new Threshold(
                threshold.readings(),
                threshold.units(),
                threshold.side(),
                threshold.bound(),
                threshold.clear(),
                threshold.hold(),
                Optional.of(new DayTime(LocalTime.parse(from), LocalTime.parse(to))));
    }

    static NewReading reading(int second, double value) {
        Instant at = START.plusSeconds(second);
        return new NewReading(DEVICE, "level", value, Optional.of("m"), at, at);
    }
}
