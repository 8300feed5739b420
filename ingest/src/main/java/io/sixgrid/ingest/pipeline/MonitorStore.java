package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.db.Deadline;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.sensor.Crossing;
import io.sixgrid.data.sensor.CrossingStore;
import io.sixgrid.data.sensor.DeviceWatch;
import io.sixgrid.data.sensor.LatestReadingStore;
import io.sixgrid.data.sensor.MonitorEvent;
import io.sixgrid.data.sensor.Rule;
import io.sixgrid.data.sensor.RuleBook;
import io.sixgrid.data.sensor.RuleBook.Sensor;
import io.sixgrid.data.sensor.RuleStore;
import io.sixgrid.data.sensor.SensorName;
import io.sixgrid.ingest.pipeline.OwnEventStore.Own;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Watches readings by the rules: in the transaction of the batch that brings them, and by {@link #elapse} and
 * {@link #reconcile} what changes without one. Locks are taken in one order: sensors, then devices that cross something,
 * then keys of alerts. Safe for use by several threads.
 */
public final class MonitorStore {
    private static final String TOPIC = "sixgrid/monitor";
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private final RuleStore rules;
    private final OwnEventStore events;

    /**
     * @param clockTolerance how far ahead of ours a device's clock may be
     * @param zone           the city's, in which rules say times of day
     */
    public MonitorStore(Jdbi jdbi, Boundaries boundaries, Duration clockTolerance, ZoneId zone) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
        this.rules = new RuleStore(jdbi, zone);
        this.events = new OwnEventStore(TOPIC, new Placing(boundaries, clockTolerance));
    }

    /** A reading and the device that it is of; empty where nobody registered it. */
    private record Measured(NewReading reading, Optional<RegisteredDevice> device) {
        String name() {
            return reading.device();
        }

        Optional<String> kind() {
            return device.map(RegisteredDevice::kind);
        }
    }

    /**
     * Takes the readings of a batch, and makes the events that follow.
     *
     * @param readings with their devices; empty for those that nobody registered
     */
    List<NewEvent> watch(Handle handle, Map<NewReading, Optional<RegisteredDevice>> readings, Instant now) {
        List<NewReading> fresh = LatestReadingStore.take(handle, readings.keySet());
        if (fresh.isEmpty()) {
            return List.of();
        }
        RuleBook book = rules.current(handle);
        List<Measured> watched = fresh.stream()
                .map(reading -> new Measured(reading, readings.getOrDefault(reading, Optional.empty())))
                .filter(one -> book.concerns(one.kind(), one.reading().name()))
                .toList();
        Set<String> devices = concerned(handle, book, watched);
        if (devices.isEmpty()) {
            return List.of();
        }
        Map<String, DeviceWatch> watches = CrossingStore.lock(handle, devices);
        watched.stream()
                .filter(one -> devices.contains(one.name()))
                .sorted(Comparator.comparing((Measured one) -> one.reading().at())
                        .thenComparing(one -> one.reading().name()))
                .forEach(one -> Objects.requireNonNull(watches.get(one.name()))
                        .take(one.reading(), applicable(book, one.device(), one.reading())));
        CrossingStore.write(handle, watches.values());
        return make(handle, watches.values(), now);
    }

    /** Most sensors are well: of those nothing is looked up but that they crossed nothing before. */
    private Set<String> concerned(Handle handle, RuleBook book, List<Measured> watched) {
        Set<String> devices = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Measured one : watched) {
            (crosses(book, one) ? devices : others).add(one.name());
        }
        others.removeAll(devices);
        if (!others.isEmpty()) {
            devices.addAll(CrossingStore.crossingAmong(handle, others));
        }
        return devices;
    }

    private boolean crosses(RuleBook book, Measured one) {
        return book.mayCross(one.kind(), one.reading())
                && applicable(book, one.device(), one.reading()).stream()
                        .anyMatch(rule -> rule.threshold()
                                .orElseThrow()
                                .crossedBy(one.reading().value()));
    }

    /**
     * Opens what became due until {@code now}. Any process may call it, each second; what another one is at is left to it.
     *
     * @return how many events that made
     */
    public int elapse(Instant now) {
        return settle(jdbi.withHandle(handle -> CrossingStore.due(handle, now, AT_ONCE)), now);
    }

    /**
     * Closes what no rule says any more: because it was deleted, changed or disabled, its time of day is over, or the
     * device stands elsewhere. Any process may call it, each few seconds.
     *
     * @return how many events that made
     */
    public int reconcile(Instant now) {
        List<String> devices = jdbi.withHandle(handle -> {
            Map<String, DeviceWatch> watches = CrossingStore.look(handle, CrossingStore.crossing(handle));
            bring(handle, watches.values(), now);
            return watches.values().stream()
                    .filter(DeviceWatch::moved)
                    .map(DeviceWatch::device)
                    .toList();
        });
        int made = 0;
        for (int from = 0; from < devices.size(); from += AT_ONCE) {
            made += settle(devices.subList(from, Math.min(devices.size(), from + AT_ONCE)), now);
        }
        return made;
    }

    private int settle(List<String> devices, Instant now) {
        if (devices.isEmpty()) {
            return 0;
        }
        // Outside of the transaction: making a partition locks its parent table.
        new EventStore(jdbi).ensureMonth(now);
        return jdbi.inTransaction(handle -> {
            Deadline.set(handle, WorkerStore.ANSWER_LIMIT);
            Collection<DeviceWatch> watches =
                    CrossingStore.lockFree(handle, devices).values();
            bring(handle, watches, now);
            CrossingStore.write(handle, watches);
            List<NewEvent> made = make(handle, watches, now);
            EventStore.insert(handle, made, now);
            count(handle, EventStore.fold(handle, made, now));
            return made.size();
        });
    }

    /** No run counts what no message brought. */
    private static void count(Handle handle, Map<String, Long> opened) {
        Map<String, Outcomes> outcomes = new HashMap<>();
        opened.forEach((source, alerts) -> outcomes.put(source, Outcomes.opened(source, alerts)));
        LedgerStore.move(handle, Map.of(), outcomes);
    }

    /** Brings {@code watches} to {@code now}: values are still what they were, rules and places may be others. */
    private void bring(Handle handle, Collection<DeviceWatch> watches, Instant now) {
        List<String> devices = watches.stream().map(DeviceWatch::device).toList();
        if (devices.isEmpty()) {
            return;
        }
        RuleBook book = rules.current(handle);
        Map<SensorName, NewReading> newest = CrossingStore.newest(handle, devices);
        Map<DeviceName, RegisteredDevice> registered = DeviceStore.resolve(
                handle, devices.stream().map(device -> name(device, now)).toList());
        for (DeviceWatch watch : watches) {
            watch.elapse(now);
            Optional<RegisteredDevice> device = Optional.ofNullable(registered.get(name(watch.device(), now)));
            for (String name : watch.names()) {
                NewReading last = newest.get(new SensorName(watch.device(), name));
                if (last != null) {
                    NewReading still = new NewReading(watch.device(), name, last.value(), last.unit(), now, now);
                    watch.take(still, applicable(book, device, still));
                }
            }
        }
    }

    private List<Rule> applicable(RuleBook book, Optional<RegisteredDevice> device, NewReading reading) {
        Sensor sensor = new Sensor(
                device.map(RegisteredDevice::kind),
                () -> device.flatMap(RegisteredDevice::place)
                        .map(place ->
                                boundaries.place(place, reading.at()).located().chainIds())
                        .orElse(List.of()));
        return book.applicable(sensor, reading);
    }

    private static DeviceName name(String device, Instant at) {
        return new DeviceName(MessageId.MONITOR, device, at);
    }

    private List<NewEvent> make(Handle handle, Collection<DeviceWatch> watches, Instant now) {
        return events.make(
                handle,
                watches.stream()
                        .flatMap(watch -> watch.events().stream())
                        .map(event -> own(event, now))
                        .toList());
    }

    private static Own own(MonitorEvent event, Instant now) {
        Reported said = new Reported(
                event.device(),
                event.alert().kind(),
                event.phase(),
                event.alert().severity(),
                Optional.of(Crossing.shown(event.value())),
                Optional.empty(),
                // The alert keeps what it opened with.
                Optional.of(event.alert().text()).filter(text -> event.phase() != Phase.CLOSE),
                Optional.empty(),
                Optional.empty());
        String key = String.join(
                "/",
                event.device(),
                event.alert().kind(),
                event.phase().code(),
                event.at().toString());
        return new Own(MessageId.of(MessageId.MONITOR, key), said, event.at(), now);
    }
}
