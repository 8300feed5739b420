package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.Quarantined;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.ledger.FloodStore.Excess;
import io.sixgrid.data.ledger.FormatActivityStore.Delivery;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.pipeline.AttendanceStore.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of one batch as they come to be known; without SQL, used by one thread for one transaction. */
final class IntakeTransaction {
    private final List<Incoming> batch;
    private final Map<MessageId, Incoming> first = new LinkedHashMap<>();
    private final Placing placing;
    private final Set<Incoming> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

    IntakeTransaction(List<Incoming> batch, Placing placing) {
        this.batch = batch;
        this.placing = placing;
        batch.forEach(message -> first.putIfAbsent(message.id(), message));
    }

    /** Each message once, with the time it was received: what is to be claimed. */
    Map<MessageId, Instant> messages() {
        Map<MessageId, Instant> messages = new HashMap<>();
        first.forEach((id, message) -> messages.put(id, message.arrival().received()));
        return messages;
    }

    /** Those that this transaction is the first to store. */
    void claimed(Set<MessageId> claimed) {
        first.forEach((id, message) -> {
            if (claimed.contains(id)) {
                fresh.add(message);
            }
        });
    }

    boolean isFresh(Incoming message) {
        return fresh.contains(message);
    }

    /** What became of {@code message}. */
    Outcomes outcome(Incoming message) {
        String source = message.source();
        if (!isFresh(message)) {
            return Outcomes.duplicate(source);
        }
        if (message.condensed()) {
            return Outcomes.condensed(source);
        }
        return message.understood()
                .map(said -> Outcomes.stored(
                        source, said.events().size(), said.readings().size()))
                .orElseGet(() -> Outcomes.quarantined(source));
    }

    /** Every message, the same one again too: what came to formats, and whether they understood it. */
    List<Delivery> deliveries() {
        return batch.stream()
                .map(message -> new Delivery(
                        message.source(),
                        message.understood().isPresent(),
                        message.arrival().received()))
                .toList();
    }

    /** Messages that are kept by their count only. */
    List<Excess> excess() {
        return fresh.stream()
                .filter(Incoming::condensed)
                .map(message -> new Excess(
                        message.device().orElseThrow(),
                        message.source(),
                        message.arrival().received()))
                .toList();
    }

    /** Every device that a fresh message names, with the time whose position is wanted. */
    Set<DeviceName> deviceNames() {
        Set<DeviceName> names = new LinkedHashSet<>();
        forEachMessage((message, named) -> named.forEach(one -> names.add(one.name())));
        return names;
    }

    int eventCount() {
        int[] count = {0};
        forEachEvent((message, event) -> count[0]++);
        return count[0];
    }

    /** The events, placed. */
    List<NewEvent> events(List<Long> ids, Map<DeviceName, RegisteredDevice> devices) {
        List<NewEvent> events = new ArrayList<>();
        forEachEvent((message, event) -> {
            Optional<RegisteredDevice> device = Optional.ofNullable(devices.get(nameOf(message, event)));
            events.add(placing.place(ids.get(events.size()), message, event, device));
        });
        return events;
    }

    /** The readings with their devices; empty for those that nobody registered. */
    Map<NewReading, Optional<RegisteredDevice>> readings(Map<DeviceName, RegisteredDevice> devices) {
        Map<NewReading, Optional<RegisteredDevice>> readings = new LinkedHashMap<>();
        forEachReading((message, reading) -> {
            Optional<RegisteredDevice> device = Optional.ofNullable(devices.get(nameOf(message, reading)));
            NewReading measured = new NewReading(
                    device.map(RegisteredDevice::id).orElse(reading.device()),
                    reading.name(),
                    reading.value(),
                    reading.unit(),
                    placing.orderingTime(reading.time(), message.arrival()),
                    message.arrival().received());
            readings.putIfAbsent(measured, device);
        });
        return readings;
    }

    List<Quarantined> quarantined() {
        return quarantined(fresh());
    }

    /** Broken messages that are in quarantine already: those not fresh, and those that repeat one of this batch. */
    List<Quarantined> quarantinedAgain() {
        return quarantined(
                batch.stream().filter(message -> !fresh.contains(message)).toList());
    }

    /** The batch's messages, in order of arrival. */
    List<Incoming> batch() {
        return batch;
    }

    private static List<Quarantined> quarantined(Collection<Incoming> messages) {
        return messages.stream()
                .flatMap(message -> message.quarantined().stream())
                .toList();
    }

    /** In order of arrival, so that ids ascend in it. */
    private List<Incoming> fresh() {
        return batch.stream().filter(fresh::contains).toList();
    }

    private List<Incoming> whole() {
        return fresh().stream().filter(message -> !message.condensed()).toList();
    }

    /** Takes a message with every device that it names. */
    interface PerMessage {
        void take(Incoming message, List<Named> devices);
    }

    /** Every message that says something of devices, in order of arrival. */
    void forEachMessage(PerMessage action) {
        whole().forEach(message -> message.understood().ifPresent(said -> action.take(message, named(message, said))));
    }

    private List<Named> named(Incoming message, Understood said) {
        List<Named> named = new ArrayList<>();
        said.events().forEach(event -> named.add(new Named(nameOf(message, event), Optional.empty())));
        said.readings().forEach(reading -> named.add(new Named(nameOf(message, reading), Optional.empty())));
        said.presences().forEach(presence -> {
            Instant at = placing.orderingTime(presence.time(), message.arrival());
            DeviceName name = new DeviceName(message.source(), presence.device(), at);
            named.add(new Named(name, Optional.of(presence.online())));
        });
        return named;
    }

    private interface PerEvent {
        void take(Incoming message, DecodedEvent event);
    }

    private interface PerReading {
        void take(Incoming message, DecodedReading reading);
    }

    private void forEachEvent(PerEvent action) {
        whole().forEach(message -> message.understood()
                .ifPresent(understood -> understood.events().forEach(event -> action.take(message, event))));
    }

    private void forEachReading(PerReading action) {
        whole().forEach(message -> message.understood()
                .ifPresent(understood -> understood.readings().forEach(reading -> action.take(message, reading))));
    }

    private DeviceName nameOf(Incoming message, DecodedEvent event) {
        Instant at = placing.orderingTime(event.time(), message.arrival());
        return new DeviceName(message.source(), event.said().device(), at);
    }

    private DeviceName nameOf(Incoming message, DecodedReading reading) {
        Instant at = placing.orderingTime(reading.time(), message.arrival());
        return new DeviceName(message.source(), reading.device(), at);
    }
}
