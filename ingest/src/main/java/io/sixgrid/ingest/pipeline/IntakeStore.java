package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.db.Deadline;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.ledger.FloodStore;
import io.sixgrid.data.ledger.FormatActivityStore;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.data.ledger.WorkerStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores a batch of messages in one transaction: claim, place, insert, fold, count. Locks are taken in one order by
 * everybody (messages, quarantine, unknown names, presence, sensors, crossings, keys of alerts, floods; each sorted), so
 * workers wait for each other but never in a circle. Safe for use by several threads; each call needs one connection of
 * the pool, and now and then a second one for boundaries of the past.
 */
public final class IntakeStore {
    private final Jdbi jdbi;
    private final EventStore events;
    private final Placing placing;
    private final PresenceEventStore presence;
    private final MonitorStore monitor;
    private final Boundaries boundaries;
    private final Clock clock;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    /**
     * @param clockTolerance how far ahead of ours a device's clock may be before its time is put right
     * @param clock          its zone is the city's, in which rules say times of day
     */
    public IntakeStore(Jdbi jdbi, Boundaries boundaries, Duration clockTolerance, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.boundaries = boundaries;
        this.events = new EventStore(jdbi);
        this.placing = new Placing(boundaries, clockTolerance);
        this.presence = new PresenceEventStore(placing);
        this.monitor = new MonitorStore(jdbi, boundaries, clockTolerance, clock.getZone());
    }

    /** Fails unless boundaries are loaded: without them nothing can be placed. */
    void requireReady() {
        boundaries.scheme();
    }

    /** A run of {@code worker} in this database. */
    WorkerRun run(Intake.Worker worker) {
        return new WorkerRun(new WorkerStore(jdbi), worker);
    }

    /** Stores {@code batch} completely or, with an exception, not at all, and counts it as of {@code run}. */
    void store(List<Incoming> batch, WorkerRun run) {
        Instant now = clock.instant();
        ensureMonth(now);
        batch.forEach(message -> ensureMonth(message.arrival().received()));
        jdbi.useTransaction(handle -> {
            Deadline.set(handle, WorkerStore.ANSWER_LIMIT);
            IntakeTransaction intake = claim(handle, batch);
            QuarantineStore.insert(handle, intake.quarantined());
            QuarantineStore.seenAgain(handle, intake.quarantinedAgain());
            Map<String, Outcomes> outcomes = keep(handle, intake, now);
            FormatActivityStore.add(handle, run.id(), intake.deliveries());
            if (!WorkerStore.write(handle, run.id(), run.standing(outcomes.keySet()), outcomes)) {
                throw run.ended();
            }
        });
    }

    /** Finds out which of {@code batch} the transaction of {@code handle} is the first to store. */
    IntakeTransaction claim(Handle handle, List<Incoming> batch) {
        IntakeTransaction intake = new IntakeTransaction(batch, placing);
        intake.claimed(EventStore.claim(handle, intake.messages()));
        return intake;
    }

    /** Stores what the claimed messages say, and answers what is to be counted, by source. */
    Map<String, Outcomes> keep(Handle handle, IntakeTransaction intake, Instant now) {
        Set<DeviceName> names = intake.deviceNames();
        Map<DeviceName, RegisteredDevice> devices = names.isEmpty() ? Map.of() : DeviceStore.resolve(handle, names);
        AttendanceStore.Changes present = new AttendanceStore(intake, devices).write(handle, now);
        List<NewEvent> stored = new ArrayList<>(intake.events(EventStore.newIds(handle, intake.eventCount()), devices));
        stored.addAll(presence.make(handle, present.flips()));
        Map<NewReading, Optional<RegisteredDevice>> readings = intake.readings(devices);
        EventStore.insertReadings(handle, readings.keySet());
        stored.addAll(monitor.watch(handle, readings, now));
        EventStore.insert(handle, stored, now);
        Map<String, Long> opened = EventStore.fold(handle, stored, now, present.devices());
        FloodStore.add(handle, intake.excess());
        return outcomes(intake, opened);
    }

    private static Map<String, Outcomes> outcomes(IntakeTransaction intake, Map<String, Long> opened) {
        Map<String, Outcomes> outcomes = new HashMap<>();
        intake.batch().forEach(message -> outcomes.merge(message.source(), intake.outcome(message), Outcomes::plus));
        // A late event may open an alert in the name of a source that this batch has no message of.
        opened.forEach((source, alerts) -> outcomes.merge(source, Outcomes.opened(source, alerts), Outcomes::plus));
        return outcomes;
    }

    /** Outside the batch's transaction: making a partition locks its parent table. */
    void ensureMonth(Instant at) {
        YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
        if (!months.contains(month)) {
            events.ensureMonth(at);
            months.add(month);
        }
    }
}
