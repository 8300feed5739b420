package io.sixgrid.geo.quarantine;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.QuarantineStore.Held;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A message in quarantine as JSON answers say it.
 *
 * @param times    how often it came
 * @param state    {@code waiting} or {@code replayed}
 * @param replayed when; absent while it waits
 * @param message  as it came
 */
record QuarantineJson(
        long id,
        String reason,
        String detail,
        Optional<String> source,
        int times,
        String state,
        Optional<Instant> replayed,
        Message message) {
    /**
     * The message itself.
     *
     * @param payload its bytes in base64
     * @param text    the same as text, where it is UTF-8
     * @param contentType that MQTT 5 gave; absent where there was none
     * @param properties  MQTT 5 user properties; absent where there were none
     */
    record Message(
            String topic,
            Instant received,
            Instant lastSeen,
            boolean retained,
            String payload,
            Optional<String> text,
            Optional<String> contentType,
            Optional<Map<String, String>> properties) {}

    static QuarantineJson of(Held held) {
        Arrival arrival = held.message().arrival();
        return new QuarantineJson(
                held.id(),
                held.message().reason(),
                held.message().detail(),
                held.message().source(),
                held.times(),
                held.replayed().isPresent() ? "replayed" : "waiting",
                held.replayed(),
                new Message(
                        arrival.topic(),
                        arrival.received(),
                        held.lastSeen(),
                        arrival.retained(),
                        Base64.getEncoder().encodeToString(arrival.payload()),
                        text(arrival.payload()),
                        arrival.properties().contentType(),
                        Optional.of(arrival.properties().user()).filter(user -> !user.isEmpty())));
    }

    private static Optional<String> text(byte[] payload) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
