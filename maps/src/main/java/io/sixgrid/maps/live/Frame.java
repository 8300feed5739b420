package io.sixgrid.maps.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sixgrid.data.Json;
import java.nio.charset.StandardCharsets;

/**
 * One server-sent event, encoded.
 *
 * @param seq the number a display has seen everything up to once it has read this
 */
// Bytes as they are: nobody compares frames, and a copy for each display would be the cost that sharing saves.
@SuppressWarnings("ArrayRecordComponent")
record Frame(long seq, byte[] bytes) {
    /** An event of {@code name}, its data as JSON (which has no line breaks of its own). */
    static Frame of(String name, long seq, Object data) {
        try {
            String json = Json.mapper().writeValueAsString(data);
            String text = "id: " + seq + "\nevent: " + name + "\ndata: " + json + "\n\n";
            return new Frame(seq, text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame cannot be written as JSON", e);
        }
    }

    /** The same after a comment line, which proxies and plain clients take for a heartbeat. */
    Frame afterComment(String comment) {
        byte[] head = (": " + comment + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(bytes, 0, both, head.length, bytes.length);
        return new Frame(seq, both);
    }
}
