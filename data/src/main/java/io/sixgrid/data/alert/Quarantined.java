package io.sixgrid.data.alert;

import java.util.Optional;

/**
 * A message that nothing understood.
 *
 * @param source the format that tried; empty when none takes the topic
 * @param reason a short code that can be counted, e.g. {@code not-json}
 * @param detail a sentence that names the field and the value
 */
public record Quarantined(Arrival arrival, Optional<String> source, String reason, String detail) {
    /** Its identity: the same broken message again is a duplicate. */
    public MessageId message() {
        return new MessageId(MessageId.QUARANTINE, arrival.fingerprint());
    }
}
