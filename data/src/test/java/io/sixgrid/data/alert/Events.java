package io.sixgrid.data.alert;

import io.sixgrid.data.place.LonLat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the events of these tests: the device is {@code cam-1}, the kind {@code motion}, silence lasts 60 seconds. */
final class Events {
    static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    static final Duration SILENCE = Duration.ofSeconds(60);

    private Events() {}

    static Instant second(long seconds) {
        return START.plusSeconds(seconds);
    }

    static Event open(long seconds) {
        return event(seconds, Phase.OPEN, Severity.YELLOW);
    }

    static Event refresh(long seconds) {
        return event(seconds, Phase.REFRESH, Severity.YELLOW);
    }

    static Event close(long seconds) {
        return event(seconds, Phase.CLOSE, Severity.YELLOW);
    }

    static Event event(long seconds, Phase phase, Severity severity) {
        return event("cam-1", seconds, phase, severity);
    }

    static Event event(String device, long seconds, Phase phase, Severity severity) {
        String key = device + ":" + seconds + ":" + phase + ":" + severity;
        Reported said = new Reported(
                device,
                "motion",
                phase,
                severity,
                Optional.of(severity.name()),
                Optional.empty(),
                Optional.of("said at " + seconds),
                Optional.empty(),
                Optional.of(SILENCE));
        // Every third event is unplaced, so that the rule of the first placed one shows.
        Standing standing = seconds % 3 == 0
                ? Standing.none(Optional.empty(), Unplaced.NO_POSITION)
                : new Standing(Optional.of(new LonLat(121, 38)), List.of(seconds), Optional.empty());
        return new Event(key.hashCode(), new MessageId("test", key), said, second(seconds), false, standing);
    }

    /** What closing an alert by hand stores; it says the worst severity, which nothing shall come of. */
    static Event operatorClose(String device, long seconds) {
        Event close = event(device, seconds, Phase.CLOSE, Severity.RED);
        MessageId message = new MessageId(MessageId.OPERATOR, close.message().key());
        return new Event(close.id(), message, close.said(), close.at(), false, close.standing());
    }

    /** The event under an id of the database's, as a batch stores it. */
    static NewEvent stored(Event event, long id, Instant received) {
        return new NewEvent(
                new Event(id, event.message(), event.said(), event.at(), event.skewed(), event.standing()),
                Optional.of(event.at()),
                new NewEvent.Positioning(Optional.of(NewEvent.Source.REGISTRY), false, 1),
                new Arrival("test", "{}".getBytes(StandardCharsets.UTF_8), received, false));
    }
}
