package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.LedgerStore;
import io.sixgrid.data.alert.LedgerStore.Counts;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.alert.QuarantineStore;
import io.sixgrid.data.device.DeviceName;
import io.sixgrid.data.device.DeviceStore;
import io.sixgrid.data.device.RegisteredDevice;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores a batch of messages in one transaction: claim, place, insert, fold, count. Locks are taken in one order by
 * everybody (messages, quarantine, keys of alerts, ledger; each sorted), so workers wait for each other but never in a
 * circle. Safe for use by several threads; each call needs one connection of the pool, and now and then a second one for
 * boundaries of the past.
 */
public final class IntakeStore {
    private final Jdbi jdbi;
    private final EventStore events;
    private final Placing placing;
    private final Boundaries boundaries;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    /** @param clockTolerance how far ahead of ours a device's clock may be before its time is put right */
    public IntakeStore(Jdbi jdbi, Boundaries boundaries, Duration clockTolerance) {
        this.jdbi = jdbi;
        this.boundaries = boundaries;
        this.events = new EventStore(jdbi);
        this.placing = new Placing(boundaries, clockTolerance);
    }

    /** Fails unless boundaries are loaded: without them nothing can be placed. */
    void requireReady() {
        boundaries.scheme();
    }

    /** Stores {@code batch} completely or, with an exception, not at all. */
    void store(List<Incoming> batch, Instant now) {
        ensureMonth(now);
        batch.forEach(message -> ensureMonth(message.arrival().received()));
        jdbi.useTransaction(handle -> {
            IntakeTransaction intake = claim(handle, batch);
            QuarantineStore.insert(handle, intake.quarantined());
            QuarantineStore.seenAgain(handle, intake.quarantinedAgain());
            LedgerStore.add(handle, keep(handle, intake, now));
        });
    }

    /** Finds out which of {@code batch} the transaction of {@code handle} is the first to store. */
    IntakeTransaction claim(Handle handle, List<Incoming> batch) {
        IntakeTransaction intake = new IntakeTransaction(batch, placing);
        intake.claimed(EventStore.claim(handle, intake.messages()));
        return intake;
    }

    /** Stores what the claimed messages say, and answers what is to be counted, by source. */
    static Map<String, Counts> keep(Handle handle, IntakeTransaction intake, Instant now) {
        Set<DeviceName> names = intake.deviceNames();
        Map<DeviceName, RegisteredDevice> devices = names.isEmpty() ? Map.of() : DeviceStore.resolve(handle, names);
        List<NewEvent> stored = intake.events(EventStore.newIds(handle, intake.eventCount()), devices);
        List<NewReading> readings = intake.readings(devices);
        EventStore.insert(handle, stored, now);
        EventStore.insertReadings(handle, readings);
        return counts(intake, EventStore.fold(handle, stored, now));
    }

    private static Map<String, Counts> counts(IntakeTransaction intake, Map<String, Long> opened) {
        Map<String, Counts> counts = new TreeMap<>();
        for (Incoming message : intake.batch()) {
            boolean fresh = intake.isFresh(message);
            boolean understood = message.understood().isPresent();
            long eventCount = fresh
                    ? message.understood().map(said -> said.events().size()).orElse(0)
                    : 0;
            long readingCount =
                    fresh ? message.understood().map(IntakeStore::readingCount).orElse(0) : 0;
            Counts one = new Counts(
                    message.source(),
                    1,
                    fresh && understood ? 1 : 0,
                    fresh ? 0 : 1,
                    fresh && !understood ? 1 : 0,
                    eventCount,
                    readingCount,
                    0);
            counts.merge(message.source(), one, Counts::plus);
        }
        // A late event may open an alert in the name of a source that this batch has no message of.
        Map<String, Counts> all = new HashMap<>(counts);
        opened.forEach((source, alerts) -> all.merge(source, Counts.none(source).withAlerts(alerts), Counts::plus));
        return all;
    }

    private static int readingCount(Understood said) {
        return said.readings().size();
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
