package io.sixgrid.data.alert;

/**
 * What makes two messages the same one.
 *
 * @param source the payload format that understood it, {@link #QUARANTINE}, {@link #OPERATOR},
 *               {@link #PRESENCE} or {@link #MONITOR}
 * @param key    the format's identity of one message, e.g. event id plus phase; never longer than an index takes
 */
public record MessageId(String source, String key) implements Comparable<MessageId> {
    /** The source of messages that nothing understood; their key is the SHA-256 of topic and payload. */
    public static final String QUARANTINE = "quarantine";

    /** The source of what an operator did by hand; no message brought it. */
    public static final String OPERATOR = "operator";

    /** The source of what follows from a device's going away and coming back; no message brought it. */
    public static final String PRESENCE = "presence";

    /** The source of what follows from readings by a rule; no message brought it. */
    public static final String MONITOR = "monitor";

    private static final int KEY_LENGTH = 200;

    /** An identity of any length: a key too long for an index is replaced by its SHA-256. */
    public static MessageId of(String source, String key) {
        return new MessageId(source, key.length() <= KEY_LENGTH ? key : Fingerprint.of(key, new byte[0]));
    }

    /** The order in which transactions claim messages, so that two of them never wait for each other. */
    @Override
    public int compareTo(MessageId other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : key.compareTo(other.key);
    }
}
