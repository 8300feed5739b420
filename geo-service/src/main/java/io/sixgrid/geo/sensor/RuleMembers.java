package io.sixgrid.geo.sensor;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.sensor.AlertTerms;
import io.sixgrid.data.sensor.DayTime;
import io.sixgrid.data.sensor.NamePattern;
import io.sixgrid.data.sensor.RuleDefinition;
import io.sixgrid.data.sensor.RuleScope;
import io.sixgrid.data.sensor.Silence;
import io.sixgrid.data.sensor.Threshold;
import io.sixgrid.data.sensor.Threshold.Side;
import io.sixgrid.data.sensor.Watch;
import io.sixgrid.geo.http.Members;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a rule out of a request. */
final class RuleMembers {
    private static final Set<String> COMMON =
            Set.of("type", "name", "note", "kind", "grid", "priority", "alertKind", "severity", "text", "enabled");
    private static final Set<String> THRESHOLD =
            Set.of("reading", "unit", "above", "below", "clear", "hold", "from", "to");
    private static final Set<String> SILENCE = Set.of("interval");

    /** What a list answers besides: accepted and not looked at, so that what was read can be changed and sent back. */
    private static final Set<String> ANSWERED = Set.of("id", "origin", "gridName", "changed", "changedBy");

    private static final String THRESHOLD_TEXT = "{reading} {value} {unit}";
    private static final String SILENCE_TEXT = "设备静默 Silent for longer than its interval";
    private static final String SILENCE_KIND = Silence.ALERT_KIND;

    private RuleMembers() {}

    /** @param gridId finds a grid by its code */
    static RuleDefinition parse(Members members, Function<String, Long> gridId) {
        String type = members.requiredText("type");
        boolean silence = type.equals(Silence.TYPE);
        if (!silence && !type.equals(Threshold.TYPE)) {
            throw SixgridException.invalid("type", "type is not threshold or silence: " + type);
        }
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(ANSWERED);
        known.addAll(silence ? SILENCE : THRESHOLD);
        members.only(known);
        RuleScope scope = new RuleScope(
                pattern(members, "kind"),
                members.text("grid").map(gridId),
                members.integer("priority").orElse(0));
        Watch watch = silence ? silence(members) : threshold(members);
        AlertTerms alert = new AlertTerms(
                silence ? members.text("alertKind").orElse(SILENCE_KIND) : members.requiredText("alertKind"),
                members.severity(),
                members.text("text").orElse(silence ? SILENCE_TEXT : THRESHOLD_TEXT));
        return new RuleDefinition(
                members.requiredText("name"),
                members.text("note").orElse(""),
                scope,
                watch,
                alert,
                members.flag("enabled").orElse(true));
    }

    private static Silence silence(Members members) {
        return new Silence(members.duration("interval")
                .orElseThrow(() -> SixgridException.invalid("interval", "interval is missing")));
    }

    private static Threshold threshold(Members members) {
        Optional<Double> above = members.number("above");
        Optional<Double> below = members.number("below");
        if (above.isPresent() == below.isPresent()) {
            throw SixgridException.invalid(
                    "above",
                    above.isPresent()
                            ? "above and below are both given: " + above.get() + " and " + below.get()
                            : "above or below is missing");
        }
        double bound = above.or(() -> below).orElseThrow();
        NamePattern readings = pattern(members, "reading")
                .orElseThrow(() -> SixgridException.invalid("reading", "reading is missing"));
        return new Threshold(
                readings,
                pattern(members, "unit"),
                above.isPresent() ? Side.ABOVE : Side.BELOW,
                bound,
                members.number("clear").orElse(bound),
                members.duration("hold").orElse(Duration.ZERO),
                dayTime(members));
    }

    private static Optional<DayTime> dayTime(Members members) {
        Optional<LocalTime> from = time(members, "from");
        Optional<LocalTime> to = time(members, "to");
        for (String name : List.of("from", "to")) {
            if (from.isPresent() != to.isPresent() && members.text(name).isEmpty()) {
                throw SixgridException.invalid(
                        name, name + " is missing: from and to are given together or not at all");
            }
        }
        return from.map(begin -> new DayTime(begin, to.orElseThrow()));
    }

    private static Optional<LocalTime> time(Members members, String name) {
        return members.text(name).map(text -> {
            try {
                return LocalTime.parse(text).truncatedTo(ChronoUnit.SECONDS);
            } catch (DateTimeParseException e) {
                throw SixgridException.invalid(name, name + " is not a time of day, as 22:00: " + text);
            }
        });
    }

    private static Optional<NamePattern> pattern(Members members, String name) {
        return members.text(name).map(text -> NamePattern.parse(name, text));
    }
}
