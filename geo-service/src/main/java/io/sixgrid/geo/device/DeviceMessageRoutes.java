package io.sixgrid.geo.device;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sixgrid.data.alert.DeviceMessageStore;
import io.sixgrid.data.alert.DeviceMessageStore.DeviceMessage;
import io.sixgrid.data.alert.DeviceMessageStore.Measured;
import io.sixgrid.data.alert.DeviceMessageStore.Original;
import io.sixgrid.geo.http.Answer;
import io.sixgrid.geo.http.Page;
import io.sixgrid.geo.http.Query;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/devices/{id}/messages}: what a device said last, registered or not. */
public final class DeviceMessageRoutes {
    private final DeviceMessageStore messages;

    public DeviceMessageRoutes(DeviceMessageStore messages) {
        this.messages = messages;
    }

    /**
     * One message.
     *
     * @param source  the format that understood it; absent with topic and payload of a message that held readings only
     * @param payload its bytes in base64
     * @param text    the same as text, where it is UTF-8
     */
    record Message(
            Instant received,
            Instant at,
            Optional<String> source,
            Optional<String> topic,
            Optional<String> payload,
            Optional<String> text,
            List<Said> events,
            List<Measured> readings) {
        static Message of(DeviceMessage message) {
            Optional<byte[]> bytes = message.original().map(Original::payload);
            return new Message(
                    message.received(),
                    message.at(),
                    message.original().map(Original::source),
                    message.original().map(Original::topic),
                    bytes.map(Base64.getEncoder()::encodeToString),
                    bytes.flatMap(Message::text),
                    message.events().stream().map(Said::of).toList(),
                    message.readings());
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

    record Said(String kind, String phase, int severity, Optional<String> text) {
        static Said of(DeviceMessageStore.Said said) {
            return new Said(said.kind(), said.phase().code(), said.severity().level(), said.text());
        }
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/v1/devices/{id}/messages", this::newest);
    }

    private void newest(Context ctx) {
        Query query = Query.of(ctx, "limit");
        List<Message> newest = messages.newest(ctx.pathParam("id"), query.limit()).stream()
                .map(Message::of)
                .toList();
        Answer.json(ctx, new Page<>(newest, null));
    }
}
