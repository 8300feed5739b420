package io.sixgrid.geo.sensor;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.sensor.DayTime;
import io.sixgrid.data.sensor.NamePattern;
import io.sixgrid.data.sensor.Rule;
import io.sixgrid.data.sensor.RuleDefinition;
import io.sixgrid.data.sensor.Silence;
import io.sixgrid.data.sensor.Threshold;
import io.sixgrid.data.sensor.Threshold.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/** A rule as JSON answers say it: one flat object, its parts grouped here for the reader. */
record RuleJson(
        long id,
        String type,
        String origin,
        String name,
        String note,
        @JsonUnwrapped Scope scope,
        @JsonUnwrapped Watched watched,
        @JsonUnwrapped Alarm alarm,
        boolean enabled,
        @JsonUnwrapped Changed change) {
    /** Whom it concerns. */
    record Scope(Optional<String> kind, Optional<String> grid, Optional<String> gridName, int priority) {}

    /** What it looks at. */
    record Watched(
            Optional<String> reading,
            Optional<String> unit,
            Optional<Double> above,
            Optional<Double> below,
            Optional<Double> clear,
            Optional<String> hold,
            Optional<String> from,
            Optional<String> to,
            Optional<String> interval) {}

    /** What it opens. */
    record Alarm(String alertKind, int severity, String text) {}

    /** Who changed it last. */
    record Changed(Instant changed, String changedBy) {}

    /** @param grid the one it names */
    static RuleJson of(Rule rule, Optional<GridRef> grid) {
        RuleDefinition said = rule.definition();
        return new RuleJson(
                rule.id(),
                said.watch().type(),
                rule.isDefault() ? "default" : "custom",
                said.name(),
                said.note(),
                new Scope(
                        said.scope().kinds().map(NamePattern::text),
                        grid.map(GridRef::code),
                        grid.map(GridRef::name),
                        said.scope().priority()),
                watched(rule.threshold(), rule.silence()),
                new Alarm(
                        said.alert().kind(),
                        said.alert().severity().level(),
                        said.alert().text()),
                said.enabled(),
                new Changed(rule.changed(), rule.changedBy()));
    }

    private static Watched watched(Optional<Threshold> threshold, Optional<Silence> silence) {
        return new Watched(
                threshold.map(watch -> watch.readings().text()),
                threshold.flatMap(Threshold::units).map(NamePattern::text),
                threshold.filter(watch -> watch.side() == Side.ABOVE).map(Threshold::bound),
                threshold.filter(watch -> watch.side() == Side.BELOW).map(Threshold::bound),
                threshold.map(Threshold::clear),
                threshold.map(Threshold::hold).map(Duration::toString),
                threshold.flatMap(Threshold::time).map(DayTime::from).map(LocalTime::toString),
                threshold.flatMap(Threshold::time).map(DayTime::to).map(LocalTime::toString),
                silence.map(Silence::interval).map(Duration::toString));
    }
}
