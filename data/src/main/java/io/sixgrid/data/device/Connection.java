package io.sixgrid.data.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a registered device's own messages tell of its connection (docs/decisions/012-presence.md). The later of two sayings
 * holds; a message overrules a last will that it follows, and ends silence.
 *
 * @param lastSeen    when its newest message was received
 * @param saidOnline  what its last will or birth message said; empty when none did, or when messages overruled its will
 * @param saidAt      when that was said
 * @param silentSince since when it is silent; empty while it is not
 * @param since       since when it is online or offline; empty before it was ever heard
 * @param spoke       whether it ever sent a message of its own, and was not only heard by what is registered behind it
 */
public record Connection(
        Optional<Instant> lastSeen,
        Optional<Boolean> saidOnline,
        Optional<Instant> saidAt,
        Optional<Instant> silentSince,
        Optional<Instant> since,
        boolean spoke) {
    /** Of a device that was never heard. */
    public static final Connection NONE = new Connection(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** What two workers may differ in the order of what they receive; the view {@code device_state} knows it too. */
    private static final Duration REORDERED = Duration.ofSeconds(2);

    /**
     * One thing that was heard of a device.
     *
     * @param received when, by our clock
     * @param at       its own time where it says one, else the time of receipt
     * @param said     whether it says that the device is connected; empty of any other message
     * @param way      how it was heard
     */
    public record Signal(Instant received, Instant at, Optional<Boolean> said, Way way) {}

    /** How something was heard of a device. */
    public enum Way {
        /** In a message of its own. */
        ITSELF,
        /** By a message of a device that is registered behind it. */
        BEHIND,
        /** In what the broker keeps as state: of unknown age, so it shows nobody to be there now. */
        RETAINED
    }

    /** Whether it is known to be away. */
    public boolean offline() {
        return silentSince.isPresent() || saidOffline();
    }

    /** Whether nothing was ever heard. */
    public boolean unknown() {
        return since.isEmpty();
    }

    /** The same, after {@code signal} was heard. */
    public Connection hear(Signal signal) {
        Connection said = signal.said().map(online -> say(online, signal)).orElse(this);
        Connection heard =
                signal.way() == Way.RETAINED || signal.said().equals(Optional.of(false)) ? said : said.seen(signal);
        return heard.since(this, signal);
    }

    /** The same, silent since {@code moment}. */
    public Connection silent(Instant moment) {
        return new Connection(lastSeen, saidOnline, saidAt, Optional.of(moment), Optional.of(moment), spoke);
    }

    private boolean saidOffline() {
        return saidOnline.equals(Optional.of(false));
    }

    private Connection say(boolean online, Signal signal) {
        Instant at = signal.at();
        boolean older = saidAt.map(at::isBefore).orElse(false);
        boolean overruled = saidAt.isPresent() && saidOnline.isEmpty() && signal.way() == Way.RETAINED;
        if (older || overruled) {
            return this;
        }
        boolean heardSince = !online && follows(lastSeen, at);
        return new Connection(
                lastSeen,
                heardSince ? Optional.empty() : Optional.of(online),
                Optional.of(at),
                silentSince,
                since,
                spoke);
    }

    private Connection seen(Signal signal) {
        Instant received = signal.received();
        Instant newest = lastSeen.filter(received::isBefore).orElse(received);
        Optional<Instant> silent = silentSince.filter(moment -> !received.isAfter(moment));
        boolean overrules = saidOffline() && signal.way() == Way.ITSELF && follows(Optional.of(signal.at()), saidAt);
        return new Connection(
                Optional.of(newest),
                overrules ? Optional.empty() : saidOnline,
                saidAt,
                silent,
                since,
                spoke || signal.way() == Way.ITSELF);
    }

    private Connection since(Connection before, Signal signal) {
        boolean first = before.unknown() && (lastSeen.isPresent() || saidAt.isPresent());
        boolean flipped = first || offline() != before.offline();
        if (!flipped) {
            return this;
        }
        Instant moment = offline() ? signal.at() : signal.received();
        return new Connection(lastSeen, saidOnline, saidAt, silentSince, Optional.of(moment), spoke);
    }

    private static boolean follows(Optional<Instant> later, Optional<Instant> said) {
        return said.map(moment -> follows(later, moment)).orElse(true);
    }

    private static boolean follows(Optional<Instant> later, Instant said) {
        return later.map(moment -> moment.isAfter(said.plus(REORDERED))).orElse(false);
    }
}
