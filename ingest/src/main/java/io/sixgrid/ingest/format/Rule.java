package io.sixgrid.ingest.format;

import io.sixgrid.data.SixgridException;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one sort of messages says. A rule with neither events nor readings nor presence says that such a message is
 * understood and tells us nothing.
 *
 * @param about    for people
 * @param key      the identity of such a message; null for the format's
 * @param each     the rest is read once for each member; null for once
 * @param device   what such a message calls its device; null for the format's
 * @param time     null for the format's
 * @param presence whether the device is connected: online, offline, or none for nothing; null when not said
 */
record Rule(
        @Nullable String about,
        Condition when,
        @Nullable Each each,
        @Nullable Expression key,
        @Nullable Expression device,
        @Nullable TimeRule time,
        List<EventRule> events,
        List<ReadingRule> readings,
        @Nullable Mapping presence) {
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";
    private static final String NOT_SAID = "none";

    Rule(
            @Nullable String about,
            @Nullable Condition when,
            @Nullable Each each,
            @Nullable Expression key,
            @Nullable Expression device,
            @Nullable TimeRule time,
            @Nullable List<EventRule> events,
            @Nullable List<ReadingRule> readings,
            @Nullable Mapping presence) {
        this.about = about;
        this.when = when == null ? Condition.ALWAYS : when;
        this.each = each;
        this.key = key;
        this.device = device;
        this.time = time;
        this.events = events == null ? List.of() : List.copyOf(events);
        this.readings = readings == null ? List.of() : List.copyOf(readings);
        this.presence = presence;
        if (presence != null) {
            presence.requireWords("presence", List.of(ONLINE, OFFLINE, NOT_SAID)::contains, "online, offline or none");
        }
    }

    /** What messages say, as their rules find it. */
    record Findings(List<DecodedEvent> events, List<DecodedReading> readings, List<DecodedPresence> presences) {
        static Findings none() {
            return new Findings(new ArrayList<>(2), new ArrayList<>(2), new ArrayList<>(0));
        }
    }

    /** This rule; what it does not say itself, the format and what all its events share say. */
    Rule completedBy(@Nullable Expression formatDevice, @Nullable TimeRule formatTime, EventRule shared) {
        return new Rule(
                about,
                when,
                each,
                key,
                device != null ? device : formatDevice,
                time != null ? time : formatTime,
                events.stream().map(event -> event.over(shared)).toList(),
                readings,
                presence);
    }

    /** Adds what {@code message} says by this rule. */
    void read(MessageView message, Findings found) {
        if (events.isEmpty() && readings.isEmpty() && presence == null) {
            return;
        }
        if (each == null) {
            one(message, found);
        } else {
            each.views(message, true).forEach(view -> one(view, found));
        }
    }

    private void one(MessageView message, Findings found) {
        String name = device == null ? null : device.require("device", message);
        Optional<Instant> at = time == null ? Optional.empty() : time.read(message);
        Teller teller = new Teller(name, at);
        for (int i = 0; i < events.size(); i++) {
            events.get(i).read(message, teller, found.events());
        }
        for (int i = 0; i < readings.size(); i++) {
            readings.get(i).read(message, teller, found.readings());
        }
        if (presence != null) {
            presence(presence, message, teller, found.presences());
        }
    }

    void check(String path, CaptureCheck captures) {
        boolean inLoop = each != null;
        captures.check(path + ".key", key, false);
        captures.check(path + ".device", device, inLoop);
        captures.check(path + ".time", time, inLoop);
        captures.check(path + ".presence", presence, inLoop);
        when.check(path + ".when", captures);
        for (int i = 0; i < events.size(); i++) {
            EventRule event = events.get(i);
            String at = path + ".events[" + i + "]";
            event.checkComplete(at);
            checkDevice(at, event.device());
            event.check(at, captures, inLoop || event.each() != null);
        }
        for (int i = 0; i < readings.size(); i++) {
            String at = path + ".readings[" + i + "]";
            checkDevice(at, readings.get(i).device());
            readings.get(i).check(at, captures, inLoop);
        }
        if (presence != null) {
            checkDevice(path + ".presence", null);
        }
    }

    private void checkDevice(String path, @Nullable Expression own) {
        if (own == null && device == null) {
            throw SixgridException.invalid(path, "device is missing: neither here nor for the rule nor for the format");
        }
    }

    private static void presence(
            Mapping presence, MessageView message, Teller teller, List<DecodedPresence> presences) {
        String word = presence.require("presence", message);
        if (!word.equals(NOT_SAID)) {
            if (!word.equals(ONLINE) && !word.equals(OFFLINE)) {
                throw Refusal.bad("presence", word, "online, offline or none");
            }
            presences.add(
                    new DecodedPresence(teller.device(null, message), word.equals(ONLINE), teller.time(null, message)));
        }
    }
}
