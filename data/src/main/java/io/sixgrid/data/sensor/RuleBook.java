package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The enabled rules at one moment, and which of them decide. Rules compete when they are about one side of one alert kind:
 * the higher priority decides, then the deeper grid, then the rule that names kinds of devices, then the one that names a
 * time of day, and all that are left apply together. Immutable but for a memory of names; safe for use by several threads.
 */
public final class RuleBook {
    /** Names come from devices, so they are not remembered without end. */
    private static final int NAMES_REMEMBERED = 20_000;

    private final long revision;
    private final ZoneId zone;
    private final List<Rule> thresholds;
    private final List<Rule> silences;
    private final Map<SensorName, List<Rule>> byName = new ConcurrentHashMap<>();

    private record SensorName(Optional<String> kind, String reading) {}

    /** What rules compete about. */
    private record Issue(String alertKind, Threshold.Side side) {}

    /**
     * A device as far as rules look at it.
     *
     * @param kind  empty for one that nobody registered
     * @param chain ids of the grids it stands in, level 1 first; asked only where a rule names a grid
     */
    public record Sensor(Optional<String> kind, Supplier<List<Long>> chain) {}

    /** @param zone the city's, in which times of day are meant */
    public RuleBook(long revision, ZoneId zone, List<Rule> rules) {
        List<Rule> enabled =
                rules.stream().filter(rule -> rule.definition().enabled()).toList();
        this.revision = revision;
        this.zone = zone;
        this.thresholds =
                enabled.stream().filter(rule -> rule.threshold().isPresent()).toList();
        this.silences =
                enabled.stream().filter(rule -> rule.silence().isPresent()).toList();
    }

    /** The number of the newest change that is in it. */
    public long revision() {
        return revision;
    }

    /** Whether any rule could ever look at readings of that name. */
    public boolean concerns(Optional<String> kind, String reading) {
        return !named(kind, reading).isEmpty();
    }

    /** Whether {@code reading} is beyond the bound of any rule that could look at it: cheaper than {@link #applicable}. */
    public boolean mayCross(Optional<String> kind, NewReading reading) {
        for (Rule rule : named(kind, reading.name())) {
            if (rule.requireThreshold().crossedBy(reading.value())) {
                return true;
            }
        }
        return false;
    }

    /** The rules that decide about {@code reading} at its time and place. */
    public List<Rule> applicable(Sensor sensor, NewReading reading) {
        List<Rule> named = named(sensor.kind(), reading.name());
        if (named.isEmpty()) {
            return named;
        }
        LocalTime time = LocalTime.ofInstant(reading.at(), zone);
        boolean placed = named.stream().anyMatch(rule -> rule.scope().gridId().isPresent());
        List<Long> chain = placed ? sensor.chain().get() : List.of();
        Map<Issue, List<Rule>> issues = new HashMap<>();
        for (Rule rule : named) {
            Threshold threshold = rule.requireThreshold();
            if (threshold.comparable(reading.unit())
                    && rule.scope().concernsPlace(chain)
                    && threshold.time().map(part -> part.holds(time)).orElse(true)) {
                issues.computeIfAbsent(new Issue(rule.alert().kind(), threshold.side()), issue -> new ArrayList<>())
                        .add(rule);
            }
        }
        return issues.values().stream()
                .flatMap(rules -> decisive(rules, chain).stream())
                .sorted(Comparator.comparingLong(Rule::id))
                .toList();
    }

    /**
     * The rule of silence for a device; empty when nobody minds. Of several that decide it is the one with the shortest
     * interval, then the oldest.
     *
     * @param chain ids of the grids it stands in, level 1 first
     */
    public Optional<Rule> silenceFor(Optional<String> kind, List<Long> chain) {
        List<Rule> concerned = silences.stream()
                .filter(rule -> rule.scope().concernsKind(kind) && rule.scope().concernsPlace(chain))
                .toList();
        return decisive(concerned, chain).stream()
                .min(Comparator.<Rule, java.time.Duration>comparing(
                                rule -> rule.silence().orElseThrow().interval())
                        .thenComparing(Rule::id));
    }

    private List<Rule> named(Optional<String> kind, String reading) {
        if (byName.size() > NAMES_REMEMBERED) {
            byName.clear();
        }
        return byName.computeIfAbsent(
                new SensorName(kind, reading),
                name -> thresholds.stream()
                        .filter(rule -> rule.scope().concernsKind(name.kind())
                                && rule.requireThreshold().readings().matches(name.reading()))
                        .toList());
    }

    /** Those that no other one of {@code rules} outranks. */
    private static List<Rule> decisive(List<Rule> rules, List<Long> chain) {
        Comparator<Rule> rank = Comparator.<Rule>comparingInt(
                        rule -> rule.scope().priority())
                .thenComparingInt(rule -> rule.scope().depth(chain))
                .thenComparing(rule -> rule.scope().kinds().isPresent())
                .thenComparing(rule -> rule.threshold().flatMap(Threshold::time).isPresent());
        Optional<Rule> best = rules.stream().max(rank);
        return best.map(top -> rules.stream()
                        .filter(rule -> rank.compare(rule, top) == 0)
                        .toList())
                .orElse(List.of());
    }
}
