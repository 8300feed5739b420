package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Severity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Optional;

/**
 * A sensor that is beyond the bound of a rule.
 *
 * @param alert  of the rule as it was when it was crossed, its text filled in
 * @param since  when it was crossed
 * @param due    opens then unless a reading says otherwise before; empty once it is open
 * @param opened when it counted; empty until then
 * @param value  that crossed
 */
public record Crossing(
        SensorName sensor,
        long ruleId,
        AlertTerms alert,
        Instant since,
        Optional<Instant> due,
        Optional<Instant> opened,
        double value) {
    private static final MathContext SHOWN = new MathContext(6);

    /** By {@code reading}, beyond the bound of {@code rule}. */
    static Crossing of(Rule rule, NewReading reading) {
        Threshold threshold = rule.requireThreshold();
        boolean atOnce = threshold.hold().isZero();
        return new Crossing(
                new SensorName(reading.device(), reading.name()),
                rule.id(),
                new AlertTerms(rule.alert().kind(), rule.alert().severity(), text(rule, reading)),
                reading.at(),
                atOnce ? Optional.empty() : Optional.of(reading.at().plus(threshold.hold())),
                atOnce ? Optional.of(reading.at()) : Optional.empty(),
                reading.value());
    }

    boolean isOpen() {
        return opened.isPresent();
    }

    boolean isDue(Instant moment) {
        return due.isPresent() && !due.get().isAfter(moment);
    }

    /** The same, counting since it was due. */
    Crossing open() {
        return new Crossing(sensor, ruleId, alert, since, Optional.empty(), due, value);
    }

    /** The same, as bad as {@code rule} says now. */
    Crossing as(Rule rule) {
        Severity severity = rule.alert().severity();
        AlertTerms terms = new AlertTerms(alert.kind(), severity, alert.text());
        return severity == alert.severity() ? this : new Crossing(sensor, ruleId, terms, since, due, opened, value);
    }

    /** A value as people read it, six digits at most. */
    public static String shown(double value) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value).round(SHOWN).stripTrailingZeros().toPlainString();
    }

    private static String text(Rule rule, NewReading reading) {
        Threshold threshold = rule.requireThreshold();
        String unit = reading.unit().or(threshold::unit).orElse("");
        String text = rule.alert()
                .text()
                .replace("{reading}", reading.name())
                .replace("{value}", shown(reading.value()))
                .replace("{unit}", unit)
                .replace("{bound}", shown(threshold.bound()))
                .replace("{device}", reading.device())
                .replace("{rule}", rule.definition().name())
                .replaceAll(" {2,}", " ")
                .strip();
        // Names come from devices, and may be as long as they like.
        return text.isEmpty() ? reading.name() : text.substring(0, Math.min(text.length(), AlertTerms.MAX_TEXT));
    }
}
