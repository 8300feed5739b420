package io.sixgrid.data.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One message as it came: topic, bytes, and when it was received. Immutable as long as nobody writes to the bytes. */
public final class Arrival {
    private final String topic;
    private final byte[] payload;
    private final Instant received;
    private final boolean retained;

    /**
     * @param payload  the raw body, not copied
     * @param received by our clock; kept to the microsecond, as the database does
     * @param retained whether the broker kept it as state and sent it because we subscribed
     */
    public Arrival(String topic, byte[] payload, Instant received, boolean retained) {
        this.topic = topic;
        this.payload = payload;
        this.received = received.truncatedTo(ChronoUnit.MICROS);
        this.retained = retained;
    }

    public String topic() {
        return topic;
    }

    /** The raw body, not a copy: not to be written to. */
    public byte[] payload() {
        return payload;
    }

    public Instant received() {
        return received;
    }

    public boolean retained() {
        return retained;
    }

    /** SHA-256 of topic and payload in hexadecimal: the identity of a message that says none of its own. */
    public String fingerprint() {
        return Fingerprint.of(topic, payload);
    }
}
