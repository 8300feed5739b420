package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.db.Deadline;
import io.sixgrid.data.device.Connection;
import io.sixgrid.data.device.HearingStore;
import io.sixgrid.data.device.PresenceStore;
import io.sixgrid.data.device.SilenceStore;
import io.sixgrid.data.device.SilenceStore.Ears;
import io.sixgrid.data.device.SilenceStore.Watched;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.data.ledger.WorkerStore;
import io.sixgrid.data.sensor.Rule;
import io.sixgrid.data.sensor.RuleBook;
import io.sixgrid.data.sensor.RuleStore;
import io.sixgrid.ingest.pipeline.PresenceEventStore.Alarm;
import io.sixgrid.ingest.pipeline.PresenceEventStore.Flip;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Declares devices silent whose rule says so, by an event of their own like any other. Whichever process comes takes what is
 * due and nobody else has, so each silence is told once. Used by one thread; others may work beside it.
 */
public final class SilentDeviceStore {
    private static final int AT_ONCE = 1_000;
    /** A look must not keep its thread for ever. */
    private static final int TURNS = 50;

    private static final int BEHIND = 1_000;

    private final Jdbi jdbi;
    private final HearingStore hearing;
    private final RuleStore rules;
    private final EventStore events;
    private final PresenceEventStore presence;
    private final Clock clock;
    private long revision = -1;

    public SilentDeviceStore(Jdbi jdbi, Boundaries boundaries, Clock clock) {
        this.jdbi = jdbi;
        this.hearing = new HearingStore(jdbi);
        this.rules = new RuleStore(jdbi, clock.getZone());
        this.events = new EventStore(jdbi);
        this.presence = new PresenceEventStore(new Placing(boundaries, Duration.ZERO));
        this.clock = clock;
    }

    /** Looks at every device whose time has come; answers how many are silent now that were not. */
    public int look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!hearing.hears(now)) {
            return 0;
        }
        events.ensureMonth(now);
        int silent = 0;
        int looked = AT_ONCE;
        for (int turn = 0; turn < TURNS && looked == AT_ONCE; turn++) {
            Turn done = jdbi.inTransaction(handle -> turn(handle, now));
            silent += done.silent();
            looked = done.looked();
        }
        return silent;
    }

    private record Turn(int looked, int silent) {}

    private Turn turn(Handle handle, Instant now) {
        Deadline.set(handle, WorkerStore.ANSWER_LIMIT);
        RuleBook book = rules.current(handle);
        if (revision >= 0 && book.revision() != revision) {
            SilenceStore.rulesChanged(handle);
        }
        revision = book.revision();
        List<Watched> devices = SilenceStore.take(handle, now, AT_ONCE);
        Ears ears = SilenceStore.ears(handle);
        Map<String, Connection> silent = new HashMap<>();
        Map<String, Instant> looks = new HashMap<>();
        List<Flip> flips = new ArrayList<>();
        for (Watched device : devices) {
            Optional<Rule> rule =
                    device.watched() ? book.silenceFor(Optional.of(device.kind()), device.chain()) : Optional.empty();
            Optional<Instant> end = rule.map(
                    minds -> ears.ends(device, minds.silence().orElseThrow().interval()));
            if (end.filter(moment -> !moment.isAfter(now)).isPresent()
                    && !device.gateway().away()) {
                silent.put(device.id(), device.connection().silent(end.orElseThrow()));
                flips.add(flip(device, rule.orElseThrow(), end.orElseThrow(), now));
            } else {
                looks.put(device.id(), SilenceStore.next(device, end, now));
            }
        }
        SilenceStore.putOff(handle, looks);
        PresenceStore.write(handle, silent);
        tell(handle, flips, now);
        return new Turn(devices.size(), silent.size());
    }

    private void tell(Handle handle, List<Flip> flips, Instant now) {
        if (flips.isEmpty()) {
            return;
        }
        List<NewEvent> made = presence.make(handle, flips);
        EventStore.insert(handle, made, now);
        Map<String, Outcomes> opened = new HashMap<>();
        List<String> changed = new ArrayList<>(flips.stream().map(Flip::device).toList());
        changed.addAll(PresenceStore.behind(handle, changed, BEHIND));
        EventStore.fold(handle, made, now, changed)
                .forEach((source, alerts) -> opened.put(source, Outcomes.opened(source, alerts)));
        LedgerStore.move(handle, Map.of(), opened);
    }

    private static Flip flip(Watched device, Rule rule, Instant end, Instant now) {
        String since = device.connection()
                .lastSeen()
                .map(seen -> "; " + seen.truncatedTo(ChronoUnit.SECONDS) + " 起无消息 / no message since then")
                .orElse("");
        Alarm alarm = new Alarm(
                rule.definition().alert().severity(), rule.definition().alert().text() + since);
        return new Flip(device.id(), false, end, now, Optional.of(alarm));
    }
}
