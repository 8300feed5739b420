package io.sixgrid.data.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One message as it came: topic, bytes, and when it was received. Immutable as long as nobody writes to the bytes. */
public final class Arrival {
    private final String topic;
    private final byte[] payload;
    private final Instant received;
    private final boolean retained;
    private final Properties properties;

    /**
     * What MQTT 5 says of a message beside its body; nothing where it came by MQTT 3.1.1.
     *
     * @param contentType the content type that its publisher gave
     * @param user        user properties by name; of several of one name the last
     */
    public record Properties(Optional<String> contentType, Map<String, String> user) {
        /** Of a message that says nothing beside its body. */
        public static final Properties NONE = new Properties(Optional.empty(), Map.of());

        public Properties {
            user = Map.copyOf(user);
        }

        /** Different for different properties, whatever characters are in them: each text follows its length. */
        private byte[] bytes() {
            StringBuilder text = new StringBuilder();
            Stream.concat(
                            contentType.stream(),
                            new TreeMap<>(user)
                                    .entrySet().stream().flatMap(one -> Stream.of(one.getKey(), one.getValue())))
                    .forEach(part -> text.append(part.length()).append(':').append(part));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A message without properties. */
    public Arrival(String topic, byte[] payload, Instant received, boolean retained) {
        this(topic, payload, received, retained, Properties.NONE);
    }

    /**
     * @param payload  the raw body, not copied
     * @param received by our clock; kept to the microsecond, as the database does
     * @param retained whether the broker kept it as state and sent it because we subscribed
     */
    public Arrival(String topic, byte[] payload, Instant received, boolean retained, Properties properties) {
        this.topic = topic;
        this.payload = payload;
        this.received = received.truncatedTo(ChronoUnit.MICROS);
        this.retained = retained;
        this.properties = properties;
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

    public Properties properties() {
        return properties;
    }

    /**
     * SHA-256 in hexadecimal, the identity of a message that says none of its own: of topic and payload, and of properties
     * where there are any.
     */
    public String fingerprint() {
        String content = Fingerprint.of(topic, payload);
        return properties.equals(Properties.NONE) ? content : Fingerprint.of(content, properties.bytes());
    }
}
