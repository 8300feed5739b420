package io.sixgrid.bench;

import io.sixgrid.bench.AlertMix.Fate;
import io.sixgrid.bench.AlertMix.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A publisher that costs next to nothing beside what is measured: MQTT 3.1.1 by hand on a socket, QoS 1, at most
 * {@value #WINDOW} messages unacknowledged. Used by one thread at a time.
 */
final class LoadPublisher implements AutoCloseable {
    /** When a publisher may publish, and the time that its messages say. */
    interface Pace {
        /** How many messages may go out now, at most {@code atMost}; negative when there are no more to come. */
        int due(int atMost);

        /** The publish time of the next message. */
        Instant next();
    }

    private static final int WINDOW = 20;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int PUBACK_BYTES = 4;
    private static final int LAST_PACKET_ID = 65_535;
    private static final int ANSWER_MILLIS = 60_000;
    private static final long LOOK_NANOS = 2_000_000;

    private final AlertMix mix;
    private final Map<Fate, LongAdder> fates;
    private final Socket socket;
    private final InputStream input;
    private final byte[] answer = new byte[WINDOW * PUBACK_BYTES];
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream(2 * WINDOW * AlertMix.BYTES);
    private int answered;
    private int packetId;
    private int unacknowledged;
    private Instant last = Instant.EPOCH;

    /** @param fates counts what was published, by its fate */
    LoadPublisher(int port, String clientId, AlertMix mix, Map<Fate, LongAdder> fates) throws IOException {
        this.mix = mix;
        this.fates = fates;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        input = socket.getInputStream();
        connect(clientId);
    }

    /** Publishes until {@code pace} ends and all is acknowledged. */
    void publish(Pace pace) throws IOException {
        int due = pace.due(WINDOW);
        while (due >= 0) {
            for (int i = 0; i < due; i++) {
                add(mix.next(later(pace.next())));
            }
            packets.writeTo(socket.getOutputStream());
            packets.reset();
            if (unacknowledged == WINDOW || input.available() > 0) {
                readAcknowledgements();
            } else {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            due = pace.due(WINDOW - unacknowledged);
        }
        while (unacknowledged > 0) {
            readAcknowledgements();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Later by a microsecond at least: the order in which they are said is then the order in which they fold. */
    private Instant later(Instant time) {
        Instant exact = time.truncatedTo(ChronoUnit.MICROS);
        last = exact.isAfter(last) ? exact : last.plusNanos(1_000);
        return last;
    }

    private void connect(String clientId) throws IOException {
        byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
        packets.write(0x10);
        packets.write(12 + id.length);
        // Protocol level 4 (MQTT 3.1.1), clean session, no keep-alive.
        packets.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, (byte) id.length});
        packets.writeBytes(id);
        packets.writeTo(socket.getOutputStream());
        packets.reset();
        byte[] connack = input.readNBytes(4);
        if (connack.length < 4 || connack[0] != 0x20 || connack[3] != 0) {
            throw new IOException("the broker refuses the publisher " + clientId);
        }
    }

    private void add(Message message) {
        byte[] topic = message.topic().getBytes(StandardCharsets.US_ASCII);
        byte[] payload = message.payload().getBytes(StandardCharsets.US_ASCII);
        packetId = packetId == LAST_PACKET_ID ? 1 : packetId + 1;
        packets.write(PUBLISH_QOS_1);
        int length = 2 + topic.length + 2 + payload.length;
        // A remaining length of two bytes: 128 to 16,383 (MQTT 3.1.1, 2.2.3).
        packets.write(length % 128 | 128);
        packets.write(length / 128);
        packets.write(topic.length >> 8);
        packets.write(topic.length);
        packets.writeBytes(topic);
        packets.write(packetId >> 8);
        packets.write(packetId);
        packets.writeBytes(payload);
        unacknowledged++;
        Objects.requireNonNull(fates.get(message.fate())).increment();
    }

    private void readAcknowledgements() throws IOException {
        int read = input.read(answer, answered, answer.length - answered);
        if (read < 0) {
            throw new IOException("the broker closed the connection of a publisher");
        }
        answered += read;
        int whole = answered / PUBACK_BYTES;
        for (int i = 0; i < whole; i++) {
            if (answer[i * PUBACK_BYTES] != PUBACK) {
                throw new IOException("not an acknowledgement: packet type " + answer[i * PUBACK_BYTES]);
            }
        }
        unacknowledged -= whole;
        answered -= whole * PUBACK_BYTES;
        System.arraycopy(answer, whole * PUBACK_BYTES, answer, 0, answered);
    }
}
