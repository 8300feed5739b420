package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.device.Connection;
import io.sixgrid.data.device.Connection.Signal;
import io.sixgrid.data.device.Connection.Way;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.PresenceStore;
import io.sixgrid.data.device.PresenceStore.Due;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.device.UnknownDeviceStore;
import io.sixgrid.data.device.UnknownDeviceStore.Seen;
import io.sixgrid.data.device.UnknownDeviceStore.Sighting;
import io.sixgrid.ingest.pipeline.PresenceEventStore.Alarm;
import io.sixgrid.ingest.pipeline.PresenceEventStore.Flip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What one batch tells of who is there: of registered devices, and of names that nobody registered. Used by one thread. */
final class AttendanceStore {
    /** Names a batch that are told apart: a flood of invented ones must not make it slow. */
    private static final int NAMES = 500;

    /** A gateway may have more behind it; who looks at the list sees those too. */
    private static final int BEHIND = 1_000;

    private final Map<String, List<Signal>> signals = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private final Map<Name, Sighting> unknown = new LinkedHashMap<>();

    private record Name(String source, String name) {}

    /**
     * What changed.
     *
     * @param flips   who went away or came back
     * @param devices ids of devices whose presence is another now
     */
    record Changes(List<Flip> flips, List<String> devices) {
        static final Changes NONE = new Changes(List.of(), List.of());
    }

    /** @param devices the registered ones among the names that the batch uses */
    AttendanceStore(IntakeTransaction intake, Map<DeviceName, RegisteredDevice> devices) {
        intake.forEachMessage((message, names) -> {
            Set<Name> counted = new HashSet<>();
            names.forEach(named -> {
                RegisteredDevice device = devices.get(named.name());
                if (device != null) {
                    hear(device.id(), message.arrival(), named);
                } else if (counted.add(
                        new Name(named.name().format(), named.name().name()))) {
                    count(named.name(), message.arrival());
                }
            });
        });
    }

    /**
     * A device that a message names.
     *
     * @param connected whether it says that the device is connected; empty where it says something else
     */
    record Named(DeviceName name, Optional<Boolean> connected) {}

    /** Writes what is known now, in the transaction of {@code handle}. */
    Changes write(Handle handle, Instant now) {
        UnknownDeviceStore.add(handle, unknown.values());
        if (signals.isEmpty()) {
            return Changes.NONE;
        }
        List<Due> due = PresenceStore.due(handle, heard, said, now);
        if (due.isEmpty()) {
            return Changes.NONE;
        }
        hearGateways(due);
        Map<String, Connection> after = new HashMap<>();
        List<Flip> flips = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        PresenceStore.lock(handle, due).forEach((id, before) -> {
            Connection connection = replay(id, before, flips);
            after.put(id, connection);
            if (before.unknown() || before.offline() != connection.offline()) {
                changed.add(id);
            }
        });
        PresenceStore.write(handle, after);
        changed.addAll(behind(handle, flips));
        return new Changes(flips, changed);
    }

    private Connection replay(String id, Connection before, List<Flip> flips) {
        Connection connection = before;
        for (Signal signal : signals.getOrDefault(id, List.of())) {
            Connection next = connection.hear(signal);
            if (next.offline() != connection.offline()) {
                Optional<Alarm> alarm = next.offline() ? Optional.of(Alarm.LAST_WILL) : Optional.empty();
                Instant at = next.offline() ? signal.at() : signal.received();
                flips.add(new Flip(id, !next.offline(), at, signal.received(), alarm));
            }
            connection = next;
        }
        return connection;
    }

    /** What is registered behind them is offline with them, and back with them. */
    private static Collection<String> behind(Handle handle, List<Flip> flips) {
        return flips.isEmpty()
                ? List.of()
                : PresenceStore.behind(
                        handle, flips.stream().map(Flip::device).distinct().toList(), BEHIND);
    }

    /** Whoever hears a device hears its gateway too. */
    private void hearGateways(List<Due> due) {
        for (Due device : due) {
            if (heard.contains(device.id()) && device.gateway().isPresent()) {
                Instant newest = signals.getOrDefault(device.id(), List.of()).stream()
                        .filter(signal -> signal.way() == Way.ITSELF)
                        .map(Signal::received)
                        .max(Instant::compareTo)
                        .orElseThrow();
                signals.computeIfAbsent(device.gateway().orElseThrow(), id -> new ArrayList<>())
                        .add(new Signal(newest, newest, Optional.empty(), Way.BEHIND));
            }
        }
    }

    private void hear(String id, Arrival arrival, Named named) {
        if (arrival.retained() && named.connected().isEmpty()) {
            return;
        }
        Way way = arrival.retained() ? Way.RETAINED : Way.ITSELF;
        signals.computeIfAbsent(id, name -> new ArrayList<>())
                .add(new Signal(arrival.received(), named.name().at(), named.connected(), way));
        if (named.connected().isPresent()) {
            said.add(id);
        }
        if (way == Way.ITSELF && !named.connected().equals(Optional.of(false))) {
            heard.add(id);
        }
    }

    private void count(DeviceName name, Arrival arrival) {
        Name told = new Name(name.format(), name.name());
        boolean further = unknown.size() >= NAMES && !unknown.containsKey(told);
        Name kept = further ? new Name(name.format(), UnknownDeviceStore.FURTHER) : told;
        Seen once = new Seen(arrival.received(), arrival.received(), 1);
        unknown.merge(
                kept,
                new Sighting(kept.source(), kept.name(), arrival.topic(), once),
                (before, more) -> more.after(before));
    }
}
