package io.sixgrid.ingest.format;

import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.Reported;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the formats make of one message. Exactly one of these, never null. */
public sealed interface DecodedMessage {
    /**
     * What the message says; nothing at all is an answer too (a join, an acknowledgement).
     *
     * @param id its identity, by which a second delivery is known
     */
    record Understood(
            MessageId id, List<DecodedEvent> events, List<DecodedReading> readings, List<DecodedPresence> presences)
            implements DecodedMessage {
        public Understood {
            events = List.copyOf(events);
            readings = List.copyOf(readings);
            presences = List.copyOf(presences);
        }
    }

    /**
     * What kept it from being understood.
     *
     * @param source the format that tried; empty when none takes the topic
     * @param reason a short code that can be counted
     * @param detail a sentence that names the field and the value
     */
    record NotUnderstood(Optional<String> source, Reason reason, String detail) implements DecodedMessage {}

    /**
     * One event of a message.
     *
     * @param time     the device's own time as sent; empty when it says none
     * @param position where the message says it happened, WGS 84 on the lattice; empty when it does not
     */
    record DecodedEvent(Reported said, Optional<Instant> time, Optional<LonLat> position) {}

    /**
     * One measured value of a message.
     *
     * @param device as the message names it
     * @param value  finite
     * @param time   the device's own time as sent; empty when it says none
     */
    record DecodedReading(String device, String name, double value, Optional<String> unit, Optional<Instant> time) {}

    /**
     * What a message says of a device's connection: its own birth message, or the last will that the broker published.
     *
     * @param device as the message names it; a bridge or gateway where the will is for all behind it
     * @param time   the device's own time as sent; empty when it says none, as a last will never does
     */
    record DecodedPresence(String device, boolean online, Optional<Instant> time) {}
}
