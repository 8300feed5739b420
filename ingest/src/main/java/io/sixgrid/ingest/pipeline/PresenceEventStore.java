package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.NewEvent;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.ingest.pipeline.OwnEventStore.Own;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The events of kind {@code offline} that open when a device goes away and close when it is back. */
final class PresenceEventStore {
    private static final String KIND = "offline";
    private static final String TOPIC = "sixgrid/presence";

    private final OwnEventStore events;

    PresenceEventStore(Placing placing) {
        events = new OwnEventStore(TOPIC, placing);
    }

    /**
     * A device that went away or came back.
     *
     * @param at       since when
     * @param received when that was found out
     * @param said     how bad it is, and why, for people; empty when it came back
     */
    record Flip(String device, boolean online, Instant at, Instant received, Optional<Alarm> said) {}

    /** What the alert of a device that is away says. */
    record Alarm(Severity severity, String text) {
        static final Alarm LAST_WILL =
                new Alarm(Severity.of(3), "连接断开（遗嘱消息） / disconnected: its last will was published");
    }

    /** The events of those flips, in the transaction of {@code handle}. */
    List<NewEvent> make(Handle handle, List<Flip> flips) {
        return events.make(handle, flips.stream().map(PresenceEventStore::own).toList());
    }

    private static Own own(Flip flip) {
        Phase phase = flip.online() ? Phase.CLOSE : Phase.OPEN;
        Reported said = new Reported(
                flip.device(),
                KIND,
                phase,
                // A close says nothing of how bad it was: the mildest changes nothing.
                flip.said().map(Alarm::severity).orElse(Severity.of(4)),
                Optional.empty(),
                Optional.empty(),
                flip.said().map(Alarm::text),
                Optional.empty(),
                Optional.empty());
        String key = flip.device() + "/" + phase.code() + "/" + flip.at();
        return new Own(MessageId.of(MessageId.PRESENCE, key), said, flip.at(), flip.received());
    }
}
