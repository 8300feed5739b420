package io.sixgrid.data.sensor;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one device crosses, and what is to be said of it. A value stays what it is until the next reading. Several crossings
 * of one alert kind are one alert: it opens with the first, is refreshed when it becomes worse, and closes with the last.
 * Without SQL and without a clock; used by one thread.
 */
public final class DeviceWatch {
    private final String device;
    private final Map<Key, Crossing> known;
    private final Map<Key, Crossing> crossings;
    private final List<MonitorEvent> events = new ArrayList<>();
    private Optional<Instant> spoken;

    private record Key(String name, long ruleId) {
        static Key of(Crossing crossing) {
            return new Key(crossing.sensor().name(), crossing.ruleId());
        }
    }

    /** @param spoken the time of the newest event that was said of it; empty before the first */
    public DeviceWatch(String device, Optional<Instant> spoken, Collection<Crossing> crossings) {
        this.device = device;
        this.spoken = spoken;
        this.known = crossings.stream().collect(Collectors.toMap(Key::of, Function.identity()));
        this.crossings = new HashMap<>(known);
    }

    public String device() {
        return device;
    }

    /** Opens what became due until {@code moment}, at the moments at which it was. */
    public void elapse(Instant moment) {
        Map<Instant, List<Crossing>> due = crossings.values().stream()
                .filter(crossing -> crossing.isDue(moment))
                .collect(Collectors.groupingBy(
                        crossing -> crossing.due().orElseThrow(), TreeMap::new, Collectors.toList()));
        due.forEach((at, ripe) -> change(at, () -> ripe.forEach(crossing -> put(crossing.open()))));
    }

    /**
     * Takes a reading that is newer than those before it of its name.
     *
     * @param applicable the rules that decide about it
     */
    public void take(NewReading reading, List<Rule> applicable) {
        elapse(reading.at());
        change(reading.at(), () -> compare(reading, applicable));
    }

    private void compare(NewReading reading, List<Rule> applicable) {
        Map<Key, Rule> rules = applicable.stream()
                .collect(Collectors.toMap(rule -> new Key(reading.name(), rule.id()), Function.identity()));
        crossings
                .entrySet()
                .removeIf(entry -> entry.getKey().name().equals(reading.name())
                        && !sameAlert(rules.get(entry.getKey()), entry.getValue()));
        rules.forEach((key, rule) -> {
            Crossing before = crossings.get(key);
            boolean crossed = rule.requireThreshold().crossedBy(reading.value());
            if (before == null && crossed) {
                put(Crossing.of(rule, reading));
            } else if (before != null && ends(before, rule.requireThreshold(), reading.value())) {
                crossings.remove(key);
            } else if (before != null) {
                put(before.as(rule));
            }
        });
    }

    /** One that does not count yet is over where the bound is; one that counts, where it clears. */
    private static boolean ends(Crossing crossing, Threshold threshold, double value) {
        return crossing.isOpen() ? threshold.clearedBy(value) : !threshold.crossedBy(value);
    }

    private static boolean sameAlert(@Nullable Rule rule, Crossing crossing) {
        return rule != null && rule.alert().kind().equals(crossing.alert().kind());
    }

    /** What is to be said, in order. */
    public List<MonitorEvent> events() {
        return List.copyOf(events);
    }

    /** The time of the newest event that was said of it. */
    Optional<Instant> spoken() {
        return spoken;
    }

    /** Crossings that are new, or not what they were. */
    List<Crossing> changed() {
        return crossings.values().stream()
                .filter(crossing -> !crossing.equals(known.get(Key.of(crossing))))
                .toList();
    }

    /** Crossings that are over. */
    List<Crossing> gone() {
        return known.values().stream()
                .filter(crossing -> !crossings.containsKey(Key.of(crossing)))
                .toList();
    }

    /** Whether anything is to be written. */
    public boolean moved() {
        return !changed().isEmpty() || !gone().isEmpty();
    }

    /** Names of readings of which something is crossed. */
    public Set<String> names() {
        return crossings.keySet().stream().map(Key::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void put(Crossing crossing) {
        crossings.put(Key.of(crossing), crossing);
    }

    private void change(Instant at, Runnable change) {
        Map<String, Crossing> before = worst();
        change.run();
        Map<String, Crossing> after = worst();
        Instant moment = later(at);
        Set<String> kinds = new TreeSet<>(before.keySet());
        kinds.addAll(after.keySet());
        for (String kind : kinds) {
            Crossing was = before.get(kind);
            Crossing is = after.get(kind);
            if (is == null && was != null) {
                say(Phase.CLOSE, was, moment);
            } else if (is != null && was == null) {
                say(Phase.OPEN, is, moment);
            } else if (is != null && was != null && isWorse(is, was)) {
                say(Phase.REFRESH, is, moment);
            }
        }
    }

    private void say(Phase phase, Crossing crossing, Instant moment) {
        events.add(new MonitorEvent(device, phase, crossing.alert(), crossing.value(), moment));
        spoken = Optional.of(moment);
    }

    private static boolean isWorse(Crossing one, Crossing other) {
        return one.alert().severity().level() < other.alert().severity().level();
    }

    /** Alerts fold by time, so each thing that is said is later than what was said before. */
    private Instant later(Instant at) {
        return spoken.filter(last -> !at.isAfter(last))
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .orElse(at);
    }

    /** The worst open crossing of each alert kind. */
    private Map<String, Crossing> worst() {
        Comparator<Crossing> badness = Comparator.<Crossing>comparingInt(
                        crossing -> crossing.alert().severity().level())
                .thenComparing(crossing -> crossing.sensor().name())
                .thenComparing(Crossing::ruleId);
        Map<String, Crossing> worst = new HashMap<>();
        crossings.values().stream()
                .filter(Crossing::isOpen)
                .forEach(crossing -> worst.merge(
                        crossing.alert().kind(),
                        crossing,
                        (one, other) -> badness.compare(one, other) <= 0 ? one : other));
        return worst;
    }
}
