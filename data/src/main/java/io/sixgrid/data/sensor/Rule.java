package io.sixgrid.data.sensor;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule as it stands.
 *
 * @param isDefault whether it came with Sixgrid: it can be changed and put back, but not deleted
 * @param changedBy who changed it last; {@code sixgrid} where nobody did
 */
public record Rule(long id, RuleDefinition definition, boolean isDefault, Instant changed, String changedBy) {
    /** What it watches, if that is a threshold. */
    public Optional<Threshold> threshold() {
        return definition.watch() instanceof Threshold threshold ? Optional.of(threshold) : Optional.empty();
    }

    /** What it watches, if that is silence. */
    public Optional<Silence> silence() {
        return definition.watch() instanceof Silence silence ? Optional.of(silence) : Optional.empty();
    }

    Threshold requireThreshold() {
        return threshold().orElseThrow();
    }

    AlertTerms alert() {
        return definition.alert();
    }

    RuleScope scope() {
        return definition.scope();
    }
}
