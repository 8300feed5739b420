package io.sixgrid.data.device;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a device is there, as far as its messages tell.
 *
 * @param lastSeen when its newest message was received
 * @param since    since when it is online or offline
 * @param reason   why it is offline: {@code last-will}, {@code silence}, or {@code gateway} where the one it is registered
 *                 behind is offline
 */
public record Presence(State state, Optional<Instant> lastSeen, Optional<Instant> since, Optional<String> reason) {
    /** Of a device that was never heard: nobody knows. */
    public static final Presence UNKNOWN =
            new Presence(State.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());

    /** In one word. */
    public enum State {
        ONLINE,
        OFFLINE,
        UNKNOWN;

        /** The word for it in programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
